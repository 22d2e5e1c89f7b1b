import { readerName } from '../mail/signed/reply-address.ts';
import type { Settings } from '../settings.ts';
import { isNamedByOther } from './also-from.ts';
import { withLinksRevoked } from './link-access.ts';
import { addressesOf, isRequester } from './participants.ts';
import type { Ticket } from './ticket.ts';

/**
 * Who holds which signed address of the customer's side (docs/promise.md section 9, decision 008). Each reader has their own, and it proves
 * something as long as they read. Who answers to all shows theirs to the others: it then counts until one of the readers goes.
 */

type Held = { reader: string | undefined; serial: number };

/** Those who are gone may come back. The newest are enough: every further one takes an agent who removes somebody. */
const MOST = 40;

/** The number of the address that a reader (`readerName`) gets now. */
export function serialOf({ readerAddresses = [] }: Pick<Ticket, 'readerAddresses'>, reader: string): number {
  return readerAddresses.find((each) => each.reader === reader)?.serial ?? 0;
}

/** Whether a signed address is one that somebody who reads now, or an escalation contact, was given; one that names nobody: that all were. */
export function isReaderAddress(ticket: Ticket, { reader, serial }: Held, settings: Settings): boolean {
  if (reader === undefined) return serial === (ticket.readersVersion ?? 0);
  return serial === serialOf(ticket, reader) && isReadBy(ticket, reader, settings);
}

/** Whether a reader (`readerName`) is one of those who read now, or an escalation contact. */
export function isReadBy({ requester, participants }: Ticket, reader: string, { escalation }: Settings): boolean {
  // Who only named the reading address was given theirs when they read there, or by an answer that showed it to all.
  const asks = isNamedByOther(requester) ? [requester.address] : addressesOf(requester);
  const readers = [...asks, ...participants.map(({ address }) => address)];
  return [...readers, ...escalation.lead, ...escalation.manager].some((address) => readerName(address) === reader);
}

/** Whether others know the signed address of a reader (`readerName`). */
export function isSharedAddress({ readerAddresses = [] }: Ticket, reader: string): boolean {
  return readerAddresses.some((each) => each.reader === reader && each.shared === true);
}

/**
 * The ticket that knows that others have a reader's address too: somebody else wrote to it, or a mail to it copied others. `by` wrote;
 * undefined: one of the team, who tells nobody of it.
 */
export function withAddressShown(
  ticket: Ticket,
  { reader, by, copied }: { reader: string | undefined; by: string | undefined; copied: readonly unknown[] },
): Ticket {
  const { requester, alsoFrom = [] } = ticket;
  // A requester who writes from elsewhere than they read is the same person, unless nobody but a Reply-To says so.
  const isDoubted = requester.unconfirmed !== undefined || requester.fromDoubted === true;
  const isOne = by !== undefined && isRequester({ requester }, by) && !(isDoubted && by === requester.from);
  const elsewhere = alsoFrom.filter(({ from }) => from === by).map(({ address }) => address);
  const own = isOne ? addressesOf(requester) : [by, ...elsewhere];
  const isTheirs = own.some((address) => address === undefined || readerName(address) === reader);
  if (reader === undefined || (isTheirs && copied.length === 0)) return ticket;
  const { readerAddresses = [] } = ticket;
  if (isSharedAddress(ticket, reader)) return ticket;
  const entry = { reader, serial: serialOf(ticket, reader), shared: true };
  const others = readerAddresses.filter((each) => each.reader !== reader);
  return { ...ticket, readerAddresses: [...others, entry].slice(-MOST) };
}

/**
 * The ticket whose readers are fewer, as of `now` (ISO, UTC): what whoever is gone may know of the others' addresses proves nothing any more,
 * and no link that was made before opens it. Every mail of ours has a link in its text, where whoever answers or passes it on quotes it, and
 * nobody sees to whom.
 */
export function withoutOldAccess(ticket: Ticket, now: string): Ticket {
  return withLinksRevoked(withAddressesRenewed(ticket), now);
}

/**
 * A duplicate that goes on by itself, where what ended on those that went on for it (`way`) has ended for good: links of before, and once
 * readers were fewer there, the signed addresses that others know.
 */
export function withAccessEndedOn(ticket: Ticket, way: readonly Ticket[]): Ticket {
  const linksFrom = [ticket, ...way]
    .map((each) => each.linksFrom ?? '')
    .reduce((one, other) => (one > other ? one : other));
  const ended = linksFrom === '' ? ticket : { ...ticket, linksFrom };
  return way.some(({ readersVersion = 0 }) => readersVersion > 0) ? withAddressesRenewed(ended) : ended;
}

function withAddressesRenewed(ticket: Ticket): Ticket {
  const { readersVersion = 0, readerAddresses } = ticket;
  const renewed = readerAddresses?.map(({ reader, serial, shared }) => ({ reader, serial: serial + (shared ? 1 : 0) }));
  return { ...ticket, readersVersion: readersVersion + 1, ...(renewed && { readerAddresses: renewed }) };
}
