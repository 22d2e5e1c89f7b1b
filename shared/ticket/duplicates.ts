import { isDeepStrictEqual } from 'node:util';
import { isReader } from './participants.ts';
import type { Ticket } from './ticket.ts';

type Duplicate = NonNullable<Ticket['duplicates']>[number];

/** Of more, the newest are enough: one request is seldom made so often. */
const MOST = 20;

/** The ticket that knows which duplicates it goes on for, and who asked each: this one, and all that it went on for (docs/promise.md section 5). The same ticket when it knows them. */
export function withDuplicates(ticket: Ticket, duplicate: Ticket): Ticket {
  const { duplicates: before = [] } = ticket;
  const { id, requester, loweredAt, duplicates = [] } = duplicate;
  const own = { ticket: id, asks: requester.address, ...(loweredAt !== undefined && { lowered: true as const }) };
  const added = [...duplicates, own].filter((each) => each.ticket !== ticket.id);
  const isNew = (each: Duplicate) => !before.some((known) => isDeepStrictEqual(known, each));
  if (!added.some(isNew)) return ticket;
  const others = before.filter((known) => !added.some((each) => each.ticket === known.ticket));
  return { ...ticket, duplicates: [...others, ...added].slice(-MOST) };
}

/** Who asked a duplicate that this ticket goes on for, reads here, and is not its requester: each once, with the number that they know. */
export function askersOf(ticket: Ticket): { address: string; ticket: string }[] {
  const { duplicates = [], requester } = ticket;
  const others = duplicates.filter(({ asks }) => asks !== requester.address && isReader(ticket, asks));
  const newest = new Map(others.map(({ asks, ticket: id }) => [asks, { address: asks, ticket: id }]));
  return [...newest.values()];
}
