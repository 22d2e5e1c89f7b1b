import { isDeepStrictEqual } from 'node:util';
import { isReader, isRequester } from './participants.ts';
import type { Ticket } from './ticket.ts';

type Duplicate = NonNullable<Ticket['duplicates']>[number];

/** Of more, the newest are enough: one request is seldom made so often. */
const MOST = 20;

/** The ticket that knows which duplicates it goes on for, and who asked each: this one, and all that it went on for (docs/promise.md section 5). The same ticket when it knows them. */
export function withDuplicates(ticket: Ticket, duplicate: Ticket): Ticket {
  const { duplicates: before = [] } = ticket;
  const { id, requester, loweredAt, duplicates = [] } = duplicate;
  const isSurer = requester.verified && !ticket.requester.verified && requester.address === ticket.requester.address;
  // Taking it over proved who asks here: a repetition must not forget that nobody was before.
  const wasSurer = before.some((known) => known.ticket === id && known.surer);
  const own: Duplicate = {
    ticket: id,
    asks: requester.address,
    ...(loweredAt !== undefined && { lowered: true }),
    ...((isSurer || wasSurer) && { surer: true }),
  };
  const added = [...duplicates, own].filter((each) => each.ticket !== ticket.id);
  const isNew = (each: Duplicate) => !before.some((known) => isDeepStrictEqual(known, each));
  if (!added.some(isNew)) return ticket;
  const others = before.filter((known) => !added.some((each) => each.ticket === known.ticket));
  return { ...ticket, duplicates: [...others, ...added].slice(-MOST) };
}

/**
 * Whether an address is one of who asks here: the requester, or whoever asked a duplicate that this one goes on for, as long as they read
 * here (docs/promise.md section 5).
 */
export function isAsking(ticket: Ticket, address: string | undefined): boolean {
  return isRequester(ticket, address) || (ticket.duplicates ?? []).some((each) => isAskerOf(ticket, each, address));
}

/** Whether an agent lowered what this address asks for, here or on the duplicate that they asked: they can only propose since. */
export function isLoweredFor(ticket: Ticket, address: string): boolean {
  const { loweredAt, duplicates = [] } = ticket;
  return loweredAt !== undefined || duplicates.some((each) => each.lowered && isAskerOf(ticket, each, address));
}

/** The ticket of which no agent's lowering stands any more, neither its own nor a duplicate's. */
export function withoutLowered({ loweredAt: _, ...ticket }: Ticket): Ticket {
  const { duplicates } = ticket;
  if (!duplicates?.some(({ lowered }) => lowered)) return ticket;
  return { ...ticket, duplicates: duplicates.map(({ lowered: __, ...each }) => each) };
}

/** The ticket whose duplicates of whoever read at `from` are of who reads at `to`: the same person, on their own proved word. */
export function withAskerMoved(ticket: Ticket, from: string, to: string): Ticket {
  const { duplicates } = ticket;
  if (!duplicates?.some(({ asks }) => asks === from)) return ticket;
  return { ...ticket, duplicates: duplicates.map((each) => (each.asks === from ? { ...each, asks: to } : each)) };
}

/** Who asked a duplicate that this ticket goes on for, reads here, and is not its requester: each once, with the number that they know. */
export function askersOf(ticket: Ticket): { address: string; ticket: string }[] {
  const { duplicates = [], requester } = ticket;
  const others = duplicates.filter(({ asks }) => asks !== requester.address && isReader(ticket, asks));
  const newest = new Map(others.map(({ asks, ticket: id }) => [asks, { address: asks, ticket: id }]));
  return [...newest.values()];
}

function isAskerOf(ticket: Ticket, { asks }: Duplicate, address: string | undefined): boolean {
  if (address === undefined || !isReader(ticket, asks)) return false;
  if (asks === ticket.requester.address) return isRequester(ticket, address);
  return asks === address || (ticket.alsoFrom ?? []).some((each) => each.from === address && each.address === asks);
}
