import { cutBytes } from '../../bytes.ts';
import type { Agent } from '../../customer/agent.ts';
import { hiddenLines } from '../../mail/reply/hidden-lines.ts';
import { redactedFile } from '../../ticket/hidden-parts.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Attachment, Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { hideOnArrival } from './hide-on-arrival.ts';
import { attachmentOf, hashOf, keepFiles, keepText, type MessageFile, printOf } from './message-files.ts';

/**
 * What a message's item holds at most, in bytes of UTF-8: enough for nearly all that people write, and little enough that the
 * two hundredth message of a ticket is still read with the others. What is more is kept in the bucket.
 */
const MOST = { text: 8_000, subject: 1_000, name: 200, warning: 500, attachments: 40_000 };

const MOST_WARNINGS = 20;

type Optional = 'replyText' | 'name' | 'subject' | 'messageId' | 'raw' | 'request';

type NewMessage = Omit<Message, 'key' | 'attachments' | 'html' | 'wholeText' | Optional | 'relay' | 'declares'> & {
  [optional in Optional]?: string | undefined;
} & Partial<Pick<Message, 'relay' | 'declares'>>;

/** A message whole, as it comes in: HTML and files go into the bucket, or to their place in it, when it is stored. */
export type MessageContent = { html?: string | undefined; files: MessageFile[] };

/** A message with the key that its source gives it; attachments and HTML come when it is stored. */
export function newMessage({ replyText, ...message }: NewMessage): Message {
  const hidden = replyText ? hiddenLines(message.text, replyText) : 0;
  const visible =
    replyText && replyText !== message.text.trim() ? { replyText, ...(hidden > 0 && { hiddenLines: hidden }) } : {};
  return { ...message, ...visible, key: messageKeyFor(message.source), attachments: [] };
}

/** An agent's internal note, which no customer sees. */
export function newNote(
  { id: by, name }: Agent,
  note: Pick<NewMessage, 'ticketId' | 'source' | 'at' | 'text' | 'warnings' | 'request' | 'raw' | 'messageId' | 'held'>,
): Message {
  return newMessage({ ...note, author: 'agent', by, name, verified: true, kind: 'note' });
}

/**
 * Stores what does not fit the item, then the message that names it. Repeating it changes nothing. Gives the message as
 * stored, and whether it was there before. What was hidden on its `ticket` is not stored.
 */
export async function storeMessage(
  desk: Desk,
  given: Message,
  content: MessageContent,
  ticket?: Ticket,
): Promise<Message & { existed: boolean }> {
  const stored = await keepContent(desk, given, content, ticket);
  const existed = !(await desk.tickets.addMessage(stored));
  return { ...stored, existed };
}

/** Stores what does not fit a message's item, and gives the message as its item is to be. The item itself is not written. */
export async function keepContent(
  desk: Desk,
  given: Message,
  content: MessageContent,
  ticket?: Ticket,
): Promise<Message> {
  const uploads = content.files.flatMap((file) => ('upload' in file ? [file.upload] : []));
  const whole = uploads.length > 0 ? { ...given, copies: [...(given.copies ?? []), ...uploads] } : given;
  const { message, html, files, hidden } = await hideOnArrival(desk, whole, content, ticket);
  const listed = listedOf(message, files, hidden);
  const [there, wholeText, wholeHtml] = await Promise.all([
    keepFiles(desk, files, listed),
    isTooLong(message.text) && keepText(desk, message, 'text.txt', 'text/plain; charset=utf-8', message.text),
    html !== undefined && keepText(desk, message, 'message.html', 'text/html; charset=utf-8', html),
  ]);
  const attachments = listed.filter((_, index) => there[index]);
  const lost = listed.filter((_, index) => !there[index]);
  const gone = lost.map(({ filename }) => `the file ${filename} was no longer there when the form came`);
  const warnings = [...gone, ...message.warnings];
  if (listed.length < files.length) {
    warnings.unshift(`only ${attachments.length} of ${files.length} attachments are listed; all are in the raw mail`);
  }
  return {
    ...boundedTexts({ ...message, warnings }),
    ...(wholeText && { wholeText }),
    ...(wholeHtml && { html: wholeHtml }),
    attachments,
  };
}

/** The first files, as many as a message's item has room to name; of one that is `hidden` by its number, nothing of what it was. */
function listedOf(message: Message, files: readonly MessageFile[], hidden: readonly boolean[]): Attachment[] {
  const listed: Attachment[] = [];
  let room = MOST.attachments;
  for (const [index, file] of files.entries()) {
    const named = attachmentOf(message, file, index);
    const attachment = hidden[index] ? redactedFile(named) : named;
    room -= Buffer.byteLength(JSON.stringify(attachment));
    if (room < 0) break;
    listed.push(attachment);
  }
  return listed;
}

/** A message with its texts as its item holds them. */
export function boundedTexts(message: Message): Message {
  const { text, replyText, subject, name, warnings } = message;
  return {
    ...message,
    text: cutBytes(text, MOST.text),
    ...(replyText && { replyText: cutBytes(replyText, MOST.text) }),
    ...(subject && { subject: cutBytes(subject, MOST.subject) }),
    ...(name && { name: cutBytes(name, MOST.name) }),
    warnings: boundedWarnings(warnings),
  };
}

const isTooLong = (text: string) => Buffer.byteLength(text) > MOST.text;

/** Whether a stored text may have been cut: the last character of one is up to four bytes. */
export function isCut(text: string): boolean {
  return Buffer.byteLength(text) > MOST.text - 4;
}

/** Warnings as a message keeps them: the first twenty, each cut. */
export function boundedWarnings(warnings: readonly string[]): string[] {
  return warnings.slice(0, MOST_WARNINGS).map((warning) => cutBytes(warning, MOST.warning));
}

/** The files that a stored message has not, by what tells them apart. */
export function filesNotIn({ attachments }: Message, files: readonly MessageFile[]): MessageFile[] {
  const known = attachments.map(({ key }) => key.slice(key.lastIndexOf('/')));
  // A mail that is attached to itself has another trace each time it comes.
  const others = files.filter((file) => !('itself' in file));
  return others.filter((file) => !known.some((name) => name.includes(`-${hashOf(printOf(file))}-`)));
}
