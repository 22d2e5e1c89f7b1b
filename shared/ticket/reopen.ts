import type { Settings } from '../settings.ts';
import { audited, onClock } from './clock.ts';
import { openAgain } from './current-terms.ts';
import { isAsking } from './duplicates.ts';
import { soundClock } from './first-clock.ts';
import { isAnswered } from './first-response.ts';
import type { Ticket } from './ticket.ts';

/** How many days after it was closed a message re-opens an answered ticket, when the settings do not say. */
export const USUAL_REOPEN_DAYS = 7;

const DAY_MS = 86_400_000;

/** Whether a ticket that was closed after its answer is too long closed for a message at `at` (ISO, UTC) to re-open it. */
export function isLongClosed({ closedAt }: Ticket, at: string, { reopenDays = USUAL_REOPEN_DAYS }: Settings): boolean {
  return closedAt !== undefined && Date.parse(at) - Date.parse(closedAt) > reopenDays * DAY_MS;
}

/**
 * The ticket re-opened by a known writer's message at `at` (docs/promise.md section 5): answered, where it was closed after an answer up
 * to `reopenDays` ago; waiting, with a clock that starts with the message, where the customer had withdrawn it, and where it had been
 * closed as spam and this says otherwise (`disputes`). The same ticket when neither, and when something was said since it could be read (`heard`): one
 * that comes again re-opens nothing. `now` is when it is changed. All ISO, UTC.
 */
export function reopenedBy(
  ticket: Ticket,
  { at, heard, disputes }: { at: string; heard: string; disputes: boolean },
  settings: Settings,
  now: string,
): Ticket {
  if (ticket.state !== 'closed' || ticket.lastPublic.at >= heard) return ticket;
  const line = { at, by: 'customer', action: 're-opened', detail: 'the customer wrote' };
  const { closedAt: _, cancelled, ...rest } = ticket;
  if (isAnswered(ticket)) {
    return isLongClosed(ticket, at, settings) ? ticket : audited({ ...rest, state: 'answered' }, line);
  }
  if (cancelled !== 'withdrawn' && !disputes) return ticket;
  const { terms, priority, clock } = ticket;
  const begun = withoutOwnBefore(rest);
  const fresh = soundClock(terms, [{ priority, at }], settings, clock.version + 1);
  const disputed = disputes ? { disputed: at } : {};
  return audited(onClock(openAgain({ ...begun, ...disputed, state: 'waiting' }, now), fresh, now), line);
}

/** The ticket whose request begins anew: unless it was answered, what was due for it before counts no more. */
function withoutOwnBefore<T extends Pick<Ticket, 'goesOn' | 'firstResponse'>>(ticket: T): T {
  if (ticket.firstResponse !== undefined || ticket.goesOn?.own === undefined) return ticket;
  const { own: _, ...goesOn } = ticket.goesOn;
  return { ...ticket, goesOn };
}

/**
 * Whether a message at `at` (ISO, UTC) says of a ticket closed as spam that it is none: its requester's, or of a duplicate, as a known writer, within
 * `reopenDays` and once a ticket (docs/promise.md section 5).
 */
export function disputesSpam(
  ticket: Ticket,
  { at, from, isKnown }: { at: string; from: string | undefined; isKnown: boolean },
  settings: Settings,
): boolean {
  if (ticket.state !== 'closed' || ticket.cancelled !== 'spam' || ticket.disputed !== undefined) return false;
  return isKnown && isAsking(ticket, from) && !isLongClosed(ticket, at, settings);
}

/** Whether a message at `at` (ISO, UTC) re-opened the ticket, as long as the trail's newest lines say so. */
export function isReopenedBy({ audit }: Ticket, at: string): boolean {
  return audit.some((line) => line.action === 're-opened' && line.by === 'customer' && line.at === at);
}
