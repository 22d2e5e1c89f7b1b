import { audited } from '../../ticket/clock.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Heard } from './notice-told.ts';
import { update } from './update.ts';

/** Notes in the trail of each ticket how many notices of it went to a reader by one mail, since it had told of too many one by one. */
export async function noteHeldBack(desk: Desk, heldBack: readonly Heard[]): Promise<void> {
  const at = desk.now().toISOString();
  for (const [id, notices] of Map.groupBy(heldBack, ({ ticket }) => ticket.id)) {
    const ticket = await desk.tickets.get(id);
    const [first] = notices;
    if (!ticket || !first) continue;
    const count = `${notices.length} ${notices.length === 1 ? 'notice' : 'notices'}`;
    const detail = `${first.to.address}: ${count} in one mail, after as many alone as go in 10 minutes`;
    await update(desk, ticket, (current) => audited(current, { at, by: 'desk', action: 'mail held back', detail }));
  }
}
