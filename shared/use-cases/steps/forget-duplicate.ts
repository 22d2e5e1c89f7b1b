import { withoutDuplicate } from '../../ticket/duplicates.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { update } from './update.ts';

/**
 * What went on for a duplicate (`way`, from `wayFrom`) goes on for it no more, once that goes on by itself: whoever asked it is told there of nothing that
 * becomes of the other one, and asks nothing there. Throws what the store throws; until it is done they are told too much, and lose nothing.
 */
export async function forgetDuplicate(desk: Desk, duplicate: Ticket, way: readonly Ticket[]): Promise<void> {
  if (duplicate.mergedInto !== undefined) return;
  for (const twin of way) await update(desk, twin, (current) => withoutDuplicate(current, duplicate));
}
