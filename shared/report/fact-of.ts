import type { Settings } from '../settings.ts';
import { findCalendar } from '../sla/calendars.ts';
import { elapsed } from '../sla/deadline.ts';
import { clockSchedule } from '../sla/promise.ts';
import { SlaError } from '../sla/sla-error.ts';
import { startedAt } from '../ticket/clock.ts';
import type { Fact } from '../ticket/fact.ts';
import { dueBy, promiseOutcome } from '../ticket/promised.ts';
import { isSmoke } from '../ticket/smoke.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** The fact of a ticket as it is; undefined for one of `desk smoke`, which no figure counts. Pure: the same ticket has the same fact. */
export function factOf(ticket: Ticket, settings: Pick<Settings, 'calendars'>): Fact | undefined {
  if (isSmoke(ticket)) return undefined;
  const { id, version, clock, terms, customer, firstResponse, assignee, channel, door, cancelled, disputed } = ticket;
  const promised = { ...ticket, respondBy: clock.deadline };
  const responded = ticket.state === 'waiting' ? undefined : firstResponse?.at;
  const seconds = responded === undefined ? undefined : openSeconds(ticket, responded, settings);
  const agent = agentOf(ticket.state === 'waiting' ? undefined : firstResponse?.by) ?? assignee;
  const isReopened = ticket.audit.some(({ action }) => action === 're-opened');
  return {
    ticket: id,
    v: version,
    opened: startedAt(clock),
    due: dueBy(promised),
    outcome: promiseOutcome(promised),
    ...(cancelled && { cancelled }),
    ...(responded !== undefined && { responded }),
    ...(seconds !== undefined && { seconds }),
    target: clock.targetSeconds,
    priority: clock.priority,
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

/** The agent of `agent:<id>`. */
function agentOf(by = ''): string | undefined {
  return /^agent:(.+)$/.exec(by)?.[1];
}

/**
 * Open seconds from the start to a response (ISO, UTC), on the ticket's own calendar and holidays. Undefined when the settings have lost the calendar,
 * and when the clock is that of a duplicate that came after the response.
 */
function openSeconds(ticket: Ticket, responded: string, { calendars = [] }: Pick<Settings, 'calendars'>) {
  const { clock, terms } = ticket;
  const [from, to] = [Date.parse(startedAt(clock)), Date.parse(responded)];
  if (to < from) return undefined;
  try {
    const schedule = clockSchedule({ ...terms, timeZone: clock.timeZone }, findCalendar(clock.calendar, calendars));
    return Math.round(elapsed(schedule, from, to) / 1_000);
  } catch (error) {
    if (error instanceof SlaError) return undefined;
    throw error;
  }
}
