import { hide } from '../../mail/redaction/hide.ts';
import { withHiddenOf } from '../../ticket/hidden-of-other.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { update } from './update.ts';

/**
 * What is hidden on a ticket comes by no quote into those that go on with it: the one of which it is a duplicate, and those linked with it.
 * One that cannot be read is left out.
 */
export async function hideInLinked(desk: Desk, ticket: Ticket): Promise<void> {
  const { mergedInto, links } = ticket;
  const others = new Set([...(mergedInto === undefined ? [] : [mergedInto]), ...links.map((link) => link.ticket)]);
  for (const id of others) {
    const other = await ifReadable(desk.tickets.get(id));
    if (other) await update(desk, other, (current) => withHiddenOf(current, ticket));
  }
}

/** A ticket that is to be opened, with what was hidden on the older one hidden: in its subject, and in all that comes. */
export async function withOlderHidden(desk: Desk, draft: Ticket, older: string | undefined): Promise<Ticket> {
  const other = older === undefined ? undefined : await ifReadable(desk.tickets.get(older));
  const hiding = other ? withHiddenOf(draft, other) : draft;
  if (hiding === draft) return draft;
  const needles = needlesOf(hiding.redactions ?? [], await desk.secrets.signingKeys());
  return { ...hiding, subject: hide(hiding.subject, needles) };
}
