import { describe, expect, it } from 'vitest';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { ada, deliver, deskOf, messagesOf, requestOf, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T09:05:00.000Z';
const ANSWER = {
  agent: ada,
  source: 'api:1',
  text: 'On it.',
  attachments: [],
  receivedAt: '2026-11-30T09:00:00.000Z',
  tellBy: 'call',
} as const;
const answered = async (desk: ReturnType<typeof deskOf>, participants: { address: string }[] = []) => {
  const { id } = await waitingTicket(desk, { priority: 1, participants });
  const { message } = await respond(desk, { ...ANSWER, attachments: [], ticketId: id });
  return (await desk.tickets.getMessage(id, message.key)) ?? message;
};

describe('a mail of ours that came back', () => {
  it('was the first response: the clock runs on with the original deadline, its timer registered again', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    expect(desk.scheduled.size).toBe(0);
    const { ticket } =
      (await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1 unknown user', at })) ?? {};
    expect(ticket).toMatchObject({ state: 'waiting', clock: { deadline: '2026-11-30T10:00:00.000Z' } });
    expect(ticket?.firstResponse).toBeUndefined();
    expect([...desk.scheduled.values()]).toEqual(['2026-11-30T09:30:00.000Z']);
    expect((await messagesOf(desk, ticketId)).at(-1)?.undelivered).toBe('5.1.1 unknown user');
  });

  it('after the deadline: the escalation fires at once', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    desk.setNow('2026-11-30T10:30:00.000Z');
    const { ticket } = (await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at })) ?? {};
    expect(ticket?.escalations.map(({ level }) => level)).toEqual(['breach']);
  });

  it('heard of twice changes nothing more', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    const failure = { reason: '5.1.1', at };
    const once = await deliveryFailed(desk, { ticketId, messageKey }, failure);
    expect(await deliveryFailed(desk, { ticketId, messageKey }, failure)).toEqual(once);
  });

  it('to somebody who was copied: the response stands', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk, [{ address: 'carla@rossi.example' }]);
    const failure = { recipient: 'carla@rossi.example', reason: '5.1.1', at };
    expect(await deliveryFailed(desk, { ticketId, messageKey }, failure)).toMatchObject({
      ticket: {
        state: 'answered',
        audit: expect.arrayContaining([expect.objectContaining({ action: 'not delivered' })]),
      },
      lost: undefined,
    });
    expect((await messagesOf(desk, ticketId)).at(-1)?.undelivered).toBeUndefined();
  });

  it('to a mailbox that nobody knows, which is behind an alias: it was to the requester', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    const failure = { recipient: 'mbox4711@hosting.example', reason: '5.1.1', at };
    expect(await deliveryFailed(desk, { ticketId, messageKey }, failure)).toMatchObject({
      ticket: { state: 'waiting' },
      lost: messageKey,
    });
  });

  it('while a later answer did leave: that one is the first response', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    desk.setNow('2026-11-30T09:30:00.000Z');
    const receivedAt = desk.now().toISOString();
    const { message } = await respond(desk, { ...ANSWER, attachments: [], ticketId, source: 'api:2', receivedAt });
    const { ticket } = (await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at })) ?? {};
    expect(ticket).toMatchObject({
      state: 'answered',
      firstResponse: { at: '2026-11-30T09:30:00.000Z', met: true, message: message.key },
    });
    expect(desk.scheduled.size).toBe(0);
  });

  it('is not stopped again by the same answer, delivered once more', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at });
    const { ticket } = await respond(desk, { ...ANSWER, attachments: [], ticketId });
    expect(ticket.state).toBe('waiting');
    expect(desk.scheduled.size).toBe(1);
  });

  it.each([...Array(9).keys()])('heard of while call %i fails: the repetition finishes it', async (skip) => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    desk.faults.add({ skip, times: 1 });
    await deliver(desk, () => deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at }));
    desk.faults.clear();
    await sweepLater(desk);
    expect(await desk.tickets.get(ticketId)).toMatchObject({ state: 'waiting', timer: { registered: true } });
    expect((await messagesOf(desk, ticketId)).at(-1)?.undelivered).toBe('5.1.1');
    expect(desk.scheduled.size).toBe(1);
  });

  it('was the acknowledgement: the ticket says so, and its clock runs as before', async () => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    const { ticket: after } = (await deliveryFailed(desk, { ticketId: ticket.id }, { reason: '5.2.2 full', at })) ?? {};
    expect(after?.audit.at(-1)).toMatchObject({
      action: 'not delivered',
      detail: expect.stringContaining('5.2.2 full'),
    });
    expect(after?.timer).toEqual(ticket.timer);
  });

  it('of a ticket that is not there: nothing', async () => {
    expect(await deliveryFailed(deskOf(), { ticketId: 'T-00000000' }, { reason: '5.1.1', at })).toBeUndefined();
  });
});
