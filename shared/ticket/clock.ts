import { cutBytes } from '../bytes.ts';
import { type SoldTerms, yearsWithoutHolidays } from '../customer/terms.ts';
import type { Settings } from '../settings.ts';
import { findCalendar } from '../sla/calendars.ts';
import { planFirstResponse } from '../sla/promise.ts';
import type { Priority } from '../sla/terms.ts';
import type { AuditEntry, Clock, Counted, Ticket } from './ticket.ts';

/** What is counted, the original start first. */
type Counts = Clock['counted'];

/** The settings that a clock depends on. */
export type ClockSettings = Pick<Settings, 'escalation' | 'calendars'>;

/**
 * What a ticket keeps of its clocks and its trail. Names and details in bytes. Holidays on the way: a year's of any region; a
 * sentence made of them counts no more. Former clocks: the newest of their escalations whose people are not all told, of many
 * that a service kept waiting.
 */
const MOST = { holidays: 50, name: 60, former: 2, detail: 400 };

/**
 * The clock of a first response: of all that is counted, the one that ends first (promise.md sections 3 to 6). The first of
 * `counted` is the original start. Throws `SlaError`.
 */
export function earliestClock(terms: SoldTerms, counted: Counts, settings: ClockSettings, version: number): Clock {
  const clocks = counted.map((each) => clockOf(terms, each, settings));
  const first = clocks.reduce((earliest, clock) => (clock.deadline < earliest.deadline ? clock : earliest));
  return { ...first, version, counted };
}

/** When the request reached the desk (ISO, UTC), whatever its clock is counted from. */
export function startedAt({ counted: [first] }: Pick<Clock, 'counted'>): string {
  return first.at;
}

function clockOf(
  terms: SoldTerms,
  { priority, at: start }: Counted,
  { escalation, calendars = [] }: ClockSettings,
): Omit<Clock, 'version' | 'counted'> {
  const plan = planFirstResponse(terms, priority, start, escalation.levels, calendars);
  const { deadline, targetSeconds, calendar, timeZone, why, openings, holidays, levels } = plan;
  const end = [deadline, ...levels.map(({ at }) => at)].reduce((latest, at) => (at > latest ? at : latest));
  const warnings = findCalendar(calendar, calendars).closesOnHolidays ? holidayWarnings(terms, start, end) : [];
  const closed = holidays
    .slice(0, MOST.holidays)
    .map(({ date, name }) => ({ date, ...(name && { name: cutBytes(name, MOST.name) }) }));
  return {
    priority,
    start,
    deadline,
    targetSeconds,
    calendar,
    timeZone,
    why,
    openings,
    holidays: closed,
    warnings,
    levels,
  };
}

function holidayWarnings(terms: SoldTerms, start: string, end: string): string[] {
  const years = yearsWithoutHolidays(terms, start, end);
  if (years.length === 0) return [];
  return [`the holidays of ${terms.holidayRegion} in ${years.join(', ')} are not known: they count as working days`];
}

/**
 * The ticket on new terms or a new priority: recomputed from the original start, the old timer void at once (promise.md
 * section 5). A ticket whose clock has stopped keeps it. `at` is when it changes (ISO, UTC).
 */
export function retime(
  ticket: Ticket,
  change: Partial<Pick<Ticket, 'priority' | 'terms'>>,
  settings: ClockSettings,
  at: string,
): Ticket {
  const changed = { ...withPassed(ticket, at), ...change };
  if (ticket.state !== 'waiting') return changed;
  return onClock(changed, earliestClock(changed.terms, countedFor(changed), settings, ticket.clock.version + 1), at);
}

/** What is counted of a ticket: all that was; an agent's other priority stands in place of it, from the original start. */
export function countedFor({ priority, clock }: Ticket): Counts {
  return isCounted(priority, clock) ? clock.counted : [{ priority, at: startedAt(clock) }];
}

/** Whether a priority is the highest of those that a clock counts: no agent has changed it since. */
export function isCounted(priority: Priority, { counted }: Clock): boolean {
  return Math.min(...counted.map((each) => each.priority)) === priority;
}

/** The ticket with no timer running. `at` is when it is stopped (ISO, UTC), here and below. */
export function stopTimer(ticket: Ticket, at: string): Ticket {
  return { ...ticket, timer: nextTimer(ticket, undefined, at) };
}

/** The timer of a new ticket: the first level. */
export function firstTimer(clock: Clock, at: string): Ticket['timer'] {
  return setTimer(1, ladderTimer(clock.levels[0]), at);
}

/** What the timer is for: a level of the ladder. */
export function ladderTimer(level: Clock['levels'][number] | undefined): Ticket['timer']['next'] {
  return level && { kind: 'ladder', level: level.name, at: level.at };
}

/** The timer of `ticket` set to something else, or to nothing: a new version, so that the one before counts no more. */
export function nextTimer(ticket: Ticket, next: Ticket['timer']['next'], at: string): Ticket['timer'] {
  return setTimer(ticket.timer.version + 1, next, at);
}

/** The timer of a ticket whose clock runs on: the next level that this clock has not fired yet, with the original times. */
export function resumedTimer(ticket: Ticket, at: string): Ticket['timer'] {
  const { version, levels } = ticket.clock;
  const fired = ticket.escalations.filter(({ clock }) => clock === version).map(({ level }) => level);
  return nextTimer(ticket, ladderTimer(levels[levels.findLastIndex(({ name }) => fired.includes(name)) + 1]), at);
}

function setTimer(version: number, next: Ticket['timer']['next'], setAt: string): Ticket['timer'] {
  return { version, next, setAt, registered: false };
}

/** The ticket on another clock: its timer anew, and of the escalations of clocks before only the newest still under way. */
export function onClock(ticket: Ticket, clock: Clock, at: string): Ticket {
  const escalations = ticket.escalations.filter(({ notice }) => notice.state !== 'done').slice(-MOST.former);
  return { ...ticket, clock, escalations, timer: nextTimer(ticket, ladderTimer(clock.levels[0]), at) };
}

/** The ticket with a line more in its audit trail; the same ticket when `once` and its newest lines say so already. */
export function audited(ticket: Ticket, { detail, ...entry }: AuditEntry, { once = false } = {}): Ticket {
  const line = { ...entry, ...(detail !== undefined && { detail: cutBytes(detail, MOST.detail) }) };
  const isSame = (told: AuditEntry) => told.action === line.action && told.detail === line.detail;
  if (once && ticket.audit.some(isSame)) return ticket;
  return { ...ticket, audit: [...ticket.audit, line] };
}

/** The ticket with the newest public message noted; the same ticket when a newer one is known. */
export function withPublic(ticket: Ticket, message: Ticket['lastPublic']): Ticket {
  return message.at <= ticket.lastPublic.at ? ticket : { ...ticket, lastPublic: message };
}

/** The ticket before its clock, or what that is for, changes at `at` (ISO, UTC): a deadline that has passed by then is kept. */
export function withPassed(ticket: Ticket, at: string): Ticket {
  const { clock, passed = clock.deadline } = ticket;
  return clock.deadline < at ? { ...ticket, passed: passed < clock.deadline ? passed : clock.deadline } : ticket;
}

/**
 * Whether a first response at `at` (ISO, UTC) keeps the promise: met means no later than the deadline, nor than one that had
 * passed before it was changed.
 */
export function isMet(
  { clock, passed = clock.deadline }: { clock: Pick<Clock, 'deadline'>; passed?: string | undefined },
  at: string,
): boolean {
  return Date.parse(at) <= Math.min(Date.parse(clock.deadline), Date.parse(passed));
}
