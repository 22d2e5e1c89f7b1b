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
  const due = dueBy(promised);
  const missed = missedItself(ticket, due);
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

/** What was due for the ticket's own request, where the deadline that counts is of that: it was missed before a duplicate's clock took its place. */
function missedItself({ goesOn, passed }: Ticket, due: string): OwnPromise | undefined {
  return passed === due && goesOn?.own?.due === due ? goesOn.own : undefined;
}

/** The agent of `agent:<id>`. */
function agentOf(by = ''): string | undefined {
  return /^agent:(.+)$/.exec(by)?.[1];
}

/** Open seconds from the start to a response (ISO, UTC), on the ticket's own calendar and holidays. Undefined when the settings have lost the calendar. */
function openSeconds(ticket: Ticket, responded: string, { calendars = [] }: Pick<Settings, 'calendars'>) {
  const { clock, terms } = ticket;
  const [from, to] = [Date.parse(openedAt(ticket)), Date.parse(responded)];
  try {
    const schedule = clockSchedule({ ...terms, timeZone: clock.timeZone }, findCalendar(clock.calendar, calendars));
    return Math.round(elapsed(schedule, from, to) / 1_000);
  } catch (error) {
    if (error instanceof SlaError) return undefined;
    throw error;
  }
}
