import type { InboundAttachment } from '../../mail/inbound.ts';
import { PREFIX } from '../../names.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Attachment, Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/** A table item holds 400 kB; longer texts are kept whole as an attachment, and shown cut. In UTF-8 bytes. */
const INLINE_BYTES = { text: 100_000, replyText: 40_000, html: 150_000 };
/** More attachments than this would not fit the item either; the rest stays in the raw mail. */
const MOST_ATTACHMENTS = 200;

type Optional = 'replyText' | 'html' | 'name' | 'subject' | 'messageId' | 'raw';

type NewMessage = Omit<Message, 'key' | 'attachments' | Optional | 'relay'> & {
  [optional in Optional]?: string | undefined;
} & { relay?: Message['relay'] };

/** A message with the key that its source gives it; attachments come when it is stored. */
export function newMessage({ replyText, ...message }: NewMessage): Message {
  const visible = replyText && replyText !== message.text.trim() ? { replyText } : {};
  return { ...message, ...visible, key: messageKeyFor(message.source), attachments: [] };
}

/**
 * Stores attachments, then the message that lists them. Repeating it changes nothing. Gives the message as stored, and
 * whether it was there before.
 */
export async function storeMessage(
  desk: Desk,
  message: Message,
  files: InboundAttachment[],
): Promise<Message & { existed: boolean }> {
  const { message: bounded, files: all } = bound(message, files);
  const attachments: Attachment[] = [];
  // One by one: forty megabytes of attachments are in memory once already.
  for (const [index, file] of all.entries()) {
    const key = attachmentKey(message, index, file.filename);
    await desk.files.write(key, file.content, file.contentType);
    const { filename, contentType, size, inline, cid } = file;
    attachments.push({ filename, contentType, size, key, inline, cid });
  }
  const stored = { ...bounded, attachments };
  const existed = !(await desk.tickets.addMessage(stored));
  return { ...stored, existed };
}

/** Cuts what an item cannot hold and keeps the whole of it as files. */
function bound(message: Message, files: InboundAttachment[]): { message: Message; files: InboundAttachment[] } {
  const kept = files.slice(0, MOST_ATTACHMENTS);
  const warnings = [...message.warnings];
  let { text, replyText, html } = message;
  if (files.length > kept.length) {
    warnings.push(
      `only the first ${MOST_ATTACHMENTS} of ${files.length} attachments are listed; all are in the raw mail`,
    );
  }
  if (Buffer.byteLength(text) > INLINE_BYTES.text) {
    kept.push(textFile('message.txt', 'text/plain; charset=utf-8', text));
    text = cut(text, INLINE_BYTES.text);
    replyText = replyText && cut(replyText, INLINE_BYTES.replyText);
    warnings.push('the text is cut; the attachment message.txt has all of it');
  }
  if (html !== undefined && Buffer.byteLength(html) > INLINE_BYTES.html) {
    kept.push(textFile('message.html', 'text/html; charset=utf-8', html));
    html = undefined;
    warnings.push('the HTML is too long to show; the attachment message.html has it');
  }
  return { message: { ...message, text, ...(replyText && { replyText }), html, warnings }, files: kept };
}

function textFile(filename: string, contentType: string, text: string): InboundAttachment {
  const content = Buffer.from(text);
  return { filename, contentType, size: content.length, content, inline: false };
}

/** At most `bytes` bytes of UTF-8, cut between characters. */
function cut(text: string, bytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true });
}

/** Where an attachment is kept: nothing of the sender's file name but harmless letters. */
function attachmentKey(message: Message, index: number, filename: string): string {
  const letters = filename
    .normalize('NFKD')
    .replace(/[^\w.-]+/g, '_')
    .replace(/\.{2,}/g, '.');
  const safe = letters.slice(-60).replace(/^[._]+/, '') || 'file';
  return `${PREFIX.attachments}${message.ticketId}/${message.key}/${index}-${safe}`;
}
