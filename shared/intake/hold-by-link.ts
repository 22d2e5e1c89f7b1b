import type { Desk } from '../ticket/ports.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { holdPage } from './hold-page.ts';

export type HeldByLink = {
  reader: string;
  /** The ticket that it goes to, which the entry names. */
  ticket: Ticket;
  /** As of a page's form (`holdPage`). */
  submission: string;
  made: string;
  receivedAt: string;
  raw: string;
};

/**
 * Holds a message by link, which an agent can let out: one of too many (`page flood`), at no ticket until then, or one that stands at a ticket
 * that stays spam. Another entry of the same page means that the page has brought other words.
 */
export async function holdByLink(
  desk: Desk,
  { reader: from, ticket, ...held }: HeldByLink,
  { reason, isForDigest }: { reason: 'page flood' | 'closed as spam'; isForDigest: boolean },
): Promise<QuarantineEntry> {
  const { id: detail, subject } = ticket;
  return holdPage(desk, { ...held, from, subject, detail, reason }, { isForDigest });
}
