import type { Customer } from '../customer/customer.ts';
import type { Settings } from '../settings.ts';
import { audited } from '../ticket/clock.ts';
import { recomputed } from '../ticket/current-terms.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { UnreadableItem } from '../ticket/ticket-store.ts';
import { changePromise } from './steps/change-promise.ts';

/** A ticket, after the change, whose deadline or levels move. Deadlines are ISO in UTC. */
export type Move = { ticket: Ticket; before: string; after: string };

/** The record that a ticket follows; undefined for a requester that no record knew, who is on the desk's defaults. */
export type CustomerOf = (ticket: Ticket) => Customer | undefined;

/** Tickets a page when all are read, side by side. */
const PAGE = 25;

/** All tickets that wait for a first response, of one customer or of all, and the ids of those that cannot be read. */
export async function waitingTickets(
  { tickets }: Pick<Desk, 'tickets'>,
  customer?: string,
): Promise<{ tickets: Ticket[]; unreadable: string[] }> {
  const found: Ticket[] = [];
  const unreadable: string[] = [];
  // One that cannot be read keeps none of the others from being re-timed.
  const read = async (id: string) =>
    tickets.get(id).catch((error: unknown) => {
      if (!(error instanceof UnreadableItem)) throw error;
      unreadable.push(id);
      return undefined;
    });
  let cursor: string | undefined;
  do {
    const page = await tickets.list({ state: 'waiting', limit: PAGE, customer, cursor });
    const ids = [...page.cards.map(({ id }) => id), ...page.unreadable];
    // A list may lag: what was answered since waits no more.
    const whole = (await Promise.all(ids.map(read))).filter((ticket) => ticket !== undefined);
    found.push(...whole.filter(({ state }) => state === 'waiting'));
    cursor = page.next;
  } while (cursor !== undefined);
  return { tickets: found, unreadable };
}

/**
 * What `recompute` would do: the tickets it would write, and those of them that would move. Tickets whose customers' terms do not
 * hold stay as they are, and `problems` says why.
 */
export function foresee(
  settings: Settings,
  tickets: readonly Ticket[],
  customerOf: CustomerOf,
): { outdated: Ticket[]; moves: Move[]; problems: string[] } {
  const seen = tickets.map((ticket) => ({
    ticket,
    ...recomputed({ customer: customerOf(ticket), settings }, ticket, ticket.timer.setAt),
  }));
  const outdated = seen.filter(({ ticket, changed }) => changed !== ticket || isUnfinished(ticket));
  return {
    outdated: outdated.map(({ ticket }) => ticket),
    moves: outdated.flatMap(moveOf),
    problems: [...new Set(seen.flatMap(({ problem = [] }) => problem))],
  };
}

/**
 * Brings a ticket up to date: as its customer's record, the settings, the holidays and the zone rules of today have it, from its
 * original start (promise.md section 5). The old timer is void, the new one registered, and what is past escalates at once. What
 * broke off is finished by doing it again. Gives the move, if it is one; `reason` is for the audit trail.
 */
export async function recompute(
  desk: Desk,
  ticket: Ticket,
  customerOf: CustomerOf,
  reason: string,
): Promise<Move | undefined> {
  const change = (current: Ticket) => {
    const at = desk.now().toISOString();
    const { changed: next } = recomputed({ customer: customerOf(current), settings: desk.settings }, current, at);
    if (next.clock.version === current.clock.version) return next;
    const detail = `${reason}: deadline ${current.clock.deadline} to ${next.clock.deadline}`;
    return audited(next, { at, by: 'admin', action: 're-timed', detail });
  };
  const changed = await changePromise(desk, ticket, change);
  return moveOf({ ticket, changed })[0];
}

/** A change broke off between its write and its timer. */
function isUnfinished({ opening, timer }: Ticket): boolean {
  return opening.state === 'done' && timer.next !== undefined && !timer.registered;
}

function moveOf({ ticket, changed }: { ticket: Ticket; changed: Ticket }): Move[] {
  if (changed.clock.version === ticket.clock.version) return [];
  return [{ ticket: changed, before: ticket.clock.deadline, after: changed.clock.deadline }];
}
