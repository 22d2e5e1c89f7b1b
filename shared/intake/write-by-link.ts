import { countMessage } from '../ticket/message-caps.ts';
import { pageSource } from '../ticket/page-source.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { findMessage } from './find-message.ts';
import { keepHeldFiles } from './held-files.ts';
import { type HeldByLink, holdByLink } from './hold-by-link.ts';
import { entryOfPage } from './hold-page.ts';
import { keepPage, type PageMessage, pageKeptAs, withFileNames } from './page-request.ts';
import { takeMessage } from './take-message.ts';

/** What a reader writes by their link, which was asked before (`readerOfLink`). */
type ByLink = Pick<PageMessage, 'reader' | 'text' | 'files' | 'priority'> & {
  ticket: Ticket;
  /** The render token's, and when the page was made, as it says. */
  submission: string;
  made: string;
  /** When it reached the desk (ISO, UTC). */
  at: string;
};

/**
 * What became of it: the ticket that it went to, or that it opened beside the older one. `used`: this page's token has brought other words. `held`: it is one of more than people
 * write, and waits for the team. `too many`: so many more that the link is refused for a while, and nothing is kept.
 */
type WrittenByLink =
  | { outcome: 'written' | 'opened'; ticket: Ticket }
  | { outcome: 'used' }
  | { outcome: 'held' }
  | { outcome: 'too many'; retryAfterSeconds: number };

/**
 * A reader's message by their link (docs/promise.md section 5): a known writer's, whom it proves for nothing more.
 *
 * 1. What has come before finds its ticket, or its entry.
 * 2. Count it; refuse who writes without end.
 * 3. Keep it as it came: nothing is lost from here on.
 * 4. Hold what is more than people write, with its files; take in all else, and tell of what goes to a ticket that stays spam.
 *
 * Throws what a port throws, and `TaskBusy`: sending it again does nothing twice.
 */
export async function writeByLink(
  desk: Desk,
  { ticket, submission, made, at, ...said }: ByLink,
): Promise<WrittenByLink> {
  const message: PageMessage = { kind: 'message', ticket: ticket.id, ...said, files: withFileNames(said.files) };
  const page = { reader: said.reader, submission, made, raw: pageKeptAs(submission, message) };
  const came = { source: pageSource(submission), raw: page.raw, receivedAt: at };

  const found = await findMessage(desk, message, came);
  if (found.is === 'used') return { outcome: 'used' };
  const stopped = found.is === 'new' && (await keep(desk, message, { ...page, ...came, ticket: found.goesOn }));
  if (stopped) return stopped;
  if (found.is === 'there') came.receivedAt = found.at;
  const taken = await takeMessage(desk, message, came, found);
  // Two that came at once with other words did not see each other before.
  if (found.is === 'new' && (await findMessage(desk, message, came)).is === 'used') return { outcome: 'used' };
  if (taken.staysSpam) {
    const { receivedAt } = came;
    const digest = { reason: 'closed as spam', isForDigest: true } as const;
    await holdByLink(desk, { ...page, receivedAt, ticket: taken.ticket }, digest);
  }
  // What it opened stems from it; a duplicate's twin does not.
  return { outcome: taken.ticket.source === came.source ? 'opened' : 'written', ticket: taken.ticket };
}

/** Counts and keeps what has not come to its ticket before; undefined: it is to be taken in. */
async function keep(
  desk: Desk,
  message: PageMessage,
  { source, ...page }: HeldByLink & { source: string },
): Promise<WrittenByLink | undefined> {
  const { reader, ticket, submission, raw, receivedAt: at } = page;
  const { entry, made } = await entryOfPage(desk, submission, page.made);
  if (entry && entry.received.raw !== raw) return { outcome: 'used' };
  const counted = { reader, ticketId: ticket.id, source, at };
  const load = entry ? undefined : await countMessage(desk.requestCounter, counted);
  if (load?.is === 'too many') {
    desk.log.warn('messages by a link come without end', { ticket: ticket.id });
    return { outcome: 'too many', retryAfterSeconds: load.retryAfterSeconds };
  }
  await keepPage(desk, submission, message);
  if (load?.is === 'usual') return undefined;
  await keepHeldFiles(desk, raw, message.files);
  const isForDigest = load?.isLoud === true;
  const { received } = await holdByLink(desk, { ...page, made }, { reason: 'page flood', isForDigest });
  return { outcome: received.raw === raw ? 'held' : 'used' };
}
