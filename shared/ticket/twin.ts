import { isNoReply } from '../mail/no-reply.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { PLANS } from '../sla/terms.ts';
import { withWritersOf } from './also-from.ts';
import { audited, onClock, withPassed, withPublic } from './clock.ts';
import { askersOf, withAskerLeft, withAskersOf, withDuplicates } from './duplicates.ts';
import { isErased } from './erased.ts';
import { withHiddenOfRead } from './hidden-of-other.ts';
import { addressesOf, isReader, without, withParticipants, withProposed } from './participants.ts';
import { withAccessEndedOn, withoutOldAccess } from './reader-address.ts';
import { wasRemoved, withRemovedOf } from './removed-readers.ts';
import { wokenBy } from './snooze.ts';
import type { Clock, Counted, Ticket } from './ticket.ts';
import { endWatch } from './watch.ts';

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
  return way.reduce(withHiddenOfRead<Ticket>, withReadingOf(withoutGoneFrom(ticket, way, now), way));
}

/**
 * A duplicate whose requester has said on the way that they read elsewhere: that is so here, too, unless an agent removed that address here. Who was
 * erased has said nothing.
 */
function withReadingOf(duplicate: Ticket, way: readonly Ticket[]): Ticket {
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
  const others = withAskersOf(without(duplicate, asks), last, { before: requester.address, to: asks });
  return withAskerLeft({ ...others, requester: moved }, requester.address) ?? duplicate;
}

/** The twin on the clock of both, and what that changed of its promise in lines of their own. */
function withClockSaid(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const joined = withClockOf(twin, duplicate, now);
  const why = `it goes on for ${duplicate.id}`;
  const line = (ticket: Ticket, action: string, detail: string) =>
    audited(ticket, { at: now, by: 'desk', action, detail });
  const from = twin.state === joined.state ? joined : line(joined, 're-opened', why);
  const ranked =
    twin.priority === from.priority
      ? from
      : line(from, 'priority changed', `priority ${twin.priority} to ${from.priority}: ${why}`);
  if (twin.clock.deadline === ranked.clock.deadline) return ranked;
  return line(ranked, 're-timed', `${why}: deadline ${twin.clock.deadline} to ${ranked.clock.deadline}`);
}

/** Of the clocks that run, the one that ends first goes on, with the higher priority. A deadline that either has missed stays missed. */
function withClockOf(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  if (duplicate.state !== 'waiting') return twin;
  const waiting = twin.state === 'answered' ? waitingFor(twin, duplicate, now) : runningFor(twin, duplicate, now);
  const [passed] = [waiting.passed, duplicate.passed].filter((each) => each !== undefined).toSorted();
  return passed === waiting.passed ? waiting : { ...waiting, passed };
}

/** A twin that waits itself. Its own request is counted on as well, of whichever terms the clock is. */
function runningFor(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const { clock: running } = twin;
  const { priority } = duplicate.priority < twin.priority ? duplicate : twin;
  const goesOn = { at: now, deadline: twin.goesOn?.deadline ?? earliest(running.deadline, twin.passed) };
  const joined: Ticket = { ...twin, priority, goesOn };
  const counted = countedOfBoth(running.counted, duplicate.clock.counted);
  if (duplicate.clock.deadline >= running.deadline) return { ...joined, clock: { ...running, counted } };
  const clock = { ...duplicate.clock, counted, version: running.version + 1 };
  return onClock({ ...withPassed(joined, now), ...termsFrom(duplicate, twin) }, clock, now);
}

function earliest(deadline: string, passed = deadline): string {
  return passed < deadline ? passed : deadline;
}

/** All that is counted of a twin, and what of its duplicate is of a higher priority or older than each of that. */
function countedOfBoth([first, ...others]: Clock['counted'], ofDuplicate: Clock['counted']): Clock['counted'] {
  const isMore = (one: Counted) =>
    [first, ...others].every(({ priority, at }) => priority > one.priority || at > one.at);
  return [first, ...others, ...ofDuplicate.filter(isMore)];
}

/**
 * The terms of a duplicate's clock, for one that goes on with it: save a lower plan than the twin has, on which a later change would lengthen what
 * was promised. A plan that is not the twin's it has by agreement: the clock must not end later when it is next computed from its customer.
 */
function termsFrom(
  { terms, agreedPlan }: Ticket,
  twin: Pick<Ticket, 'terms' | 'agreedPlan'>,
): Partial<Pick<Ticket, 'terms' | 'agreedPlan'>> {
  if (PLANS.indexOf(terms.plan) < PLANS.indexOf(twin.terms.plan)) return {};
  const plan = terms.plan === twin.terms.plan ? (agreedPlan ?? twin.agreedPlan) : terms.plan;
  return { terms, ...(plan && { agreedPlan: plan }) };
}

/** An answered twin on the clock of its duplicate. A question to the customer is none now. */
function waitingFor(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const { deadline, version } = twin.clock;
  const missed = twin.firstResponse?.met === false ? earliest(deadline, twin.passed) : twin.passed;
  const { priority, clock } = duplicate;
  const rest = endWatch(twin, 'it goes on for a duplicate', now);
  const goesOn = { at: now, deadline: twin.goesOn?.deadline ?? deadline };
  const terms = termsFrom(duplicate, twin);
  const waiting: Ticket = { ...rest, ...terms, state: 'waiting', priority, goesOn, ...(missed && { passed: missed }) };
  return onClock(waiting, { ...clock, version: version + 1 }, now);
}
