import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import type { State } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';
const by = 'agent:ada';
const change = (desk: MemoryDesk, ticketId: string, state: State, reason?: string) =>
  changeState(desk, { ticketId, agent: ada, at, state, reason });

async function answeredTicket(desk: MemoryDesk) {
  const { id: ticketId } = await waitingTicket(desk);
  const answer = { agent: ada, source: 'api:1', text: 'Done.', attachments: [], tellBy: 'call' } as const;
  return (await respond(desk, { ...answer, attachments: [], ticketId, receivedAt: at })).ticket;
}

describe('an agent closes a ticket', () => {
  it('that is answered: no reason is needed, and the response stays', async () => {
    const desk = deskOf();
    const { id, firstResponse } = await answeredTicket(desk);
    const ticket = await change(desk, id, 'closed');
    expect(ticket).toMatchObject({ state: 'closed', closedAt: at, firstResponse });
    expect(ticket.cancelled).toBeUndefined();
    expect(ticket.audit.at(-1)).toMatchObject({ at, by, action: 'closed' });
    expect(desk.counted.get(METRIC.firstResponse)).toBe(1);
  });

  it('that waits, for a reason: the trail says which, and nothing fires any more', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ticket = await change(desk, id, 'closed', 'withdrawn');
    expect(ticket).toMatchObject({ state: 'closed', closedAt: at, cancelled: 'withdrawn' });
    expect(ticket.timer.next).toBeUndefined();
    expect(ticket.audit.at(-1)).toMatchObject({ at, by, action: 'closed', detail: 'withdrawn' });
  });

  it('that waits, for no reason that there is: the refusal names all of them', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    for (const reason of [undefined, 'boring']) {
      await expect(change(desk, id, 'closed', reason)).rejects.toMatchObject({
        status: 422,
        errors: [{ field: 'reason', message: expect.stringMatching(/one of: spam, duplicate, withdrawn$/) }],
      });
    }
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });

  it('twice, and it is closed once, for the first reason', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const once = await change(desk, id, 'closed', 'spam');
    expect(await change(desk, id, 'closed', 'withdrawn')).toEqual(once);
  });
});

describe('an agent re-opens a ticket', () => {
  it('that was answered: it is answered again, and no clock runs', async () => {
    const desk = deskOf();
    const { id, firstResponse } = await answeredTicket(desk);
    await change(desk, id, 'closed');
    const ticket = await change(desk, id, 'answered', 'it came back');
    expect(ticket).toMatchObject({ state: 'answered', firstResponse });
    expect(ticket.closedAt).toBeUndefined();
    expect(ticket.audit.at(-1)).toMatchObject({ at, by, action: 're-opened', detail: 'it came back' });
    expect(desk.scheduled.size).toBe(0);
  });

  it('that nobody answered: it waits, as if it had never been closed', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await change(desk, id, 'closed', 'spam');
    const ticket = await change(desk, id, 'waiting');
    expect([ticket.state, ticket.closedAt, ticket.cancelled]).toEqual(['waiting', undefined, undefined]);
    expect(ticket.timer).toMatchObject({ next: { level: 'warning' }, setAt: at, registered: true });
  });

  it('that is open: nothing changes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const before = await desk.tickets.get(id);
    expect(await change(desk, id, 'waiting')).toEqual(before);
  });

  it('only to what it is: the refusal says what that may be', async () => {
    const desk = deskOf();
    const waiting = await waitingTicket(desk, { source: 'mail:two' });
    await expect(change(desk, waiting.id, 'answered')).rejects.toMatchObject({
      errors: [{ field: 'state', message: 'this ticket has no response: it can be waiting or closed' }],
    });
    const answered = await answeredTicket(desk);
    await expect(change(desk, answered.id, 'waiting')).rejects.toMatchObject({
      errors: [{ field: 'state', message: 'this ticket has a response: it can be answered or closed' }],
    });
  });
});
