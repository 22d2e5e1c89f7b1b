import { isMailable } from '../mail/mailable.ts';
import type { Mailbox, OutgoingMail } from '../mail/outgoing.ts';
import { type AttachmentRef, attachmentLink } from '../mail/signed/attachment-link.ts';
import { answer } from '../mail/templates/answer.ts';
import { shownSubject } from '../ticket/asked-before.ts';
import type { Attachment, Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { copiesOf, shownAs } from '../ticket/readers.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { answerUntil, whyNotAsk } from '../ticket/watch.ts';
import { followOf } from './follow-of.ts';
import { type Posted, post } from './post.ts';

/** An answer whole, as it goes out: a message's item may hold only its beginning, and its files are in the bucket. */
export type AnswerContent = {
  text: string;
  /** The same text as its writer formatted it, sanitised. */
  html: string | undefined;
  files: AnswerFile[];
};

/** A file of an answer, read only where the mail has room for it. */
type AnswerFile = Pick<Attachment, 'filename' | 'contentType' | 'size'> & {
  /** Shown where the HTML names its `cid`. */
  inline: boolean;
  cid?: string | undefined;
  /** Its number among the files of the message, by which a link names it. */
  index: number;
  read: () => Promise<Buffer>;
};

/** SES takes 10 MB a mail as it is composed; base64, headers and boundaries take their share of it. In bytes. */
const MOST_COMPOSED = 9_500_000;

/** The text is in a mail twice, the second time as HTML; in the worst encoding of either, a byte takes three. */
const BYTES_PER_TEXT_BYTE = 2 * 3;

/** In quoted-printable at worst. */
const BYTES_PER_HTML_BYTE = 3;

/** Base64 in lines of 76 characters. */
const BYTES_PER_FILE_BYTE = (4 / 3) * (78 / 76);

/** What is shown of a text that no mail can carry; the rest is behind a link. In characters. */
const SHOWN_CHARACTERS = 20_000;

/**
 * The letter of an answer, the same for the requester and for whoever is copied, but for the link by which each follows the ticket
 * (`contentFor`): the header shows them all, as the requester the one it has left for. `askedUntil`: by when
 * it tells the customer to answer (ISO, UTC), when it asks for something.
 */
export async function answerLetter(desk: Desk, ticket: Ticket, message: Message, content: AnswerContent) {
  const { text, files } = content;
  const [key = ''] = await desk.secrets.signingKeys();
  const link = (index: AttachmentRef['index']) =>
    attachmentLink(key, desk.settings, { ticketId: message.ticketId, messageKey: message.key, index });
  const textBytes = Buffer.byteLength(text);
  const isCut = textBytes * BYTES_PER_TEXT_BYTE > MOST_COMPOSED && message.wholeText !== undefined;
  const shown = isCut ? `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()} …` : text;
  const html = isCut ? undefined : content.html;
  let room =
    MOST_COMPOSED -
    Buffer.byteLength(shown) * BYTES_PER_TEXT_BYTE -
    Buffer.byteLength(html ?? '') * BYTES_PER_HTML_BYTE;
  const attachments: OutgoingMail['attachments'] = [];
  const links = isCut ? [{ filename: 'message.txt', size: textBytes, url: link('text') }] : [];
  let isWhole = true;
  for (const { index, filename, contentType, read, size, inline, cid } of files) {
    if (size * BYTES_PER_FILE_BYTE <= room && isMailable(filename)) {
      room -= size * BYTES_PER_FILE_BYTE;
      attachments.push({ filename, contentType, content: await read(), ...(inline && html !== undefined && { cid }) });
    } else {
      isWhole &&= !inline;
      links.push({ filename, size, url: link(index) });
    }
  }
  const { language, messageId: inReplyTo } = ticket;
  // A promise to the customer: the watch runs until then, and nothing else is said in their mail.
  const askedUntil =
    message.asks && whyNotAsk(ticket) === undefined
      ? answerUntil(ticket, desk.settings, desk.now().toISOString())
      : undefined;
  const contentFor = (follow: string) =>
    answer({
      language,
      deskName: desk.settings.deskName,
      ticketId: ticket.id,
      subject: shownSubject(ticket),
      agentName: message.name ?? message.by,
      text: shown,
      // Not with a hole where a picture found no room.
      ...(html !== undefined && isWhole && { html }),
      links,
      ...(message.givenByPhone && { byPhone: { at: message.givenByPhone, timeZone: ticket.terms.timeZone } }),
      ...(askedUntil && { ask: { until: askedUntil, timeZone: ticket.terms.timeZone } }),
      follow,
    });
  const header = { to: [shownAs(ticket, message.leftFor)], cc: copiesOf(ticket) };
  const { key: about, resent } = message;
  const letter = { purpose: 'answer', contentFor, header, inReplyTo, about, resent, attachments } as const;
  return { letter, askedUntil };
}

/** Sends an answer to one of its readers, by a call of their own: whom the mail service refuses keeps it from nobody else. */
export async function sendAnswer(
  desk: Desk,
  ticket: Ticket,
  reader: Mailbox,
  { contentFor, ...letter }: Awaited<ReturnType<typeof answerLetter>>['letter'],
): Promise<Posted> {
  return post(desk, ticket, reader, { ...letter, content: contentFor(await followOf(desk, ticket, reader)) });
}
