import { describe, expect, it } from 'vitest';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { type Response, respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, requestOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T09:05:00.000Z';
const reason = '5.1.1 unknown user';

/** Answers at `receivedAt`, and gives the key of the answer. */
async function answer(desk: MemoryDesk, ticketId: string, receivedAt: string, change: Partial<Response> = {}) {
  desk.setNow(receivedAt);
  const given = { agent: ada, source: `api:${receivedAt}`, text: 'On it.', attachments: [], tellBy: 'call' } as const;
  const { message } = await respond(desk, { ...given, attachments: [], ticketId, receivedAt, ...change });
  return { ticketId, messageKey: message.key };
}

/** A P1 of 09:00 in Rome, due at 11:00, answered at 10:00. */
async function answeredTicket(desk: MemoryDesk) {
  const { id } = await waitingTicket(desk, { priority: 1 });
  return answer(desk, id, '2026-11-30T09:00:00.000Z');
}

const trailOf = async (desk: MemoryDesk, id: string) => (await desk.tickets.get(id))?.audit.slice(-2);

describe('the trail of a mail that came back', () => {
  it('names the message, whom it did not reach and why, and that the clock runs again', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    const result = await deliveryFailed(desk, ref, { reason, at });
    expect(result?.lost).toBe(ref.messageKey);
    expect(result?.ticket.timer).toMatchObject({ setAt: at, registered: true });
    expect(await trailOf(desk, ref.ticketId)).toMatchObject([
      { at, by: 'desk', action: 'not delivered', detail: `message ${ref.messageKey} to anna@rossi.example: ${reason}` },
      { at, by: 'desk', action: 're-opened', detail: 'the first response did not arrive' },
    ]);
  });

  it('has the mailbox of the report, when it names one', async () => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    await deliveryFailed(desk, { ticketId: ticket.id }, { recipient: 'mbox4711@hosting.example', reason, at });
    expect((await trailOf(desk, ticket.id))?.at(-1)).toMatchObject({
      action: 'not delivered',
      detail: `acknowledgement to mbox4711@hosting.example: ${reason}`,
    });
  });

  it('keeps a very long reason short, on the message too', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    await deliveryFailed(desk, ref, { reason: 'x'.repeat(2_000), at });
    expect((await messagesOf(desk, ref.ticketId)).at(-1)?.undelivered).toHaveLength(500);
  });
});

describe('what takes the place of a first response that did not arrive', () => {
  it('is the earliest of those that did, whoever wrote it and however it was told', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    const second = await answer(desk, ref.ticketId, '2026-11-30T09:10:00.000Z', { agent: bruno });
    await answer(desk, ref.ticketId, '2026-11-30T09:20:00.000Z');
    const { ticket } = (await deliveryFailed(desk, ref, { reason, at })) ?? {};
    expect(ticket?.firstResponse).toEqual({
      at: '2026-11-30T09:10:00.000Z',
      by: 'agent:bruno',
      met: true,
      message: second.messageKey,
    });
    expect(ticket?.audit.at(-1)).toMatchObject({
      at,
      by: 'desk',
      action: 'answered',
      detail: 'in time: the first response did not arrive, a later one did',
    });
  });

  it('may be late, and then the promise was not kept', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    await answer(desk, ref.ticketId, '2026-11-30T10:20:00.000Z');
    const { ticket } = (await deliveryFailed(desk, ref, { reason, at })) ?? {};
    expect(ticket?.firstResponse).toMatchObject({ at: '2026-11-30T10:20:00.000Z', met: false });
    expect(ticket?.audit.at(-1)?.detail).toBe('late: the first response did not arrive, a later one did');
  });

  it('is no answer that came back as well, no note, and nothing of the customer’s', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    const second = await answer(desk, ref.ticketId, '2026-11-30T09:10:00.000Z');
    const note = { ticketId: ref.ticketId, agent: ada, source: 'api:n', text: 'Hm.', at };
    await addNote(desk, note);
    await deliveryFailed(desk, second, { reason, at });
    const { ticket } = (await deliveryFailed(desk, ref, { reason, at })) ?? {};
    expect(ticket?.state).toBe('waiting');
    expect(ticket?.firstResponse).toBeUndefined();
  });
});

describe('a mail that came back and was no first response', () => {
  it('a later answer: it is marked, and the first response stands', async () => {
    const desk = deskOf();
    const ref = await answeredTicket(desk);
    const second = await answer(desk, ref.ticketId, '2026-11-30T09:10:00.000Z');
    const result = await deliveryFailed(desk, second, { reason, at });
    expect(result).toMatchObject({
      lost: second.messageKey,
      ticket: { state: 'answered', firstResponse: { message: ref.messageKey } },
    });
    expect((await messagesOf(desk, ref.ticketId)).at(-1)?.undelivered).toBe(reason);
  });

  it.each(['the customer’s own', 'a note'])('%s: no answer, and nothing is marked', async (what) => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    if (what === 'a note') await addNote(desk, { ticketId, agent: ada, source: 'api:n', text: 'Hm.', at });
    const message = (await messagesOf(desk, ticketId)).at(-1);
    const result = await deliveryFailed(desk, { ticketId, messageKey: String(message?.key) }, { reason, at });
    expect(result).toMatchObject({ lost: undefined, ticket: { state: 'waiting' } });
    expect(result?.ticket.audit.at(-1)?.detail).toMatch(`message ${message?.key} to anna@rossi.example`);
    expect((await messagesOf(desk, ticketId)).at(-1)?.undelivered).toBeUndefined();
  });

  it('after a level has fired: it fires no second time, the next one does', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow('2026-11-30T09:30:00.000Z');
    await escalate(desk, { ticketId: id, version: 1 });
    const ref = await answer(desk, id, '2026-11-30T09:40:00.000Z');
    const { ticket } = (await deliveryFailed(desk, ref, { reason, at })) ?? {};
    expect(ticket?.timer.next).toMatchObject({ level: 'breach', at: '2026-11-30T10:00:00.000Z' });
  });
});
