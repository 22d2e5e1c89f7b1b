import type { Settings } from '../settings.ts';
import { findCalendar } from '../sla/calendars.ts';
import { elapsed } from '../sla/deadline.ts';
import { clockSchedule } from '../sla/promise.ts';
import { SlaError } from '../sla/sla-error.ts';
import { startedAt } from '../ticket/clock.ts';
import type { Fact } from '../ticket/fact.ts';
import { dueBy, promiseOutcome } from '../ticket/promised.ts';
import { isSmoke } from '../ticket/smoke.ts';
import type { OwnPromise, Ticket } from '../ticket/ticket.ts';

/** The fact of a ticket as it is; undefined for one of `desk smoke`, which no figure counts. Pure: the same ticket has the same fact. */
export function factOf(ticket: Ticket, settings: Pick<Settings, 'calendars'>): Fact | undefined {
  if (isSmoke(ticket)) return undefined;
  const { id, version, terms, customer, firstResponse, assignee, channel, door, cancelled, disputed } = ticket;
  const promised = { ...ticket, respondBy: ticket.clock.deadline };
  const missed = missedItself(ticket);
  const due = missed?.due ?? dueBy(promised);
  const { priority, targetSeconds } = missed ?? ticket.clock;
  const isAnswered = firstResponse !== undefined && (ticket.state !== 'waiting' || missed !== undefined);
  const responded = isAnswered ? firstResponse.at : undefined;
  const seconds = responded === undefined ? undefined : openSeconds(ticket, responded, settings);
  const agent = agentOf(isAnswered ? firstResponse.by : undefined) ?? assignee;
  const isReopened = ticket.audit.some(({ action }) => action === 're-opened');
  return {
    ticket: id,
    v: version,
    opened: openedAt(ticket),
    due,
    outcome: isAnswered && missed ? 'missed' : promiseOutcome(promised),
    ...(cancelled && { cancelled }),
    ...(responded !== undefined && { responded }),
    ...(seconds !== undefined && { seconds }),
    target: targetSeconds,
    priority,
    plan: terms.plan,
    ...(customer && { customer: customer.id }),
    ...(agent !== undefined && { agent }),
    channel,
    ...(door !== undefined && { door }),
    ...(disputed !== undefined && { disputed: true as const }),
    ...(ticket.satisfaction && { satisfaction: ticket.satisfaction.is }),
    ...(isReopened && { reopened: true as const }),
  };
}

/** When a ticket's own request reached the desk, also where its clock is that of a duplicate since. */
function openedAt({ goesOn, clock }: Ticket): string {
  return goesOn?.own?.opened ?? startedAt(clock);
}

/**
 * What was due for the ticket's own request, where it has missed that: by its first response, else by what had passed when it was found to have none. That a
 * duplicate was due earlier, or missed what it was due itself, makes no difference.
 */
function missedItself({ goesOn, passed, firstResponse }: Ticket): OwnPromise | undefined {
  const own = goesOn?.own;
  if (own === undefined) return undefined;
  const isMissed = firstResponse ? !firstResponse.met && firstResponse.at > own.due : passed === own.due;
  return isMissed ? own : undefined;
}

/** The agent of `agent:<id>`. */
function agentOf(by = ''): string | undefined {
  return /^agent:(.+)$/.exec(by)?.[1];
}

/**
 * Open seconds from the start to a response (ISO, UTC), on the calendar and holidays of the ticket's own request, also where its clock is a duplicate's
 * since. Undefined when the settings have lost the calendar.
 */
function openSeconds(ticket: Ticket, responded: string, { calendars = [] }: Pick<Settings, 'calendars'>) {
  const { clock, terms, goesOn } = ticket;
  const { calendar, ...days } = goesOn?.own?.hours ?? { ...clock, holidays: terms.holidays };
  const [from, to] = [Date.parse(openedAt(ticket)), Date.parse(responded)];
  try {
    const schedule = clockSchedule(days, findCalendar(calendar, calendars));
    return Math.round(elapsed(schedule, from, to) / 1_000);
  } catch (error) {
    if (error instanceof SlaError) return undefined;
    throw error;
  }
}
