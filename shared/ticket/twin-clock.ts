import { DAY } from '../sla/local-date.ts';
import { PLANS } from '../sla/terms.ts';
import { audited, onClock, startedAt, withPassed } from './clock.ts';
import type { Clock, Counted, OwnPromise, Ticket } from './ticket.ts';
import { endWatch } from './watch.ts';

/** The twin on the clock of both, and what that changed of its promise in lines of their own. */
export function withClockSaid(twin: Ticket, duplicate: Ticket, now: string): Ticket {
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
  const deadline = twin.goesOn?.deadline ?? earliest(running.deadline, twin.passed);
  const goesOn = { ...twin.goesOn, at: now, deadline };
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

/** What an answered twin's first response was due for, before its clock is another's. */
function ownPromise({ clock, terms }: Ticket, due: string): OwnPromise {
  const { priority, targetSeconds, calendar, timeZone } = clock;
  const opened = startedAt(clock);
  // A day early: where the customer is, it may have been the day before.
  const since = new Date(Date.parse(opened) - DAY).toISOString();
  const holidays = terms.holidays.filter((date) => date >= since.slice(0, 'yyyy-mm-dd'.length));
  return { opened, due, priority, targetSeconds, hours: { calendar, timeZone, holidays } };
}

/** An answered twin on the clock of its duplicate. A question to the customer is none now. */
function waitingFor(twin: Ticket, duplicate: Ticket, now: string): Ticket {
  const { deadline, version } = twin.clock;
  const due = earliest(deadline, twin.passed);
  // One that passed after an answer in time was not missed.
  const missed = twin.firstResponse?.met === false ? due : undefined;
  const own = twin.goesOn?.own ?? ownPromise(twin, due);
  const { priority, clock } = duplicate;
  const { passed: _, ...rest } = endWatch(twin, 'it goes on for a duplicate', now);
  const goesOn = { at: now, deadline: twin.goesOn?.deadline ?? due, own };
  const terms = termsFrom(duplicate, twin);
  const waiting: Ticket = { ...rest, ...terms, state: 'waiting', priority, goesOn, ...(missed && { passed: missed }) };
  return onClock(waiting, { ...clock, version: version + 1 }, now);
}
