import type { Needle } from '../../mail/redaction/needle.ts';
import { hadOf } from '../../ticket/hidden-from.ts';
import { messageKeyFor, ticketIdFor } from '../../ticket/identity.ts';
import type { Message } from '../../ticket/message.ts';
import { filedFrom, type MessagePlace, sourceOfFiled } from '../../ticket/outside.ts';
import { isPageSource } from '../../ticket/page-source.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf, type Redaction } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable, UnreadableItem } from '../../ticket/ticket-store.ts';
import { withRedaction } from '../../ticket/with-redaction.ts';
import { hideEverywhere } from './hide-everywhere.ts';
import { hideInLinked } from './hide-in-linked.ts';
import { update } from './update.ts';

/** A mail's identity in the sources of its messages: behind it stands which of several it made. */
const MAIL = /^mail:[^:]+/;

/** So many copies are followed; whoever makes more of them has a reason, and the log says so. */
const MOST = 100;

type Found = MessagePlace & Pick<Message, 'messageId' | 'source'>;

/**
 * Hides the same in the other tickets that have this message too, with a line in the trail of each: one that the same mail was put into, or
 * has opened (one to two tickets' addresses is in both), or that a page's message stands on, and one that was filed from what came from outside, or
 * from which it was. `words`: what is known of it by more than its marks. Repeating it changes nothing.
 */
export async function hideInCopies(
  desk: Desk,
  { ticketId, key, messageId, source }: Pick<Message, 'ticketId' | 'key' | 'messageId' | 'source'>,
  redaction: Redaction,
  words: readonly Needle[] = [],
): Promise<void> {
  const others = await copiesOf(desk, { ticketId, key, source, ...(messageId && { messageId }) });
  if (others.length === 0) return;
  const keys = await desk.secrets.signingKeys();
  const needles = [...words, ...needlesOf([redaction], keys)];
  const { whole = false, at } = redaction;
  for (const { ticketId, key } of others) {
    const ticket = await readable(desk, ticketId);
    if (!ticket) continue;
    const there = { ...redaction, message: key, had: hadOf(ticket, await messageAt(desk, { ticketId, key })) };
    const changed = await update(desk, ticket, (current) => withRedaction(current, there, needles));
    const sought = { redactions: [], keys, fresh: { redaction: there, needles } };
    await hideEverywhere(desk, changed, { first: { key, needles, whole, at }, sought });
    await hideInLinked(desk, changed, sought.fresh);
  }
}

/** All copies of a message, also those of its copies: what was filed may have come by a mail that is in two tickets. */
async function copiesOf(desk: Desk, message: Found): Promise<MessagePlace[]> {
  const found = new Map([[nameOf(message), message]]);
  const mails = new Set<string>();
  // What is found is gone through in its turn.
  for (const each of found.values()) {
    const mail = mailOf(each.source);
    const isFirst = mail !== undefined && !mails.has(mail);
    if (isFirst) mails.add(mail);
    const ofMail = isFirst ? await ofOneMail(desk, each, mail) : [];
    for (const copy of [...ofMail, ...(await ofOnePage(desk, each)), ...(await ofOneFiling(desk, each))]) {
      if (found.has(nameOf(copy))) continue;
      if (found.size > MOST) {
        desk.log.error('more copies were not redacted', { ticket: message.ticketId, messageKey: message.key });
        return [...found.values()].slice(1);
      }
      found.set(nameOf(copy), copy);
    }
  }
  return [...found.values()].slice(1);
}

/** The messages of other tickets that this mail made, too. */
async function ofOneMail(desk: Desk, { ticketId, messageId }: Found, mail: string): Promise<Found[]> {
  if (messageId === undefined) return [];
  const copies: Found[] = [];
  for (const place of await desk.tickets.findByMailId(messageId)) {
    if (place.messageKey === undefined || place.ticketId === ticketId) continue;
    const copy = await messageAt(desk, { ticketId: place.ticketId, key: place.messageKey });
    if (copy && mailOf(copy.source) === mail) copies.push(copy);
  }
  return copies;
}

/**
 * The messages that a page's one sending made elsewhere: it stands on a duplicate and on the ticket that goes on for it, or has opened one too,
 * where that was closed or answered while it came in. It has no Message-ID, and the same source on each.
 */
async function ofOnePage(desk: Desk, { ticketId, key, source }: Found): Promise<Found[]> {
  if (!isPageSource(source)) return [];
  const [ticket, put, opened] = await Promise.all([
    readable(desk, ticketId),
    desk.tickets.putOn(ticketId, key),
    ticketOf(desk, source),
  ]);
  const { mergedInto, duplicates = [], links = [] } = ticket ?? {};
  const near = [mergedInto, put, opened, ...[...duplicates, ...links].map((each) => each.ticket)];
  const places = new Set(near.flatMap((id) => (id === undefined || id === ticketId ? [] : [id])));
  const found = await Promise.all([...places].map((id) => messageAt(desk, { ticketId: id, key })));
  return found.flatMap((message) => (message?.source === source ? [message] : []));
}

/** The message from which the ticket of this one was filed, and the opening one of the ticket that was filed from this one. */
async function ofOneFiling(desk: Desk, message: Found): Promise<Found[]> {
  const from = filedFrom(message.source);
  const origin = from && (await messageAt(desk, from));
  const source = sourceOfFiled(message);
  const ticketId = await ticketOf(desk, source);
  return [
    ...(origin ? [origin] : []),
    // Also before its message is stored: its subject is there, and marks on the ticket hide the rest.
    ...(ticketId === undefined ? [] : [{ ticketId, key: messageKeyFor(source), source }]),
  ];
}

/** The id of the ticket of this source; undefined when there is none. As when it is opened, those of other sources are stepped over. */
async function ticketOf(desk: Desk, source: string): Promise<string | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const ticket = await readable(desk, ticketIdFor(source, attempt));
    if (ticket === undefined || ticket.source === source) return ticket?.id;
  }
}

function messageAt(desk: Desk, { ticketId, key }: MessagePlace): Promise<Message | undefined> {
  return ifReadable(desk.tickets.getMessage(ticketId, key));
}

const nameOf = ({ ticketId, key }: MessagePlace) => `${ticketId} ${key}`;
const mailOf = (source: string) => MAIL.exec(source)?.[0];

async function readable(desk: Desk, id: string): Promise<Ticket | undefined> {
  try {
    return await desk.tickets.get(id);
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    desk.log.error('a ticket was not redacted', { ticket: id });
    return undefined;
  }
}
