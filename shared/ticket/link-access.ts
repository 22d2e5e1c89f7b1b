import { type FollowLink, followLink, linkReader } from '../mail/signed/follow-link.ts';
import type { Settings } from '../settings.ts';
import type { Ticket } from './ticket.ts';

/** How many days a link to the online desk opens its ticket, when the settings do not say. */
export const DEFAULT_LINK_DAYS = 30;

const DAY_MS = 24 * 60 * 60_000;

/**
 * The address of the reader whose link it is, while it opens the ticket: not too old, made since an agent last revoked the ticket's links or
 * somebody was last taken out of those who read, and of somebody who still reads. Undefined otherwise, and nobody says why (docs/promise.md section 9). `now`: ISO, UTC.
 */
export function readerOfLink(
  ticket: Ticket,
  { reader, made }: FollowLink,
  settings: Pick<Settings, 'linkDays'>,
  now: string,
): string | undefined {
  if (isTooOld(made, settings, now) || isRevoked(ticket, made)) return undefined;
  const readers = [ticket.requester.address, ...ticket.participants.map(({ address }) => address)];
  return readers.find((address) => linkReader(address) === reader);
}

/** Whether a link that was made then (ISO, UTC) has ended for all the ticket's readers. */
export function isRevoked({ linksFrom }: Pick<Ticket, 'linksFrom'>, made: string): boolean {
  return linksFrom !== undefined && made < linksFrom;
}

/** Whether a link that was made then opens nothing any more, whatever it is to. Both instants ISO, UTC. */
export function isTooOld(
  made: string,
  { linkDays = DEFAULT_LINK_DAYS }: Pick<Settings, 'linkDays'>,
  now: string,
): boolean {
  return Date.parse(now) - Date.parse(made) > linkDays * DAY_MS;
}

/** The link by which a reader follows the ticket, as of `now` (ISO, UTC); one that is revoked in the same second does not end it. */
export function followLinkFor(
  key: string,
  settings: Pick<Settings, 'webUrl'>,
  { id: ticketId, linksFrom = '' }: Pick<Ticket, 'id' | 'linksFrom'>,
  { address, now }: { address: string; now: string },
): string {
  return followLink(key, settings, { ticketId, address, at: now > linksFrom ? now : linksFrom });
}

/**
 * The ticket whose links until `now` (ISO, UTC) open nothing any more. Those that were made since they were last revoked in this same
 * second bear a time to come, and end as well.
 */
export function withLinksRevoked(ticket: Ticket, now: string): Ticket {
  const { linksFrom = now } = ticket;
  const newest = now > linksFrom ? now : linksFrom;
  return { ...ticket, linksFrom: new Date(Math.floor(Date.parse(newest) / 1000 + 1) * 1000).toISOString() };
}
