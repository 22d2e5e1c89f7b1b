import { isDeepStrictEqual } from 'node:util';
import { hadInCommon, isHadBy, isHadByAllOf, isOfReaders, withHidden } from '../../ticket/hidden-from.ts';
import { withHiddenOfRead } from '../../ticket/hidden-of-other.ts';
import { withTextsHidden } from '../../ticket/hidden-texts.ts';
import { isOfKnownWriter, type Link, ofKnownWriters } from '../../ticket/links.ts';
import { isReader } from '../../ticket/participants.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesIn, type Redaction, type Sought } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { duplicatesIn } from '../../ticket/twin.ts';
import { hideInAll } from './hide-everywhere.ts';
import { update } from './update.ts';

/** So many tickets are gone through: whoever links more has a reason, and the log says so. */
const MOST = 50;

/**
 * What is hidden on a ticket is hidden in the texts of those that it is linked with: the one of which it is a duplicate, its duplicates, those that
 * follow it and that it follows by who belongs to it, as far as these lead: where its writer could have had it (`hidden-from.ts`). In what comes later
 * it is hidden only where all who read there read this one now (docs/promise.md section 9). A stranger's link leads nowhere, since anybody makes one.
 * One that cannot be read is left out. `fresh`: what is being hidden just now, by more than its marks. Repeating it changes nothing.
 */
export async function hideInLinked(desk: Desk, ticket: Ticket, fresh?: Sought['fresh']): Promise<void> {
  const redactions = (ticket.redactions ?? []).filter(isOfReaders);
  const at = redactions.at(-1)?.at;
  if (at === undefined) return;
  const keys = await desk.secrets.signingKeys();
  const sought: Sought = { redactions, keys, ...(fresh && isOfReaders(fresh.redaction) && { fresh }) };
  const seen = new Set([ticket.id]);
  const left = await leadsOf(desk, ticket);
  for (const id of left) {
    if (seen.has(id)) continue;
    if (seen.size > MOST) return desk.log.error('more linked tickets were not redacted', { ticket: ticket.id });
    seen.add(id);
    const other = await ifReadable(desk.tickets.get(id));
    if (!other) continue;
    const changed = await update(desk, other, (current) => {
      const hidden = withHidden(withHiddenOfRead(current, ticket), sought, ticket);
      return isDeepStrictEqual(hidden, current) ? current : hidden;
    });
    await hideInAll(desk, changed, { sought, home: ticket, at });
    // What is found is gone through in its turn.
    left.push(...(await leadsOf(desk, changed)));
  }
}

async function leadsOf(desk: Desk, ticket: Ticket): Promise<string[]> {
  const { mergedInto } = ticket;
  const { older, newer } = ofKnownWriters(ticket);
  const onwards = [...(mergedInto === undefined ? [] : [mergedInto]), ...newer];
  return [...onwards, ...older, ...(await duplicatesOf(desk, ticket))];
}

/** Those that this ticket goes on for, as its trail says. One that is a duplicate no more has what was hidden here from then. */
async function duplicatesOf(desk: Desk, { id, audit }: Ticket): Promise<string[]> {
  const { batches } = await desk.tickets.olderTrail(id);
  const named = duplicatesIn([...batches.flatMap(({ entries }) => entries), ...audit]);
  const read = await Promise.all(named.map((each) => ifReadable(desk.tickets.get(each))));
  return read.flatMap((each) => (each?.mergedInto === id ? [each.id] : []));
}

/**
 * A ticket that is to be opened, with what was hidden on the older one that its writer goes on with, and on the duplicate that they read: as marks
 * where all who will read it read that one now, and `hidden` in what opens it where its requester does; its subject and names have it hidden where all
 * who will read it could have had it. From anybody else nothing is hidden, whatever they read before: they would learn it by guessing.
 */
export async function withOlderHidden(
  desk: Desk,
  draft: Ticket,
  { older, readOn }: { older?: Link | undefined; readOn?: string | undefined },
): Promise<{ draft: Ticket; hidden: readonly Redaction[] }> {
  const theirs = new Set([older && isOfKnownWriter(older) ? older.ticket : undefined, readOn]);
  const hidden: Redaction[] = [];
  let hiding = draft;
  for (const id of theirs) {
    const other = id === undefined ? undefined : await ifReadable(desk.tickets.get(id));
    if (!other || !isReader(other, draft.requester.address)) continue;
    const had = (other.redactions ?? []).filter(
      (each) => isOfReaders(each) && isHadBy(other, each, draft.requester.address),
    );
    hidden.push(
      ...had.map((each) => {
        const { at, by, message, marks } = each;
        return { at, by, message, from: other.id, had: hadInCommon(other, [each]), marks };
      }),
    );
    hiding = withHiddenOfRead(hiding, other);
  }
  if (hidden.length === 0) return { draft, hidden };
  const sought = { redactions: hidden, keys: await desk.secrets.signingKeys() };
  const shown = needlesIn(sought, (each) => isHadByAllOf(draft, draft, each));
  const team = needlesIn(sought, () => true);
  return { draft: withTextsHidden(hiding, { team, subject: shown, nameOf: () => shown }), hidden };
}
