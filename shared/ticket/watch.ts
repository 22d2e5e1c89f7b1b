import type { Settings } from '../settings.ts';
import { dueOnClock } from '../sla/promise.ts';
import { SlaError } from '../sla/sla-error.ts';
import { audited, nextTimer } from './clock.ts';
import type { Message } from './message.ts';
import type { Task } from './task.ts';
import type { Ticket, Watch } from './ticket.ts';

/** The availability watch: the customer of a P1 stays available while it is worked on (docs/promise.md section 7). */

/** How long a customer may take to answer, in minutes on the ticket's clock, when the settings do not say. */
const USUAL_MINUTES = 60;

const MINUTE_MS = 60_000;

/** Why the watch of a question ended that came back. It may be sent again, and then has a watch again. */
const LOST = 'the question did not arrive';

/** Why a question to this ticket's customer would be watched by nobody, in words for the agent; undefined when it would. */
export function whyNotAsk({ priority, state }: Ticket): string | undefined {
  if (priority !== 1) return `only the customer of a P1 is waited for, and this is a P${priority}`;
  return state === 'closed' ? 'this ticket is closed: re-open it first' : undefined;
}

/**
 * By when the customer is to answer a question that leaves at `from` (ISO, UTC): so many minutes on the ticket's clock, up to a
 * whole minute, since that is what the mail says. Real minutes when the settings have lost the ticket's calendar since.
 */
export function answerUntil(ticket: Ticket, settings: Settings, from: string): string {
  const { unresponsiveAfterMinutes: minutes = USUAL_MINUTES, calendars } = settings;
  const whole = (instant: string | number) =>
    new Date(Math.ceil(new Date(instant).getTime() / MINUTE_MS) * MINUTE_MS).toISOString();
  try {
    return whole(dueOnClock(ticket.terms, ticket.priority, from, minutes * 60, calendars));
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return whole(Date.parse(from) + minutes * MINUTE_MS);
  }
}

/**
 * The ticket with its timer set for the answer to a question that left; as it is when that question has had its watch, when the
 * customer has written since, or when there is nothing to watch any more. `at` is when it is set (ISO, UTC), here and below.
 */
export function withWatch(ticket: Ticket, asking: Message, at: string): Ticket {
  const { key, by, left, askedUntil } = asking;
  if (left === undefined || askedUntil === undefined) return ticket;
  if (ticket.state !== 'answered' || whyNotAsk(ticket) !== undefined) return ticket;
  const { watch: before } = ticket;
  if (before && (before.askedAt >= left || (before.message === key && before.ended?.why !== LOST))) return ticket;
  if (ticket.lastPublic.by === 'customer' && ticket.lastPublic.at > left) return ticket;
  const watch: Watch = { message: key, askedBy: by, askedAt: left, until: askedUntil };
  const timer = nextTimer(ticket, { kind: 'watch', at: askedUntil }, at);
  return audited(
    { ...ticket, watch, timer },
    { at, by: `agent:${by}`, action: 'asked', detail: `until ${askedUntil}` },
  );
}

/** Since when the customer has not answered in time (ISO, UTC); undefined when they have, or may still. */
export function unresponsiveSince({ watch }: Ticket): string | undefined {
  return watch?.ended ? undefined : watch?.flagged?.at;
}

/** The ticket with its watch ended, and its flag taken off. The same ticket when there is none. `why` is for the trail. */
export function endWatch(ticket: Ticket, why: string, at: string): Ticket {
  const { watch, timer } = ticket;
  if (watch === undefined || watch.ended) return ticket;
  const ended = { ...ticket, watch: { ...watch, ended: { at, why } } };
  const stopped = timer.next?.kind === 'watch' ? { ...ended, timer: nextTimer(ticket, undefined, at) } : ended;
  return audited(stopped, { at, by: 'desk', action: 'watch ended', detail: why });
}

/** The ticket whose question, when it is one of these messages, came back: nobody can answer it. */
export function questionsLost(ticket: Ticket, lost: readonly string[], at: string): Ticket {
  return ticket.watch && lost.includes(ticket.watch.message) ? endWatch(ticket, LOST, at) : ticket;
}

/** The ticket whose customer wrote at `at`: what is waited for has come, unless it was written before the question left. */
export function heardFrom(ticket: Ticket, at: string): Ticket {
  return ticket.watch && ticket.watch.askedAt < at ? endWatch(ticket, 'the customer wrote', at) : ticket;
}

/** The ticket flagged: no answer came in time. `notice` tells the agents. */
export function flagged(ticket: Ticket, watch: Watch, notice: Task, at: string): Ticket {
  const marked: Ticket = {
    ...ticket,
    watch: { ...watch, flagged: { at, timer: ticket.timer.version, notice } },
    timer: nextTimer(ticket, undefined, at),
  };
  const detail = `no answer by ${watch.until}`;
  return audited(marked, { at, by: 'desk', action: 'customer unresponsive', detail });
}
