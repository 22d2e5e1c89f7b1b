import { domainOf } from '../address.ts';
import type { Settings } from '../settings.ts';
import { audited, onClock, withPassed } from './clock.ts';
import { soundClock } from './first-clock.ts';
import { withHiddenOf } from './hidden-of-other.ts';
import { addressesOf, isReader, without, withParticipants, withProposed } from './participants.ts';
import { withAccessEndedOn, withoutOldAccess } from './reader-address.ts';
import { wasRemoved, withRemovedOf } from './removed-readers.ts';
import type { Counted, Ticket } from './ticket.ts';
import { endWatch } from './watch.ts';

/** What the trail calls it that a ticket takes over a duplicate's readers and clock. */
const GOES_ON_FOR = 'goes on for';

/**
 * Why a ticket cannot be closed as the duplicate of this other one, in words that go on from its number; undefined: it can. Only
 * tickets of one requester or of one customer go together, and one that is closed would run no clock (docs/promise.md section 5).
 */
export function whyNotTwin(ticket: Ticket, twin: Ticket): string | undefined {
  if (twin.id === ticket.id) return 'is this very ticket';
  if (!isOfOneCustomer(ticket, twin)) {
    return namesNobody(ticket) && namesNobody(twin)
      ? 'names nobody who asks, and neither does this ticket: correct the requester of both first'
      : 'is of another requester and of another customer';
  }
  if (twin.state === 'closed') return 'is closed';
  return undefined;
}

function isOfOneCustomer(ticket: Ticket, twin: Ticket): boolean {
  if (ticket.customer && ticket.customer.id === twin.customer?.id) return true;
  return ticket.requester.address === twin.requester.address && !namesNobody(ticket);
}

/** Whether its requester left no address: what stands for that one is under a domain that names nothing (RFC 2606), or has no domain. */
function namesNobody({ requester: { address } }: Ticket): boolean {
  return !address.includes('@') || /(?:^|\.)invalid$/.test(domainOf(address));
}

/**
 * The twin as it goes on in place of a duplicate too: its readers stay, the other's requester is one of them when they are of the same
 * customer, all else who read there are proposed, whom an agent removed there is gone here, too, and what was hidden there comes by no quote; of the two clocks the earlier deadline runs, with the higher priority; if only the duplicate's runs, the twin waits
 * again, with that one. The same ticket
 * when it has all that. `by` is who closes the
 * duplicate (`agent:<id>`), `now` ISO, UTC.
 */
export function withDuplicate(
  twin: Ticket,
  duplicate: Ticket,
  settings: Settings,
  { by, now }: { by: string; now: string },
): Ticket {
  const taken = withHiddenOf(withClockOf(withReadersOf(twin, duplicate, now), duplicate, settings, now), duplicate);
  if (taken === twin) return twin;
  return audited(taken, { at: now, by, action: GOES_ON_FOR, detail: duplicate.id }, { once: true });
}

/** Whether a ticket has begun to go on for the one of this number since it was at this version. */
export function goesOnForSince({ audit }: Pick<Ticket, 'audit'>, duplicate: string, since: number): boolean {
  return audit.some(
    ({ action, detail, version = 0 }) => action === GOES_ON_FOR && detail === duplicate && version > since,
  );
}

function withReadersOf(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const { requester, customer, participants } = duplicate;
  const { address, name } = requester;
  const isTheirs = customer !== undefined && customer.id === twin.customer?.id;
  const joined = isTheirs ? withParticipants(twin, [{ address, ...(name && { name }) }]) : twin;
  const others = participants.filter((person) => !isReader(joined, person.address));
  const readers = [...addressesOf(joined.requester), ...joined.participants.map((person) => person.address)];
  const gone = (joined.proposed ?? []).filter(({ address }) => wasRemoved(duplicate, address));
  const left = gone.reduce((ticket, { address }) => without(ticket, address), joined);
  const fewer = gone.length > 0 ? withoutOldAccess(left, now) : left;
  return withProposed(withRemovedOf(fewer, duplicate, readers), others, { later: true });
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
 * removed meanwhile, what was hidden stays hidden, and links and signed addresses that ended stay so. `now`: ISO, UTC.
 */
export function takenBack({ mergedInto: _, ...ticket }: Ticket, way: readonly Ticket[], now: string): Ticket {
  return way.reduce(withHiddenOf<Ticket>, withoutGoneFrom(ticket, way, now));
}

function withClockOf(twin: Ticket, duplicate: Ticket, settings: Settings, now: string): Ticket {
  if (duplicate.state !== 'waiting') return twin;
  if (twin.state === 'answered') return waitingFor(twin, duplicate, now);
  const { terms, clock: running } = twin;
  const isMore = (each: Counted) =>
    running.counted.every(({ priority, at }) => priority > each.priority || at > each.at);
  const more = duplicate.clock.counted.filter(isMore);
  if (more.length === 0) return twin;
  const [first, ...others] = running.counted;
  const clock = soundClock(terms, [first, ...others, ...more], settings, running.version + 1);
  const priority = duplicate.priority < twin.priority ? duplicate.priority : twin.priority;
  if (clock.deadline >= running.deadline) {
    return { ...twin, priority, clock: { ...running, counted: clock.counted } };
  }
  return onClock({ ...withPassed(twin, now), priority }, clock, now);
}

/** An answered twin on the clock of its duplicate. A deadline that either has missed stays missed; a question to the customer is none now. */
function waitingFor(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const { deadline, version } = twin.clock;
  const missed = [
    ...(twin.passed ? [twin.passed] : []),
    ...(twin.firstResponse?.met === false ? [deadline] : []),
    ...(duplicate.passed ? [duplicate.passed] : []),
  ];
  const passed = missed.toSorted()[0];
  const { priority, clock } = duplicate;
  const { snoozedUntil: _, ...rest } = endWatch(twin, 'it goes on for a duplicate', now);
  const goesOn = { at: now, deadline: twin.goesOn?.deadline ?? deadline };
  const waiting: Ticket = { ...rest, state: 'waiting', priority, goesOn, ...(passed && { passed }) };
  return onClock(waiting, { ...clock, version: version + 1 }, now);
}
