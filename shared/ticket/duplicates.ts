import { isDeepStrictEqual } from 'node:util';
import { isNamedByOther, provedFrom } from './also-from.ts';
import { isReader, isRequester, withParticipants } from './participants.ts';
import type { Ticket } from './ticket.ts';

type Duplicate = NonNullable<Ticket['duplicates']>[number];

/** Beyond this many its requester's own, oldest first, are let go of; another's never is: they would hear nothing of it (`whyNotTwin`). */
export const MOST_DUPLICATES = 20;

/** The ticket that knows which duplicates it goes on for, and who asked each: this one, and all that it went on for (docs/promise.md section 5). The same ticket when it knows them. */
export function withDuplicates(ticket: Ticket, duplicate: Ticket): Ticket {
  const { duplicates: before = [] } = ticket;
  const { id, requester, loweredAt, duplicates = [] } = duplicate;
  // Somebody may have proved since who asks here: a repetition must not forget that nobody had.
  const wasSurer = before.some((known) => known.ticket === id && known.surer);
  const from = provedFrom(requester);
  const own: Duplicate = {
    ticket: id,
    asks: requester.address,
    ...(from !== undefined && { from }),
    ...(isNamedByOther(requester) && { namedBy: requester.from }),
    ...(loweredAt !== undefined && { lowered: true }),
    ...((isSurer(duplicate, ticket) || wasSurer) && { surer: true }),
  };
  const added = [...duplicates, own].filter((each) => each.ticket !== ticket.id);
  const isNew = (each: Duplicate) => !before.some((known) => isDeepStrictEqual(known, each));
  if (!added.some(isNew)) return ticket;
  const others = before.filter((known) => !added.some((each) => each.ticket === known.ticket));
  return { ...ticket, duplicates: withinMost(ticket, [...others, ...added]) };
}

/** The ticket that goes on no more for this duplicate, nor for those that it went on for itself. The same ticket when it does not. */
export function withoutDuplicate(
  ticket: Ticket,
  { id, duplicates: own = [] }: Pick<Ticket, 'id' | 'duplicates'>,
): Ticket {
  const { duplicates = [], ...others } = ticket;
  const gone = [id, ...own.map((each) => each.ticket)];
  const left = duplicates.filter((each) => !gone.includes(each.ticket));
  if (left.length === duplicates.length) return ticket;
  const isForOthers = left.some(({ asks }) => asks !== ticket.requester.address);
  const { goesOnForOthers: _, ...alone } = others;
  return {
    ...alone,
    ...(left.length > 0 && { duplicates: left }),
    ...(isForOthers && { goesOnForOthers: true as const }),
  };
}

function withinMost({ requester }: Ticket, all: readonly Duplicate[]): Duplicate[] {
  const own = all.filter(({ asks, surer }) => asks === requester.address && !surer);
  const gone = own.slice(0, Math.max(0, all.length - MOST_DUPLICATES));
  return all.filter((each) => !gone.includes(each));
}

/**
 * Whether a duplicate is surer to be of whose name it is in than the ticket is, in the same name: proved, or in place of a form, which anybody
 * fills in, from their own address, or with more from there since (docs/promise.md section 9: unproved is ordinary).
 */
function isSurer(duplicate: Ticket, ticket: Ticket): boolean {
  const { requester } = duplicate;
  if (requester.address !== ticket.requester.address || ticket.requester.verified) return false;
  if (requester.verified) return true;
  if (!isForm(ticket) || requester.unconfirmed !== undefined) return false;
  return !isForm(duplicate) || (duplicate.lastHeard !== undefined && ticket.lastHeard === undefined);
}

/**
 * Whether a ticket goes on for what another one asked than who wrote from this address: neither did they ask it from there, nor named
 * the same reading address by it.
 */
export function isForOthersThan({ requester, duplicates = [] }: Ticket, from: string): boolean {
  const isOwn = ({ asks, from: wrote, namedBy }: Duplicate) =>
    asks === from || (asks === requester.address && (wrote === from || namedBy === from));
  return !duplicates.every(isOwn);
}

function isForm({ channel }: Ticket): boolean {
  return channel === 'page' || channel === 'webhook';
}

/** The numbers of the duplicates that are surer than the ticket itself to be of its requester. */
export function surerOf({ duplicates = [] }: Pick<Ticket, 'duplicates'>): string[] {
  return duplicates.filter(({ surer }) => surer).map(({ ticket }) => ticket);
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

/** That a requester reads elsewhere from now on: at which address before, at which now, and by which they said so, proved. */
type Move = { before: string; to: string; by: string };

/**
 * The ticket whose duplicates of whoever says that they read elsewhere are of who reads there: those asked where they read before, when
 * they say so from there, else those that they asked themself. Another one of that reading address may be somebody else's.
 */
export function withAskerMoved(ticket: Ticket, { before, to, by }: Move): Ticket {
  const isMoving = (each: Duplicate) => each.asks === before && (by === before || each.from === by);
  return withDuplicatesAs(ticket, (each) => {
    if (!isMoving(each)) return each;
    const { from: _, ...rest } = each;
    return { ...rest, asks: to, ...(by !== to && { from: by }) };
  });
}

/** Whether somebody who reads here at this address, and is not its requester, asked a duplicate there that this one goes on for. */
export function isAskerHere(ticket: Ticket, address: string): boolean {
  return askersOf(ticket).some((each) => each.address === address);
}

/** A duplicate that opens again, whose requester has moved from where they read `before`: what it goes on for itself has moved as far as on the one that went on for it. */
export function withAskersOf(duplicate: Ticket, { duplicates = [] }: Ticket, { before, to }: Omit<Move, 'by'>): Ticket {
  return withDuplicatesAs(duplicate, (each) => {
    const known = duplicates.find(({ ticket }) => ticket === each.ticket);
    if (each.asks !== before || known?.asks !== to) return each;
    const { from: _, ...rest } = each;
    return { ...rest, asks: to, ...(known.from !== undefined && { from: known.from }) };
  });
}

/**
 * The ticket whose requester read at this address before: whoever asked a duplicate there, and moved nowhere, reads on. Undefined where
 * they could not, of whom an agent removed, or among too many people.
 */
export function withAskerLeft(ticket: Ticket, address: string): Ticket | undefined {
  if (!ticket.duplicates?.some(({ asks }) => asks === address)) return ticket;
  const joined = withParticipants(ticket, [{ address }]);
  return isReader(joined, address) ? { ...joined, goesOnForOthers: true } : undefined;
}

function withDuplicatesAs(ticket: Ticket, change: (each: Duplicate) => Duplicate): Ticket {
  return ticket.duplicates ? { ...ticket, duplicates: ticket.duplicates.map(change) } : ticket;
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
