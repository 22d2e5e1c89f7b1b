import { FLOOD_SILENCE, isOneTooMany } from '../ticket/flood.ts';
import { messageKeyFor, withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import { writesTooMuch } from '../ticket/page-caps.ts';
import { pageSource } from '../ticket/page-source.ts';
import { isRequester } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { disputesSpam } from '../ticket/reopen.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isKnownWriter, writerOf } from '../ticket/writer.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { linkBack } from '../use-cases/link-back.ts';
import { openTicket, type Release, withRelease } from '../use-cases/open-ticket.ts';
import { getTicket, update } from '../use-cases/steps/update.ts';
import { goingOnFor, readerOf } from './going-on-for.ts';
import { holdPage } from './hold-page.ts';
import { newlyDeclared } from './newly-declared.ts';
import { openPageAgain, PAGE_DOOR } from './open-from-page.ts';
import { ticketOpenedBy } from './opened-by.ts';
import { opensAnew } from './opens-anew.ts';
import { keepPage, type PageMessage, withFileNames } from './page-request.ts';

/** What a reader writes by their link, which was asked before (`readerOfLink`). */
type ByLink = Pick<PageMessage, 'reader' | 'text' | 'files' | 'priority'> & {
  ticket: Ticket;
  /** The render token's. */
  submission: string;
  /** When it reached the desk (ISO, UTC). */
  at: string;
};

/**
 * What became of it: the ticket that it went to, and whether the writer reads that one: of a duplicate it may be another's. `used`: this page's
 * token has brought other words.
 */
export type WrittenByLink =
  | { outcome: 'written'; ticket: Ticket; isReader: boolean }
  | { outcome: 'used' }
  /** One of more than people write: it waits for somebody of the team to let it in. */
  | { outcome: 'held' };

type Came = { source: string; raw: string; receivedAt: string; released?: Release };

/**
 * A reader's message by their link (docs/promise.md section 5): a known writer's, whom it proves for nothing more. Kept as it came, then it
 * joins its ticket, of a duplicate the one that goes on for it, or opens one of its own, as a mail to their signed address would. Throws
 * what a port throws, and `TaskBusy`: sending it again does nothing twice.
 */
export async function writeByLink(desk: Desk, { ticket, submission, at, ...said }: ByLink): Promise<WrittenByLink> {
  const message: PageMessage = { kind: 'message', ticket: ticket.id, ...said, files: withFileNames(said.files) };
  const raw = await keepPage(desk, submission, message);
  const source = pageSource(submission);
  const { reader } = said;
  if (
    !(await isThere(desk, ticket, source)) &&
    (await writesTooMuch(desk.requestCounter, { ticketId: ticket.id, reader, source, at }))
  ) {
    const { subject, createdAt: made } = ticket;
    const held = {
      submission,
      made,
      receivedAt: at,
      raw,
      from: reader,
      subject,
      detail: `of the link of ${ticket.id}`,
    };
    await holdPage(desk, { ...held, reason: 'page flood' }, { isForDigest: true });
    return { outcome: 'held' };
  }
  return takeMessage(desk, message, { source, raw, receivedAt: at });
}

/** Whether a delivery before has brought it in. */
async function isThere(desk: Desk, { id }: Ticket, source: string): Promise<boolean> {
  const message = await desk.tickets.getMessage(id, messageKeyFor(source));
  return message !== undefined || (await ticketOpenedBy(desk, source)) !== undefined;
}

/** Takes in what was kept of a message by link; `released`: somebody let it out. Throws as `writeByLink`, and a 404 for a ticket that is gone. */
export async function takeMessage(desk: Desk, message: PageMessage, came: Came): Promise<WrittenByLink> {
  const { source, raw } = came;
  const opened = await ticketOpenedBy(desk, source);
  if (opened && opened.raw !== raw) return { outcome: 'used' };
  if (opened) return written(message, await linked(desk, await openPageAgain(desk, opened, message)));

  const ticket = await getTicket(desk, message.ticket);
  const warnings = new Set<string>();
  const goesOn = (await goingOnFor(readerOf(desk.tickets, warnings), ticket)) ?? ticket;
  const key = messageKeyFor(source);
  const there = await desk.tickets.getMessage(goesOn.id, key);
  const earlier = there ?? (goesOn.id === ticket.id ? undefined : await desk.tickets.getMessage(ticket.id, key));
  if (earlier && earlier.raw !== raw) return { outcome: 'used' };
  // It came before the ticket was a duplicate.
  if (earlier && !there) return written(message, ticket);
  const at = there?.at ?? came.receivedAt;
  return written(message, await take(desk, { ticket, goesOn }, message, { ...came, receivedAt: at }, [...warnings]));
}

function written({ reader }: PageMessage, ticket: Ticket): WrittenByLink {
  return { outcome: 'written', ticket, isReader: isKnownWriter(knownBy(ticket, reader)) };
}

/** Whoever holds a reader's link is that reader, and nobody else once they read no more. */
function knownBy(ticket: Ticket, reader: string) {
  return writerOf(ticket, { address: reader, isProved: false, toSignedAddress: true, isRobot: false });
}

async function take(
  desk: Desk,
  { ticket, goesOn }: { ticket: Ticket; goesOn: Ticket },
  { reader, text, files, priority }: PageMessage,
  { source, raw, receivedAt, released }: Came,
  warnings: string[],
): Promise<Ticket> {
  const writer = knownBy(goesOn, reader);
  const name = isRequester(ticket, reader)
    ? ticket.requester.name
    : ticket.participants.find(({ address }) => address === reader)?.name;
  const from = { address: reader, ...(name && { name }) };
  const said = { from, subject: '', replyText: text, ...(priority && { chosen: priority }) };
  const route = { ticket: goesOn, by: 'address', source, as: 'customer', writer } as const;
  const follows = released ? undefined : await opensAnew(desk, said, route, receivedAt);
  if (follows) {
    // As a mail of theirs: it counts, and is always a ticket (docs/promise.md section 9).
    const flood = !released && (await isOneTooMany(desk, { from: reader, source, at: receivedAt }));
    const { ticket: another } = await openTicket(desk, {
      source,
      channel: 'page',
      door: PAGE_DOOR,
      receivedAt,
      requester: { ...from, verified: false },
      // Of the ticket that they read, which need not be the one that goes on for it.
      subject: withoutNumbers(ticket.subject),
      text,
      attachments: files,
      priority: follows.priority,
      older: { ticket: goesOn.id, kind: LINK.follows },
      language: ticket.language,
      raw,
      silent: flood,
      flood,
      warnings: flood ? [...warnings, `not acknowledged: ${FLOOD_SILENCE}`] : warnings,
      by: `customer:${reader}`,
    });
    return linked(desk, another);
  }
  const isKnown = isKnownWriter(writer);
  const noted = released
    ? await update(desk, goesOn, (current) => withRelease(current, released, desk.now().toISOString()))
    : goesOn;
  const isNoSpam =
    released !== undefined || disputesSpam(noted, { at: receivedAt, from: reader, isKnown }, desk.settings);
  const staysSpam = isKnown && noted.state === 'closed' && noted.cancelled === 'spam' && !isNoSpam;
  await appendMessage(desk, {
    ticket: noted,
    author: 'customer',
    mail: { from, to: [], cc: [], text, replyText: text, attachments: files },
    source,
    receivedAt,
    raw,
    verified: false,
    writer,
    declares: await newlyDeclared(desk, noted, said),
    wakes: !staysSpam,
    isNoSpam,
    warnings,
  });
  if (staysSpam) await holdForDigest(desk, noted, { reader, source, raw, receivedAt });
  return getTicket(desk, goesOn.id);
}

async function linked(desk: Desk, ticket: Ticket): Promise<Ticket> {
  await linkBack(desk, ticket);
  return ticket;
}

/** What is added to a ticket that was closed as spam is shown there, and told in the daily digest, which can let it in. */
async function holdForDigest(
  desk: Desk,
  { id: detail, subject }: Ticket,
  { reader, source, raw, receivedAt }: { reader: string } & Came,
): Promise<void> {
  const submission = source.slice(pageSource('').length);
  const held = { submission, made: receivedAt, receivedAt, raw, from: reader, subject, detail };
  await holdPage(desk, { ...held, reason: 'closed as spam' }, { isForDigest: true });
}
