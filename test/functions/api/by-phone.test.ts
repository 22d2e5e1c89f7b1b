import { describe, expect, it } from 'vitest';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { mailed, sweepLater, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch, respond } from './requests.ts';

/** An answer that an agent gave by phone (promise.md section 5): it counts from the call, and the customer gets it in writing. */

const BEA = { address: 'bea@bianchi.example', name: 'Bea', verified: true };
const AT = '2026-11-30T08:10:00.000Z';

async function premium(change = {}) {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk, { requester: BEA, priority: 1, ...change });
  desk.pass(50 * 60);
  desk.sent.length = 0;
  return { desk, id };
}

const call = (desk: MemoryDesk, id: string, at = AT, headers = {}) =>
  respond(desk, id, { text: 'Use till 2 for now.', givenByPhone: { at } }, headers);

const refused = {
  port: 'mailer.send',
  outcome: { outcome: 'refused', reason: 'Illegal address', what: 'recipient' },
} as const;

describe('an answer by phone', () => {
  it('counts from the call, and its confirmation says who said it when', async () => {
    const { desk, id } = await premium();
    const { status, json } = await call(desk, id);
    expect(status).toBe(201);
    expect(json.ticket).toMatchObject({ state: 'answered', firstResponse: { at: AT, by: 'agent:ada', met: true } });
    expect(json.message).toMatchObject({ givenByPhone: AT, delivery: { state: 'sent' } });
    expect(desk.sent).toHaveLength(1);
    expect(desk.sent[0]).toMatchObject({ recipient: BEA.address });
    expect(desk.sent[0]?.text).toMatch(/^Confermiamo per iscritto quanto ti ha detto Ada al telefono .*09:10/);
    expect(desk.sent[0]?.html).toContain('Confermiamo');
    expect(desk.scheduled.size).toBe(0);
    const { audit } = (await desk.tickets.get(id)) ?? { audit: [] };
    expect(audit.at(-1)).toMatchObject({ at: AT, detail: 'in time, by phone; recorded at 2026-11-30T08:50:00.000Z' });
  });

  it('is late when the call was', async () => {
    const { desk, id } = await premium();
    const { json } = await call(desk, id, '2026-11-30T09:45:00+01:00');
    expect(json.ticket.firstResponse).toMatchObject({ at: '2026-11-30T08:45:00.000Z', met: false });
  });

  it.each([
    ['the mail service refuses its confirmation', refused, 'refused', 201],
    ['the mail service is away', { port: 'mailer.send', times: 1 }, 'parked', 202],
  ] as const)('counts at once when %s, which is told', async (_, fault, state, status) => {
    const { desk, id } = await premium();
    desk.faults.add(fault);
    const answer = await call(desk, id);
    expect(answer.status).toBe(status);
    expect(answer.json.ticket).toMatchObject({ state: 'answered', firstResponse: { at: AT, met: true } });
    expect(answer.json.message.delivery).toMatchObject({ state });
    const { audit } = (await desk.tickets.get(id)) ?? { audit: [] };
    expect(audit.map(({ action }) => action)).toContain(
      state === 'refused' ? 'confirmation not sent' : 'confirmation waits',
    );
    desk.faults.clear();
    await sweepLater(desk);
    const { message } =
      state === 'refused'
        ? await resendAnswer(desk, { ticketId: id, messageKey: answer.json.message.id })
        : { message: undefined };
    if (message) expect(message.left).toBeDefined();
    expect(mailed(desk)).toEqual([BEA.address]);
    expect((await desk.tickets.get(id))?.firstResponse?.at).toBe(AT);
  });

  it('counts also of somebody whom no mail reaches', async () => {
    const { desk, id } = await premium({ requester: { ...BEA, address: 'noreply@bianchi.example' } });
    const { status, json } = await call(desk, id);
    expect([status, json.ticket.state]).toEqual([201, 'answered']);
    expect(json.message.delivery).toEqual({ state: 'refused', reason: expect.stringContaining('nobody reads') });
    expect(desk.sent).toEqual([]);
  });

  it('still counts when its confirmation comes back', async () => {
    const { desk, id } = await premium();
    const { json } = await call(desk, id);
    const at = desk.now().toISOString();
    await deliveryFailed(desk, { ticketId: id, messageKey: json.message.id }, { reason: '5.1.1 no such user', at });
    const ticket = await desk.tickets.get(id);
    expect(ticket).toMatchObject({ state: 'answered', firstResponse: { at: AT, met: true } });
    expect(ticket?.audit.at(-1)).toMatchObject({ action: 'not delivered' });
  });

  it('is recorded once, however often its request comes', async () => {
    const { desk, id } = await premium();
    const key = { 'idempotency-key': 'call-1' };
    expect([(await call(desk, id, AT, key)).status, (await call(desk, id, AT, key)).status]).toEqual([201, 200]);
    expect(desk.sent).toHaveLength(1);
    expect((await respond(desk, id, { text: 'Use till 2 for now.' }, key)).status).toBe(422);
  });

  it('that broke off between its record and the clock is counted by the sweep', async () => {
    const { desk, id } = await premium();
    desk.faults.add({ port: 'tickets.save', times: 1 });
    await call(desk, id);
    desk.pass(91);
    await sweepLater(desk);
    await sweepLater(desk);
    expect((await desk.tickets.get(id))?.firstResponse).toMatchObject({ at: AT, met: true });
    expect(desk.sent.filter(({ recipient }) => recipient === BEA.address)).toHaveLength(1);
  });

  it('cannot be withdrawn: its confirmation is owed', async () => {
    const { desk, id } = await premium();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const { json } = await call(desk, id);
    const path = `/api/tickets/${id}/messages/${json.message.id}/withdraw`;
    expect((await api(desk, { method: 'POST', path })).status).toBe(422);
  });
});

describe('a call is refused, with the field and the mend,', () => {
  const refusedWith = async (fields: object, change = {}) => {
    const { desk, id } = await premium(change);
    const { json } = await respond(desk, id, { text: 'x', ...fields });
    expect(desk.sent).toEqual([]);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
    return json.errors;
  };

  it('but for one in the minute of the request: a call is told by the minute', async () => {
    const desk = apiDesk();
    desk.setNow('2026-11-30T08:00:30.000Z');
    const { id } = await waitingTicket(desk, { requester: BEA, priority: 1 });
    desk.pass(600);
    expect((await call(desk, id, '2026-11-30T08:00:00.000Z')).status).toBe(201);
    const ticket = await desk.tickets.get(id);
    expect(ticket?.firstResponse?.at).toBe('2026-11-30T08:00:30.000Z');
  });

  it('of a Basic customer; once the plan is corrected it is not', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    desk.pass(3600);
    expect((await call(desk, id)).json.errors).toEqual([
      { field: 'givenByPhone', message: 'phone is not part of the basic plan of Rossi S.r.l.: answer in writing' },
    ]);
    await patch(desk, id, { plan: 'premium' });
    expect((await call(desk, id)).status).toBe(201);
  });

  it.each([
    [{ givenByPhone: { at: '2026-11-30T08:50:01.000Z' } }, 'givenByPhone.at', /in the future/],
    [{ givenByPhone: { at: '2026-11-30T07:59:59.000Z' } }, 'givenByPhone.at', /before the request, which came at/],
    [{ givenByPhone: { at: 'ten past nine' } }, 'givenByPhone.at', /ISO instant/],
    [{ givenByPhone: true }, 'givenByPhone', /must be an object/],
    [{ givenByPhone: { at: AT }, asks: true }, 'asks', /written answer/],
  ])('%j', async (fields, field, message) => {
    expect(await refusedWith(fields)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });
});
