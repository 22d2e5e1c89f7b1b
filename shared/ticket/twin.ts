import type { Settings } from '../settings.ts';
import { audited, onClock, withPassed } from './clock.ts';
import { soundClock } from './first-clock.ts';
import { isInConversation, withParticipants, withProposed } from './participants.ts';
import type { Counted, Ticket } from './ticket.ts';

/**
 * Why a ticket cannot be closed as the duplicate of this other one, in words that go on from its number; undefined: it can. Only
 * tickets of one requester or of one customer go together, and no running clock ends with it (docs/promise.md section 5).
 */
export function whyNotTwin(ticket: Ticket, twin: Ticket): string | undefined {
  if (twin.id === ticket.id) return 'is this very ticket';
  if (!isOfOneCustomer(ticket, twin)) return 'is of another requester and of another customer';
  if (twin.state === 'closed') return 'is closed';
  if (ticket.state === 'waiting' && twin.state !== 'waiting') {
    return 'has had its answer, so that no clock would run for this request: answer it here';
  }
  return undefined;
}

function isOfOneCustomer(ticket: Ticket, twin: Ticket): boolean {
  if (ticket.customer && ticket.customer.id === twin.customer?.id) return true;
  return ticket.requester.address === twin.requester.address;
}

/**
 * The twin as it goes on in place of a duplicate too: its readers stay, the other's requester is one of them when they are of the same
 * customer, all else who read there are proposed; of the two clocks the earlier deadline runs, with the higher priority. The same ticket
 * when it has all that. `by` is who closes the
 * duplicate (`agent:<id>`), `now` ISO, UTC.
 */
export function withDuplicate(
  twin: Ticket,
  duplicate: Ticket,
  settings: Settings,
  { by, now }: { by: string; now: string },
): Ticket {
  const taken = withClockOf(withReadersOf(twin, duplicate), duplicate, settings, now);
  if (taken === twin) return twin;
  return audited(taken, { at: now, by, action: 'goes on for', detail: duplicate.id }, { once: true });
}

function withReadersOf(twin: Ticket, { requester, customer, participants }: Ticket): Ticket {
  const { address, name } = requester;
  const isTheirs = customer !== undefined && customer.id === twin.customer?.id;
  const joined = isTheirs ? withParticipants(twin, [{ address, ...(name && { name }) }]) : twin;
  const others = participants.filter((person) => !isInConversation(joined, person.address));
  return withProposed(joined, others);
}

function withClockOf(twin: Ticket, duplicate: Ticket, settings: Settings, now: string): Ticket {
  if (twin.state !== 'waiting' || duplicate.state !== 'waiting') return twin;
  const { terms, clock: running } = twin;
  const isMore = (each: Counted) =>
    running.counted.every(({ priority, at }) => priority > each.priority || at > each.at);
  const more = duplicate.clock.counted.filter(isMore);
  if (more.length === 0) return twin;
  const [first, ...others] = running.counted;
  const clock = soundClock(terms, [first, ...others, ...more], settings, running.version + 1);
  const priority = duplicate.priority < twin.priority ? duplicate.priority : twin.priority;
  if (clock.deadline >= running.deadline) {
    return { ...twin, priority, clock: { ...running, counted: clock.counted } };
  }
  return onClock({ ...withPassed(twin, now), priority }, clock, now);
}
