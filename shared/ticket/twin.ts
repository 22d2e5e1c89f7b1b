import { isNoReply } from '../mail/no-reply.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { isNamedByOther, withWritersOf } from './also-from.ts';
import { audited, withPublic } from './clock.ts';
import { withCopiedTold, withoutCopied } from './copied.ts';
import { askersOf, withAskerLeft, withAskersOf, withDuplicates } from './duplicates.ts';
import { isErased } from './erased.ts';
import { withHiddenOfRead } from './hidden-of-other.ts';
import { addressesOf, isReader, without, withParticipants, withProposed } from './participants.ts';
import { withAccessEndedOn, withoutOldAccess } from './reader-address.ts';
import { wasRemoved, withRemovedOf } from './removed-readers.ts';
import { wokenBy } from './snooze.ts';
import type { Ticket } from './ticket.ts';
import { withClockSaid } from './twin-clock.ts';

/** What the trail calls it that a ticket takes over a duplicate's readers and clock. */
const GOES_ON_FOR = 'goes on for';

/**
 * The twin as it goes on in place of a duplicate too: its readers stay, whoever asked there is one of them when its customer's record
 * knows them (`known`: their addresses), all else who read there are proposed, whom an agent removed there is gone here, too, and what was hidden there comes by no quote where all who read here read that one, too; of the two clocks the earlier deadline runs, with the higher priority; if only the duplicate's runs, the twin waits
 * again, with that one. The same ticket
 * when it has all that. `by` is who closes the
 * duplicate (`agent:<id>`), `now` ISO, UTC.
 */
export function withDuplicate(
  twin: Ticket,
  duplicate: Ticket,
  { known, by, now }: { known: readonly string[]; by: string; now: string },
): Ticket {
  const readBy = withReadersOf(twin, duplicate, { known, now });
  const joined = withClockSaid(withTurnOf(readBy, duplicate, now), duplicate, now);
  const taken = withHiddenOfRead(forRequesterOf(withDuplicates(joined, duplicate), duplicate), duplicate);
  if (taken === twin) return twin;
  return audited(taken, { at: now, by, action: GOES_ON_FOR, detail: duplicate.id }, { once: true });
}

/** Whether a ticket has begun to go on for the one of this number since it was at this version. */
export function goesOnForSince({ audit }: Pick<Ticket, 'audit'>, duplicate: string, since: number): boolean {
  return audit.some(
    ({ action, detail, version = 0 }) => action === GOES_ON_FOR && detail === duplicate && version > since,
  );
}

/** The twin as whoever wrote last on either has it: what a customer wrote on an answered duplicate awaits an agent here, in sight. */
function withTurnOf(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  if (duplicate.state !== 'answered' || duplicate.lastPublic.by !== 'customer') return twin;
  const turned = withPublic(twin, duplicate.lastPublic);
  return turned === twin ? twin : wokenBy(turned, now);
}

/** Numbers of those that a ticket has begun to go on for, as these lines of its trail say. */
export function duplicatesIn(trail: readonly Ticket['audit'][number][]): string[] {
  const lines = trail.filter(({ action, detail }) => action === GOES_ON_FOR && detail !== undefined);
  return [...new Set(lines.map(({ detail = '' }) => detail))];
}

/**
 * The twin with the mark that it goes on for somebody else's request, too; and silent no more, where its requester was told of theirs that it goes
 * on here: they are to hear what becomes of it. Who asks there is as sure as before: the duplicate may go on by itself again.
 */
function forRequesterOf(twin: Ticket, { requester, goesOnForOthers, silent }: Ticket): Ticket {
  const isOne = twin.requester.address === requester.address;
  const told = isOne && twin.silent && !silent ? { ...twin, silent: false } : twin;
  const isTheirs = goesOnForOthers === undefined && isOne;
  return isTheirs || told.goesOnForOthers ? told : { ...told, goesOnForOthers: true };
}

