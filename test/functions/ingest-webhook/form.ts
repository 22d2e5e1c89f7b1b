import { Webhook } from 'standardwebhooks';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { type Asked, ask } from '../../support/http.ts';
import type { Given, MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';

export const SECRET = `whsec_${Buffer.from('the secret of the form itself').toString('base64')}`;
export const OLD_SECRET = `whsec_${Buffer.from('the secret that was before that').toString('base64')}`;
export const FORM = {
  email: 'Anna@Rossi.example',
  name: 'Anna',
  subject: 'The door',
  body: 'It does not open.',
  priority: 1,
};

export const formDesk = (given: Given = {}) => deskOf({ webhooks: { form: [SECRET, OLD_SECRET] }, ...given });

/** Posts a form as its source would. */
export function send(desk: MemoryDesk, form: Record<string, unknown>) {
  return post(desk, { body: JSON.stringify(form), headers: signed(JSON.stringify(form)) });
}

export function post(desk: MemoryDesk, asked: Partial<Asked> = {}) {
  const body = JSON.stringify(FORM);
  return ask(createHandler(desk), { method: 'POST', path: '/webhooks/form', body, headers: signed(body), ...asked });
}

export function signed(body: string, { secret = SECRET, age = 0, id = 'msg_1' } = {}): Record<string, string> {
  const sentAt = new Date(Date.parse('2026-11-30T08:00:00.000Z') - age * 1000);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(sentAt.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}
