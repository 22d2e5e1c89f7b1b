import { because, type Why } from '../refusals.ts';
import { audited, nextTimer } from './clock.ts';
import type { Ticket } from './ticket.ts';
import { snoozedUntil } from './view.ts';

/** What is put off for longer is forgotten, and not put off. */
export const MOST_DAYS = 90;

const DAY_MS = 86_400_000;

/**
 * Why a ticket cannot be out of sight until an instant, which an agent asked at `at`; undefined when it can: only an answered one,
 * of which nothing runs, and nobody has written since (docs/promise.md section 5). All ISO, UTC.
 */
export function whyNotSnooze(ticket: Ticket, until: string, { at, now }: { at: string; now: string }): Why | undefined {
  const { state, timer, lastHeard } = ticket;
  if (state === 'waiting') return because('snoozeWaiting');
  if (state === 'closed') return because('isClosed');
  if (timer.next && timer.next.kind !== 'snooze') {
    return because('snoozeAsked', { until: timer.next.at });
  }
  if (lastHeard !== undefined && lastHeard > at) return because('snoozeUnread');
  if (until <= now) return because('snoozePast', { until });
  if (Date.parse(until) > Date.parse(now) + MOST_DAYS * DAY_MS) {
    return because('snoozeFar', { until, most: MOST_DAYS });
  }
  return undefined;
}

/** The ticket out of sight until an instant, by its one timer, which runs for nothing else. `at`: when (ISO, UTC). The same ticket when it is. */
export function snoozed(ticket: Ticket, until: string, { by, at }: { by: string; at: string }): Ticket {
  if (snoozedUntil(ticket) === until) return ticket;
  const asleep = { ...ticket, timer: nextTimer(ticket, { kind: 'snooze', at: until }, at) };
  return audited(asleep, { at, by, action: 'snoozed', detail: `until ${until}` });
}

/** The ticket in sight again; the same ticket when it is. `why` is for the trail; `at`: when (ISO, UTC). */
export function awake(ticket: Ticket, { by, at, why }: { by: string; at: string; why: string }): Ticket {
  if (snoozedUntil(ticket) === undefined) return ticket;
  const seen = { ...ticket, timer: nextTimer(ticket, undefined, at) };
  return audited(seen, { at, by, action: 'snooze ended', detail: why });
}

/** The ticket as a known writer's message leaves it that could be read since `at` (ISO, UTC): in sight, unless it was there when the ticket was put out of it. */
export function wokenBy(ticket: Ticket, at: string): Ticket {
  return at > ticket.timer.setAt ? awake(ticket, { by: 'desk', at, why: 'the customer wrote' }) : ticket;
}
