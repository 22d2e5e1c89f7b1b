import { createHash } from 'node:crypto';
import { cutBytes } from '../../bytes.ts';
import type { Agent } from '../../customer/agent.ts';
import type { InboundAttachment } from '../../mail/inbound.ts';
import { PREFIX } from '../../names.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Attachment, Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/**
 * What a message's item holds at most, in bytes of UTF-8: enough for nearly all that people write, and little enough that the
 * two hundredth message of a ticket is still read with the others. What is more is kept in the bucket.
 */
const MOST = { text: 8_000, subject: 1_000, name: 200, warning: 500, attachments: 40_000 };

const MOST_WARNINGS = 20;

type Optional = 'replyText' | 'name' | 'subject' | 'messageId' | 'raw' | 'request';

type NewMessage = Omit<Message, 'key' | 'attachments' | 'html' | 'wholeText' | Optional | 'relay'> & {
  [optional in Optional]?: string | undefined;
} & { relay?: Message['relay'] };

/** A message whole, as it comes in: HTML and files go into the bucket when it is stored. */
export type MessageContent = { html?: string | undefined; files: InboundAttachment[] };

/** A message with the key that its source gives it; attachments and HTML come when it is stored. */
export function newMessage({ replyText, ...message }: NewMessage): Message {
  const visible = replyText && replyText !== message.text.trim() ? { replyText } : {};
  return { ...message, ...visible, key: messageKeyFor(message.source), attachments: [] };
}

/** An agent's internal note, which no customer sees. */
export function newNote(
  { id: by, name }: Agent,
  note: Pick<NewMessage, 'ticketId' | 'source' | 'at' | 'text' | 'warnings' | 'request' | 'raw'>,
): Message {
  return newMessage({ ...note, author: 'agent', by, name, verified: true, kind: 'note' });
}

/**
 * Stores what does not fit the item, then the message that names it. Repeating it changes nothing. Gives the message as
 * stored, and whether it was there before.
 */
export async function storeMessage(
  desk: Desk,
  message: Message,
  { html, files }: MessageContent,
): Promise<Message & { existed: boolean }> {
  const attachments: Attachment[] = [];
  let room = MOST.attachments;
  // One by one: forty megabytes of attachments are in memory once already.
  for (const [index, file] of files.entries()) {
    const { filename, contentType, size, inline, cid } = file;
    const attachment = {
      filename,
      contentType,
      size,
      key: fileKey(message, `${index}-${hashOf(file.content)}-${safeName(filename)}`),
      inline,
      cid,
    };
    room -= Buffer.byteLength(JSON.stringify(attachment));
    if (room < 0) break;
    await desk.files.write(attachment.key, file.content, contentType);
    attachments.push(attachment);
  }
  const warnings = [...message.warnings];
  if (attachments.length < files.length) {
    warnings.unshift(`only ${attachments.length} of ${files.length} attachments are listed; all are in the raw mail`);
  }
  const stored = {
    ...bounded(message, warnings),
    ...(Buffer.byteLength(message.text) > MOST.text && {
      wholeText: await keep(desk, message, 'text.txt', 'text/plain; charset=utf-8', message.text),
    }),
    ...(html !== undefined && { html: await keep(desk, message, 'message.html', 'text/html; charset=utf-8', html) }),
    attachments,
  };
  const existed = !(await desk.tickets.addMessage(stored));
  return { ...stored, existed };
}

function bounded(message: Message, warnings: string[]): Message {
  const { text, replyText, subject, name } = message;
  return {
    ...message,
    text: cutBytes(text, MOST.text),
    ...(replyText && { replyText: cutBytes(replyText, MOST.text) }),
    ...(subject && { subject: cutBytes(subject, MOST.subject) }),
    ...(name && { name: cutBytes(name, MOST.name) }),
    warnings: boundedWarnings(warnings),
  };
}

/** Warnings as a message keeps them: the first twenty, each cut. */
export function boundedWarnings(warnings: readonly string[]): string[] {
  return warnings.slice(0, MOST_WARNINGS).map((warning) => cutBytes(warning, MOST.warning));
}

async function keep(desk: Desk, message: Message, name: string, contentType: string, text: string) {
  const content = Buffer.from(text);
  const key = fileKey(message, `${hashOf(content)}-${name}`);
  await desk.files.write(key, content, contentType);
  return { key, size: content.length };
}

/** The files that a stored message has not, by their bytes. */
export function filesNotIn({ attachments }: Message, files: readonly InboundAttachment[]): InboundAttachment[] {
  const known = attachments.map(({ key }) => key.slice(key.lastIndexOf('/')));
  return files.filter(({ content }) => !known.some((name) => name.includes(`-${hashOf(content)}-`)));
}

/** Part of every key: a mail that comes again with other files under its id never writes over the first one's. */
function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

function fileKey(message: Message, name: string): string {
  return `${PREFIX.attachments}${message.ticketId}/${message.key}/${name}`;
}

/** Nothing of the sender's file name but harmless letters. */
function safeName(filename: string): string {
  const letters = filename
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '_')
    .replace(/\.{2,}/g, '.');
  return letters.slice(-60).replace(/^[._]+/, '') || 'file';
}
