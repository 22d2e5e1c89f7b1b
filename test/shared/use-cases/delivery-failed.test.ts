import { describe, expect, it } from 'vitest';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { ada, deskOf, messagesOf, requestOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T09:05:00.000Z';
const answered = async (desk: ReturnType<typeof deskOf>) => {
  const { id } = await waitingTicket(desk, { priority: 1 });
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
  const { message } = await respond(desk, { ...answer, receivedAt: '2026-11-30T09:00:00.000Z', tellBy: 'call' });
  return (await desk.tickets.getMessage(id, message.key)) ?? message;
};

describe('a mail of ours that came back', () => {
  it('was the first response: the clock runs on with the original deadline, its timer registered again', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    expect(desk.scheduled.size).toBe(0);
    const ticket = await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1 unknown user', at });
    expect(ticket).toMatchObject({ state: 'waiting', clock: { deadline: '2026-11-30T10:00:00.000Z' } });
    expect(ticket?.firstResponse).toBeUndefined();
    expect([...desk.scheduled.values()]).toEqual(['2026-11-30T09:30:00.000Z']);
    expect((await messagesOf(desk, ticketId)).at(-1)?.undelivered).toBe('5.1.1 unknown user');
  });

  it('after the deadline: the escalation fires at once', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    desk.setNow('2026-11-30T10:30:00.000Z');
    const ticket = await deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at });
    expect(ticket?.escalations.map(({ level }) => level)).toEqual(['breach']);
  });

  it('heard of twice changes nothing more', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    const failure = { reason: '5.1.1', at };
    const once = await deliveryFailed(desk, { ticketId, messageKey }, failure);
    expect(await deliveryFailed(desk, { ticketId, messageKey }, failure)).toEqual(once);
  });

  it('to a participant only: the response stands', async () => {
    const desk = deskOf();
    const { ticketId, key: messageKey } = await answered(desk);
    const failure = { recipient: 'carla@rossi.example', reason: '5.1.1', at };
    expect(await deliveryFailed(desk, { ticketId, messageKey }, failure)).toMatchObject({ state: 'answered' });
  });

  it('was the acknowledgement: the ticket says so, and its clock runs as before', async () => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk));
    const after = await deliveryFailed(desk, { ticketId: ticket.id }, { reason: '5.2.2 full', at });
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
