import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { isSame } from '../../ticket/with-redaction.ts';
import { hideEverywhere } from './hide-everywhere.ts';
import { hideInCopies } from './hide-in-copies.ts';
import { hideInLinked } from './hide-in-linked.ts';
import { update } from './update.ts';

/** Hides once more what was hidden on a ticket a while ago, where a crash, or a message that was just being stored, left it. */
export async function hideAgain(desk: Desk, ticket: Ticket): Promise<void> {
  const { redactions = [] } = ticket;
  const keys = await desk.secrets.signingKeys();
  const now = desk.now().toISOString();
  const due = redactions.filter(({ again }) => again !== undefined && again <= now);
  for (const redaction of due) {
    const { message: key, whole = false, at } = redaction;
    const first = { key, needles: needlesOf([redaction], keys), whole, at };
    const message = await hideEverywhere(desk, ticket, { first, sought: { redactions, keys } });
    if (message) await hideInCopies(desk, message, redaction);
  }
  await hideInLinked(desk, ticket);
  await update(desk, ticket, (current) => ({
    ...current,
    redactions: (current.redactions ?? []).map((each) => {
      const { again: _, ...done } = each;
      return due.some((before) => isSame(before, each)) ? done : each;
    }),
  }));
}
