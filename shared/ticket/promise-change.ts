import { cutBytes } from '../bytes.ts';
import type { Settings } from '../settings.ts';
import { closedByLink } from './by-link.ts';
import { askersOf } from './duplicates.ts';
import { isSmoke } from './smoke.ts';
import type { Task } from './task.ts';
import type { PromiseChange, Ticket } from './ticket.ts';

/** In bytes, as a detail of the trail. */
const MOST_REASON = 400;

/**
 * The changed ticket with what its customer is to be told of it; `after` itself when the promise is as it was, when the settings say
 * that nobody is told, when nobody is there to be told, or when they are acknowledged with it. A change that was not told yet goes into this one: one mail says how it is
 * now. `at` is ISO, UTC.
 */
export function withPromiseChange(
  before: Ticket,
  after: Ticket,
  { at, reason, notice }: { at: string; reason?: string | undefined; notice: Task },
  { tellPromiseChanges = true }: Pick<Settings, 'tellPromiseChanges'>,
): Ticket {
  const isNobodys = after.silent && askersOf(after).length === 0;
  if (!tellPromiseChanges || isNobodys || isSmoke(after) || !isChanged(before, after)) return after;
  const untold = before.promiseChange?.notice.state === 'done' ? undefined : before.promiseChange;
  const from = untold?.from ?? before.priority;
  const isLowered = after.priority > before.priority;
  const shown = isLowered && reason !== undefined ? { reason: cutBytes(reason, MOST_REASON) } : {};
  const reopened = before.state === 'closed' && after.state === 'waiting' ? { reopened: true } : {};
  return {
    ...after,
    promiseChange: { of: before.version, at, from, ...reopened, ...shown, ...broughtBy(before, after), notice },
  };
}

function broughtBy({ duplicates: before = [] }: Ticket, { duplicates = [] }: Ticket): Pick<PromiseChange, 'with'> {
  const fresh = duplicates.filter(({ ticket }) => !before.some((each) => each.ticket === ticket));
  return fresh.length > 0 ? { with: fresh.map(({ ticket }) => ticket) } : {};
}

/** Who asked duplicates and is told of a change beside the requester; not that they go on elsewhere once more. */
export function othersToTell(ticket: Ticket, change: PromiseChange): ReturnType<typeof askersOf> {
  if (ticket.mergedInto !== undefined) return [];
  return askersOf(ticket).filter((each) => !change.with?.includes(each.ticket));
}

/** The ticket without a change that was not told yet: an acknowledgement that is owed now says how it is. */
export function withoutUntold({ promiseChange, ...ticket }: Ticket): Ticket {
  return promiseChange?.notice.state === 'done' ? { ...ticket, promiseChange } : ticket;
}

/** The ticket with the notice of a change set to `notice`; as it is when a later change has its own. */
export function withChangeNotice(ticket: Ticket, of: number, notice: Task): Ticket {
  const { promiseChange } = ticket;
  return promiseChange?.of === of ? { ...ticket, promiseChange: { ...promiseChange, notice } } : ticket;
}

/**
 * Whether there is something left to tell of: an answer that has left since says more, and who wrote spam is told of no closing, unless the
 * address's owner said so.
 */
export function isWorthTelling(ticket: Ticket): boolean {
  const { state, cancelled } = ticket;
  return state === 'waiting' || (state === 'closed' && (cancelled !== 'spam' || closedByLink(ticket) !== undefined));
}

/** What a customer is promised, as far as a mail of ours has told it. */
function isChanged(before: Ticket, after: Ticket): boolean {
  if (!isWorthTelling(after)) return false;
  if (after.state === 'closed') return before.state !== 'closed';
  if (isAnothers(before, after) || isFirstHeard(before, after)) return false;
  // A response that came back, or nothing at all: there was no promise that could change.
  if (!isWorthTelling(before)) return false;
  return (
    before.state !== after.state || before.priority !== after.priority || before.clock.deadline !== after.clock.deadline
  );
}

/** Whether somebody else is acknowledged with the change: they were promised nothing before. */
function isAnothers(before: Ticket, after: Ticket): boolean {
  return after.requester.address !== before.requester.address && after.opening !== before.opening;
}

/** Whether nobody was to hear of it until now: who is told that theirs goes on here, or is acknowledged with the change, reads it there. */
function isFirstHeard(before: Ticket, after: Ticket): boolean {
  return before.silent && !after.silent && askersOf(before).length === 0;
}