/** A duplicate's requester, and whoever asked those that it went on for itself. */
export function whoAsked(duplicate: Ticket): Mailbox[] {
  const { requester, participants } = duplicate;
  const before = askersOf(duplicate).map(({ address }) => address);
  const people = [requester, ...participants.filter(({ address }) => before.includes(address))];
  return people.map(({ address, name }) => ({ address, ...(name && { name }) }));
}

function withReadersOf(
  twin: Ticket,
  duplicate: Ticket,
  { known, now }: { known: readonly string[]; now: string },
): Ticket {
  const { participants } = duplicate;
  // What nobody reads, a machine's address, is no participant.
  const asked = whoAsked(duplicate).filter(({ address }) => known.includes(address) && !isNoReply(address));
  const joined = withParticipants(twin, asked);
  const others = participants.filter((person) => !isReader(joined, person.address));
  const readers = [...addressesOf(joined.requester), ...joined.participants.map((person) => person.address)];
  const gone = (joined.proposed ?? []).filter(({ address }) => wasRemoved(duplicate, address));
  const left = gone.reduce((ticket, { address }) => without(ticket, address), joined);
  const fewer = gone.length > 0 ? withoutOldAccess(left, now) : left;
  const remembering = withRemovedOf(fewer, duplicate, readers);
  return withWritersOf(withProposed(remembering, others, { later: true }), duplicate);
}

/**
 * A duplicate that opens again, without whom an agent removed meanwhile from those that went on for it: whoever was taken out of the
 * conversation there is out of it here, save the duplicate's own requester; and what ended there for all its readers has ended here.
 */
function withoutGoneFrom(duplicate: Ticket, way: readonly Ticket[], now: string): Ticket {
  const gone = duplicate.participants.filter(({ address }) => way.some((twin) => wasRemoved(twin, address)));
  const left = gone.reduce((ticket, { address }) => without(ticket, address), duplicate);
  const own = addressesOf(duplicate.requester);
  const remembering = way.reduce((ticket, twin) => withRemovedOf(ticket, twin, own), left);
  const ended = withAccessEndedOn(remembering, way);
  return gone.length > 0 ? withoutOldAccess(ended, now) : ended;
}

/** What the trail calls a duplicate that the desk itself lets go on again. */
export const NO_DUPLICATE = 'no duplicate any more';

/**
 * A duplicate as it is once it goes on by itself again, and these for it until now (`wayFrom`): a duplicate no more, without whom an agent
 * removed meanwhile, read where its requester has said, what was hidden stays hidden where all who read it read that one now, and links and signed addresses that ended stay so. `now`: ISO, UTC.
 */
export function takenBack({ mergedInto: _, ...ticket }: Ticket, way: readonly Ticket[], now: string): Ticket {
  return way.reduce(withHiddenOfRead<Ticket>, withReadingOf(withoutGoneFrom(ticket, way, now), way, now));
}

/**
 * A duplicate whose requester has said on the way that they read elsewhere: that is so here, too, unless an agent removed that address here. Who was
 * erased has said nothing.
 */
function withReadingOf(duplicate: Ticket, way: readonly Ticket[], now: string): Ticket {
  const { id, requester } = duplicate;
  if (isErased(duplicate)) return duplicate;
  const last = way.findLast(({ duplicates = [] }) => duplicates.some(({ ticket }) => ticket === id));
  const { asks, from } = last?.duplicates?.find(({ ticket }) => ticket === id) ?? {};
  if (last === undefined || asks === undefined || asks === requester.address || wasRemoved(duplicate, asks))
    return duplicate;
  const { name } = requester;
  const moved =
    last.requester.address === asks
      ? last.requester
      : { ...(name && { name }), address: asks, verified: true, ...(from && { from, fromProved: true }) };
  // As where they say it here: whom the one copied who had named them was let in to nothing of theirs.
  const own = isNamedByOther(requester) ? withoutCopied(duplicate, () => false) : duplicate;
  const others = withAskersOf(without(own, asks), last, { before: requester.address, to: asks });
  const read = withAskerLeft({ ...others, requester: moved }, requester.address);
  return read === undefined ? duplicate : withCopiedTold(duplicate, read, { at: now, by: 'desk' });
}
