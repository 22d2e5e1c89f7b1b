import { because, type Why } from '../refusals.ts';
import type { Settings } from '../settings.ts';
import { dueOnClock } from '../sla/promise.ts';
import { SlaError } from '../sla/sla-error.ts';
import { audited, nextTimer } from './clock.ts';
import type { Message } from './message.ts';
import { wokenBy } from './snooze.ts';
import type { Task } from './task.ts';
import type { Question, Ticket, Watch } from './ticket.ts';

/** The availability watch: the customer of a P1 stays available while it is worked on (docs/promise.md section 7). */

/** How long a customer may take to answer, in minutes on the ticket's clock, when the settings do not say. */
const USUAL_MINUTES = 60;

const MINUTE_MS = 60_000;

/** Why the watch of a question ended that came back. It may be sent again, and then has a watch again. */
const LOST = 'the question did not arrive';

/** Questions that a ticket keeps beside the newest: more in a row, all without an answer, are read by nobody. */
const MOST_EARLIER = 3;

/** Why a question to this ticket's customer would be watched by nobody, undefined when it would. */
export function whyNotAsk({ priority, state }: Ticket): Why | undefined {
  if (priority !== 1) return because('asksNoP1', { priority });
  return state === 'closed' ? because('isClosed') : undefined;
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
 * customer has written since, or when there is nothing to watch any more. A question that a crash sent twice is waited for until
 * the later time that the customer was told. `at` is when it is set (ISO, UTC), here and below.
 */
export function withWatch(ticket: Ticket, asking: Message, at: string): Ticket {
  const { key, by, left, askedUntil } = asking;
  if (left === undefined || askedUntil === undefined) return ticket;
  if (ticket.state !== 'answered' || whyNotAsk(ticket) !== undefined) return ticket;
  const { lastHeard, watch } = ticket;
  if (lastHeard !== undefined && lastHeard > left) return ticket;
  // What ended the watch of one question ended that of all before it.
  const { ended } = watch ?? {};
  if (ended && ended.why !== LOST && (watch?.message === key || left <= ended.at)) return ticket;
  const others = openQuestions(ticket).filter(({ message }) => message !== key);
  const before = openQuestions(ticket).find(({ message }) => message === key);
  if (before && before.until >= askedUntil) return ticket;
  const question = { message: key, askedBy: by, askedAt: before?.askedAt ?? left, until: askedUntil };
  const waiting = waitingFor(ticket, [...others, question], at);
  if (before) return waiting;
  return audited(waiting, { at, by: `agent:${by}`, action: 'asked', detail: `until ${askedUntil}` });
}

/** The questions that wait for an answer, the newest last. */
function openQuestions({ watch }: Ticket): Question[] {
  if (watch === undefined || watch.ended) return [];
  const { earlier = [], ...newest } = watch;
  return [...earlier, newest];
}

/** The ticket waiting for the answer to the newest of these questions, of which there is one at least. */
function waitingFor(ticket: Ticket, questions: readonly Question[], at: string): Ticket {
  const inOrder = questions.toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  const newest = inOrder.at(-1);
  if (!newest) throw new Error(`nothing was asked on ticket ${ticket.id}`);
  const earlier = inOrder.slice(0, -1).slice(-MOST_EARLIER);
  const next = newest.flagged ? undefined : ({ kind: 'watch', at: newest.until } as const);
  const isSet = ticket.timer.next?.kind === next?.kind && ticket.timer.next?.at === next?.at;
  return {
    ...ticket,
    watch: { ...newest, ...(earlier.length > 0 && { earlier }) },
    timer: isSet ? ticket.timer : nextTimer(ticket, next, at),
  };
}

/** Since when the customer has not answered in time (ISO, UTC); undefined when they have, or may still. */
export function unresponsiveSince({ watch }: Ticket): string | undefined {
  return watch?.ended ? undefined : watch?.flagged?.at;
}

/** The ticket with its watch ended, and its flag taken off. The same ticket when there is none. `why` is for the trail. */
export function endWatch(ticket: Ticket, why: string, at: string): Ticket {
  const newest = openQuestions(ticket).at(-1);
  if (!newest) return ticket;
  const ended = { ...ticket, watch: { ...newest, ended: { at, why } } };
  const stopped = ticket.timer.next?.kind === 'watch' ? { ...ended, timer: nextTimer(ticket, undefined, at) } : ended;
  return audited(stopped, { at, by: 'desk', action: 'watch ended', detail: why });
}

/** The ticket without its questions that came back, which are among these messages: nobody can answer them. One before them that arrived can be. */
export function questionsLost(ticket: Ticket, lost: readonly string[], at: string): Ticket {
  const open = openQuestions(ticket);
  const arrived = open.filter(({ message }) => !lost.includes(message));
  const last = arrived.at(-1);
  if (arrived.length === open.length) return ticket;
  if (!last) return endWatch(ticket, LOST, at);
  const waiting = waitingFor(ticket, arrived, at);
  if (last === open.at(-1)) return waiting;
  const detail = `${LOST}: the one before is waited for until ${last.until}`;
  return audited(waiting, { at, by: 'desk', action: 'watch ended', detail });
}

/**
 * The ticket whose customer wrote at `at`, which could be read since `since`: what is waited for has come, unless it was written before the question
 * left or is no answer (`isNoAnswer`: a machine's word), and it is in sight. Both ISO, UTC.
 */
export function heardFrom(
  ticket: Ticket,
  { at, heard: since, isNoAnswer = false }: { at: string; heard: string; isNoAnswer?: boolean },
): Ticket {
  const { lastHeard } = ticket;
  const woken = wokenBy(ticket, since);
  const heard = lastHeard !== undefined && lastHeard >= since ? woken : { ...woken, lastHeard: since };
  const open = isNoAnswer ? [] : openQuestions(heard);
  const left = open.filter(({ askedAt }) => askedAt >= at);
  if (left.length === open.length) return heard;
  return left.length > 0 ? waitingFor(heard, left, at) : endWatch(heard, 'the customer wrote', at);
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
