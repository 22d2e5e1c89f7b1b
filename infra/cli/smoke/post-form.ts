import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { SMOKE_HEADER, smokeFormToken } from '../../../shared/mail/signed/smoke-form.ts';
import { smokeReader } from '../../../shared/ticket/smoke.ts';
import type { SmokeDesk, SmokeSource } from './smoke-desk.ts';
import { miss } from './steps.ts';

const answerSchema = z.object({ ticket: z.string() });

/**
 * Posts a request of a smoke run to a source, signed as Standard Webhooks says and marked by the desk's own key. Gives the number of its
 * ticket. Throws a miss for any other answer, and what `ask` throws.
 */
export async function postForm(
  { desk, ask }: Pick<SmokeDesk, 'desk' | 'ask'>,
  { name, secret }: SmokeSource,
  { run, ms }: { run: string; ms: number },
): Promise<string> {
  const [key = ''] = await desk.secrets.signingKeys();
  // Signatures are about real time, whatever the desk's clock shows; the mark is about the desk's.
  const now = desk.machineNow();
  const id = `smoke_${run}`;
  const email = smokeReader(`form-${run}`);
  const body = JSON.stringify({ email, name: 'Desk smoke', subject: `Desk smoke ${run}`, body: 'By a form.' });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
    [SMOKE_HEADER]: smokeFormToken(key, name, { id: run, at: desk.now().toISOString() }),
  };
  const { status, json } = await ask(`/webhooks/${name}`, { method: 'POST', headers, body }, ms);
  const answer = answerSchema.safeParse(json);
  if (status !== 200 || !answer.success) throw miss(`source ${name} answered ${status}: logs IngestWebhook`);
  return answer.data.ticket;
}
