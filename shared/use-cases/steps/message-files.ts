import { createHash } from 'node:crypto';
import { PREFIX } from '../../names.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/** Keeps a text of a message in the bucket; gives its key, which its content makes, and its size in bytes. */
export async function keepText(desk: Desk, message: Message, name: string, contentType: string, text: string) {
  const content = Buffer.from(text);
  const key = fileKey(message, `${hashOf(content)}-${name}`);
  await desk.files.write(key, content, contentType);
  return { key, size: content.length };
}

/** Part of every key: a mail that comes again with other files under its id never writes over the first one's. */
export function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

export function fileKey(message: Message, name: string): string {
  return `${PREFIX.attachments}${message.ticketId}/${message.key}/${name}`;
}

/** Nothing of the sender's file name but harmless letters. */
export function safeName(filename: string): string {
  const letters = filename
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '_')
    .replace(/\.{2,}/g, '.');
  return letters.slice(-60).replace(/^[._]+/, '') || 'file';
}
