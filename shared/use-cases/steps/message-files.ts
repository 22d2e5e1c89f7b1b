import { createHash } from 'node:crypto';
import type { InboundAttachment } from '../../mail/inbound.ts';
import { PREFIX } from '../../names.ts';
import type { Attachment, Message } from '../../ticket/message.ts';
import { type Desk, FileGone } from '../../ticket/ports.ts';
import type { UploadedFile } from '../../ticket/upload.ts';

/** A file of a message that comes: in memory, as it came with a mail, or where a page put it. */
export type MessageFile = InboundAttachment | UploadedFile;

/** A file as the item of its message names it. `index` is its number among the files that came. */
export function attachmentOf(message: Message, file: MessageFile, index: number): Attachment {
  const { filename, contentType, size } = file;
  const key = fileKey(message, `${index}-${hashOf(printOf(file))}-${safeName(filename)}`);
  const shown = 'upload' in file ? { inline: false } : { inline: file.inline, cid: file.cid };
  return { filename, contentType, size, key, ...shown };
}

/** So many at once: a mail of a thousand small files leaves connections to others. */
const FILES_AT_ONCE = 8;

/**
 * Puts files where their message names them, side by side, and says of each whether it is there; what an agent hid is not stored. Throws what the bucket
 * throws.
 */
export async function keepFiles(
  desk: Desk,
  files: readonly MessageFile[],
  named: readonly Attachment[],
): Promise<boolean[]> {
  const there: boolean[] = [];
  for (let first = 0; first < named.length; first += FILES_AT_ONCE) {
    const some = named.slice(first, first + FILES_AT_ONCE).map(async (attachment, index) => {
      const file = files[first + index];
      return attachment.redacted === true || (file !== undefined && keepFile(desk, file, attachment));
    });
    there.push(...(await Promise.all(some)));
  }
  return there;
}

/** Puts a file where its message names it; a large one that was uploaded is never in memory. False when the upload is gone. */
async function keepFile(desk: Desk, file: MessageFile, { key, contentType }: Attachment): Promise<boolean> {
  if (!('upload' in file)) {
    await desk.files.write(key, file.content, contentType);
    return true;
  }
  try {
    await desk.uploads.keep(file.upload, key, contentType);
    return true;
  } catch (error) {
    if (!(error instanceof FileGone)) throw error;
    desk.log.warn('an uploaded file is gone', { file: key, error });
    return false;
  }
}

/** What tells a file from others: its bytes, or the place where it was uploaded to, which no other file has. */
export function printOf(file: MessageFile): Buffer {
  return 'upload' in file ? Buffer.from(file.upload) : file.content;
}

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
