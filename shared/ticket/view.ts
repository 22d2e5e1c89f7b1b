import type { State, Ticket } from './ticket.ts';

/** Whose turn it is (docs/promise.md section 5). */
export const AWAITS = ['agent', 'customer', 'nobody'] as const;
export type Awaits = (typeof AWAITS)[number];

/** How a list sees a ticket. With the priority it is a partition of the index, so any mix of them is at most twenty queries. */
const VIEWS = ['waiting', 'answered-agent', 'answered-customer', 'snoozed', 'closed'] as const;
export type View = (typeof VIEWS)[number];

const MEANING: Record<View, { state: State; awaits?: Awaits }> = {
  waiting: { state: 'waiting', awaits: 'agent' },
  'answered-agent': { state: 'answered', awaits: 'agent' },
  'answered-customer': { state: 'answered', awaits: 'customer' },
  // Out of sight: whoever asks whose turn it is does not ask for these.
  snoozed: { state: 'answered' },
  closed: { state: 'closed', awaits: 'nobody' },
};

/** Whose turn it is: an unanswered customer's is the agents', a closed ticket's nobody's, else whoever did not write last. */
export function awaitsOf({ state, lastPublic }: Ticket): Awaits {
  if (state === 'closed') return 'nobody';
  return state === 'waiting' || lastPublic.by === 'customer' ? 'agent' : 'customer';
}

/** Until when an answered ticket is out of sight (ISO, UTC); undefined for one in sight. It is so by its timer alone, so that no other hides it. */
export function snoozedUntil({ state, timer: { next } }: Pick<Ticket, 'state' | 'timer'>): string | undefined {
  return state === 'answered' && next?.kind === 'snooze' ? next.at : undefined;
}

export function viewOf(ticket: Ticket): View {
  if (ticket.state !== 'answered') return ticket.state;
  if (snoozedUntil(ticket) !== undefined) return 'snoozed';
  return awaitsOf(ticket) === 'agent' ? 'answered-agent' : 'answered-customer';
}

/** The views in which tickets of this state are, of these those whose turn it is, and only or without those out of sight. */
export function viewsFor({
  state,
  awaits,
  snoozed,
}: {
  state?: State | undefined;
  awaits?: Awaits | undefined;
  snoozed?: boolean | undefined;
}): View[] {
  return VIEWS.filter((view) => {
    const meaning = MEANING[view];
    const isSnoozed = view === 'snoozed';
    return (
      (state ?? meaning.state) === meaning.state &&
      (awaits ?? meaning.awaits) === meaning.awaits &&
      (snoozed ?? isSnoozed) === isSnoozed
    );
  });
}

/** The place of a ticket within its view, unique and in order of time: its deadline, or when it was closed. */
export function viewKeyOf({ id, clock, closedAt }: Ticket): string {
  return `${closedAt ?? clock.deadline}#${id}`;
}
