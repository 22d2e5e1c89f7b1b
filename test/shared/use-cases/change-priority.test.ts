import { describe, expect, it } from 'vitest';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

const change = { agent: ada, at: '2026-11-30T08:10:00.000Z', reason: 'agreed on the phone' };
const UNRESPONSIVE = 'customer-unresponsive';

describe('an agent changes the priority', () => {
  it('and the trail says from what to what, why, who and when', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk, { priority: 3 });
    const ticket = await changePriority(desk, { ...change, ticketId, priority: 2 });
    expect(ticket.timer.setAt).toBe(change.at);
    expect(ticket.audit.at(-1)).toMatchObject({
      at: change.at,
      by: 'agent:ada',
      action: 'priority changed',
      detail: 'priority 3 to 2: agreed on the phone',
    });
  });

  it('to what it is: nothing changes, whatever the reason', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk, { priority: 2 });
    const before = await desk.tickets.get(ticketId);
    for (const reason of ['once more', UNRESPONSIVE]) {
      expect(await changePriority(desk, { ...change, ticketId, reason, priority: 2 })).toEqual(before);
    }
  });

  it('upwards for any reason but an unresponsive customer, and is told so', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk, { priority: 3 });
    await expect(
      changePriority(desk, { ...change, ticketId, reason: UNRESPONSIVE, priority: 2 }),
    ).rejects.toMatchObject({
      status: 422,
      message: 'The change is refused.',
      errors: [{ field: 'priority', message: `${UNRESPONSIVE} can only lower a priority, and 2 is above 3` }],
    });
    expect((await changePriority(desk, { ...change, ticketId, priority: 1 })).priority).toBe(1);
  });

  it.each([
    [1, 'agreed on the phone'],
    [2, UNRESPONSIVE],
  ] as const)('of a P%i, "%s", to nothing: it must say to which', async (priority, reason) => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk, { priority });
    await expect(changePriority(desk, { ...change, ticketId, reason })).rejects.toMatchObject({
      status: 422,
      errors: [{ field: 'priority', message: 'is missing: say which one' }],
    });
  });
});
