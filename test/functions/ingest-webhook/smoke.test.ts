import { describe, expect, it } from 'vitest';
import { SMOKE_HEADER, smokeFormToken } from '../../../shared/mail/signed/smoke-form.ts';
import { METRIC } from '../../../shared/names.ts';
import { smokeReader } from '../../../shared/ticket/smoke.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { FORM, formDesk, post, signed } from './form.ts';

const SMOKE = { ...FORM, email: smokeReader('form-1') };

async function send(desk: MemoryDesk, { form = SMOKE, source = 'form', id = 'msg_1' } = {}) {
  const [key = ''] = await desk.secrets.signingKeys();
  const token = smokeFormToken(key, source, { id: '0123456789abcdef', at: desk.now().toISOString() });
  const body = JSON.stringify(form);
  const { json } = await post(desk, { body, headers: { ...signed(body, { id }), [SMOKE_HEADER]: token } });
  await desk.team.drain();
  return desk.tickets.get(json.ticket);
}

describe('a post of a smoke run', () => {
  it('is a ticket that only the simulator hears of, and leaves nothing at its source', async () => {
    const desk = formDesk();
    const ticket = await send(desk);
    expect(ticket).toMatchObject({ smoke: true, priority: 4, channel: 'webhook', source: 'webhook:form:msg_1' });
    expect(desk.sent.map(({ recipient }) => recipient)).toEqual([SMOKE.email]);
    expect(desk.counted.get(METRIC.ticketOpened)).toBeUndefined();
    expect(await desk.formRecords.list()).toEqual([]);
  });

  it('is never one of a flood, however many came', async () => {
    const desk = formDesk();
    for (let number = 1; number < 30; number += 1) await send(desk, { id: `msg_${number}` });
    expect(await send(desk, { id: 'msg_30' })).toMatchObject({ smoke: true });
  });

  it.each([
    ['in a customer’s name', { form: FORM }],
    ['signed for another source', { source: 'shop' }],
  ])('%s is a request of which the agents hear', async (_, change) => {
    const desk = formDesk();
    const ticket = await send(desk, change);
    expect(ticket).toBeDefined();
    expect(ticket?.smoke).toBeUndefined();
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('ada@support.example');
    expect(desk.counted.get(METRIC.ticketOpened)).toBe(1);
    expect(await desk.formRecords.list()).toHaveLength(1);
  });
});
