import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { isSame } from '../../ticket/with-redaction.ts';
import { hideEverywhere } from './hide-everywhere.ts';
import { hideInCopies } from './hide-in-copies.ts';
import { update } from './update.ts';

/** Hides once more all that was hidden on a ticket, where a crash, or a message that was just being stored, left it. */
export async function hideAgain(desk: Desk, ticket: Ticket): Promise<void> {
  const { redactions = [] } = ticket;
  const needles = needlesOf(redactions, await desk.secrets.signingKeys());
  for (const { message: key, whole = false, at } of redactions) {
    await hideEverywhere(desk, ticket, { first: { key, needles, whole, at }, needles });
  }
  for (const redaction of redactions.filter(({ again }) => again !== undefined)) {
    const message = await desk.tickets.getMessage(ticket.id, redaction.message);
    if (message) await hideInCopies(desk, message, redaction);
  }
  await update(desk, ticket, (current) => ({
    ...current,
    redactions: (current.redactions ?? []).map((each) => {
      const { again: _, ...done } = each;
      return redactions.some((before) => isSame(before, each)) ? done : each;
    }),
  }));
}
