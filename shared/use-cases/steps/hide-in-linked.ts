import { isDeepStrictEqual } from 'node:util';
import { withHiddenOf } from '../../ticket/hidden-of-other.ts';
import { withTextsHidden } from '../../ticket/hidden-texts.ts';
import { isOfKnownWriter, type Link, ofKnownWriters } from '../../ticket/links.ts';
import { isReader } from '../../ticket/participants.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { duplicatesIn } from '../../ticket/twin.ts';
import { hideInAll } from './hide-everywhere.ts';
import { update } from './update.ts';

/** So many tickets are gone through: whoever links more has a reason, and the log says so. */
const MOST = 50;

/** A ticket on the way from the one where something was hidden. `goesOn`: each on the way goes on with the one before. */
type Lead = { id: string; goesOn: boolean };

/**
 * What is hidden on a ticket is hidden in those that go on with it, too, and comes into them by no quote: the one of which it is a duplicate,
 * and those that follow it by who belongs to it, as far as these lead. Where it goes on with another, and in its duplicates, it is hidden, and
 * comes back only where somebody reads who does not read this one: by what is hidden of a text one can learn words by guessing. A stranger's
 * link leads nowhere, since anybody makes one. One that cannot be read is left out. Repeating it changes nothing.
 */
export async function hideInLinked(desk: Desk, ticket: Ticket): Promise<void> {
  const keys = await desk.secrets.signingKeys();
  const seen = new Set([ticket.id]);
  const left = await leadsOf(desk, ticket, true);
  for (const { id, goesOn } of left) {
    if (seen.has(id)) continue;
    if (seen.size > MOST) return desk.log.error('more linked tickets were not redacted', { ticket: ticket.id });
    seen.add(id);
    const other = await ifReadable(desk.tickets.get(id));
    if (!other) continue;
    const needles = needlesOf(ticket.redactions ?? [], keys);
    const isMarked = goesOn || readersOf(other).every((address) => isReader(ticket, address));
    const changed = await update(desk, other, (current) => {
      const hidden = withTextsHidden(isMarked ? withHiddenOf(current, ticket) : current, needles);
      return isDeepStrictEqual(hidden, current) ? current : hidden;
    });
    const at = ticket.redactions?.at(-1)?.at;
    if (at !== undefined) await hideInAll(desk, changed, { needles, at });
    // What is found is gone through in its turn.
    left.push(...(await leadsOf(desk, changed, goesOn)));
  }
}

async function leadsOf(desk: Desk, ticket: Ticket, goesOn: boolean): Promise<Lead[]> {
  const { mergedInto } = ticket;
  const { older, newer } = ofKnownWriters(ticket);
  const onwards = [...(mergedInto === undefined ? [] : [mergedInto]), ...newer];
  const back = [...older, ...(await duplicatesOf(desk, ticket))];
  return [...onwards.map((id) => ({ id, goesOn })), ...back.map((id) => ({ id, goesOn: false }))];
}

/** Those that this ticket goes on for, as its trail says. One that is a duplicate no more has what was hidden here from then. */
async function duplicatesOf(desk: Desk, { id, audit }: Ticket): Promise<string[]> {
  const { batches } = await desk.tickets.olderTrail(id);
  const named = duplicatesIn([...batches.flatMap(({ entries }) => entries), ...audit]);
  const read = await Promise.all(named.map((each) => ifReadable(desk.tickets.get(each))));
  return read.flatMap((each) => (each?.mergedInto === id ? [each.id] : []));
}

function readersOf({ requester, participants }: Ticket): string[] {
  return [requester.address, ...participants.map(({ address }) => address)];
}

/**
 * A ticket that is to be opened, with what was hidden hidden where its writer belongs, the older one that they go on with and the duplicate that
 * they read: in its own texts, and in all that comes. Of a stranger nothing is hidden: they would learn it by guessing.
 */
export async function withOlderHidden(
  desk: Desk,
  draft: Ticket,
  { older, readOn }: { older?: Link | undefined; readOn?: string | undefined },
): Promise<Ticket> {
  const theirs = new Set([older && isOfKnownWriter(older) ? older.ticket : undefined, readOn]);
  let hiding = draft;
  for (const id of theirs) {
    const other = id === undefined ? undefined : await ifReadable(desk.tickets.get(id));
    if (other) hiding = withHiddenOf(hiding, other);
  }
  if (hiding === draft) return draft;
  const needles = needlesOf(hiding.redactions ?? [], await desk.secrets.signingKeys());
  return withTextsHidden(hiding, needles);
}
