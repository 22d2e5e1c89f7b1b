import { withHiddenOf } from '../../ticket/hidden-of-other.ts';
import { withTextsHidden } from '../../ticket/hidden-texts.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { hideInAll } from './hide-everywhere.ts';
import { update } from './update.ts';

/** So many tickets are gone through: whoever links more has a reason, and the log says so. */
const MOST = 50;

/**
 * What is hidden on a ticket is hidden in those that go on with it, too, and comes into them by no quote: the one of which it is a duplicate,
 * and those linked with it, as far as these lead. One that cannot be read is left out. Repeating it changes nothing.
 */
export async function hideInLinked(desk: Desk, ticket: Ticket): Promise<void> {
  const seen = new Set([ticket.id]);
  const left = leadsOf(ticket);
  for (const id of left) {
    if (seen.has(id)) continue;
    if (seen.size > MOST) return desk.log.error('more linked tickets were not redacted', { ticket: ticket.id });
    seen.add(id);
    const other = await ifReadable(desk.tickets.get(id));
    if (!other) continue;
    const changed = await update(desk, other, (current) => withHiddenOf(current, ticket));
    const mark = changed.redactions?.find(({ from }) => from === ticket.id);
    if (mark) {
      const needles = needlesOf([mark], await desk.secrets.signingKeys());
      await hideInAll(desk, changed, { needles, at: mark.at });
    }
    // What is found is gone through in its turn.
    left.push(...leadsOf(changed));
  }
}

function leadsOf({ mergedInto, links }: Ticket): string[] {
  return [...(mergedInto === undefined ? [] : [mergedInto]), ...links.map((link) => link.ticket)];
}

/** A ticket that is to be opened, with what was hidden on the older one hidden: in its own texts, and in all that comes. */
export async function withOlderHidden(desk: Desk, draft: Ticket, older: string | undefined): Promise<Ticket> {
  const other = older === undefined ? undefined : await ifReadable(desk.tickets.get(older));
  const hiding = other ? withHiddenOf(draft, other) : draft;
  if (hiding === draft) return draft;
  const needles = needlesOf(hiding.redactions ?? [], await desk.secrets.signingKeys());
  return withTextsHidden(hiding, needles);
}
