import { withoutOurs } from '../mail/own-content/without-ours.ts';
import { HIDDEN } from '../mail/redaction/hide.ts';
import { ownWords } from '../mail/redaction/own-words.ts';
import type { Settings } from '../settings.ts';
import { isShown } from '../ticket/is-shown.ts';
import type { Attachment, Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isCut } from '../use-cases/steps/store-message.ts';

/** A message as a reader of the ticket sees it. */
export type CustomerMessage = {
  id: string;
  at: string;
  /** An agent is shown by name alone, and one without a name as the desk; a reader by the address as well, which the others know. */
  by: { is: 'agent'; name: string | null } | { is: 'reader'; name: string | null; address: string; isYou: boolean };
  /** What its writer added, as plain text: quotes and signature are left out, and links of ours cut from what is quoted. */
  text: string;
  /** Only the beginning is shown; the whole is in the mail that it came or went by, and in the bucket. */
  isCut: boolean;
  /** An agent hid something of it, or all of it. */
  isRedacted: boolean;
  /** Given by phone then; the message confirms it. */
  givenByPhone: string | null;
  /** `index` is the place among the message's files, which names the link to it; `isHidden`: an agent hid it. */
  files: { index: number; filename: string; contentType: string; size: number; isHidden: boolean }[];
};

/**
 * The messages of a ticket that its readers see, in order of time: agents' answers that left, and what the conversation's own people wrote.
 * Never a note, nor what came from outside or from a machine, nor what only claims to be somebody's, nor what was said between others before an agent corrected the requester (docs/promise.md section 9).
 */
export function conversationFor(
  ticket: Ticket,
  messages: readonly Message[],
  { reader, settings }: { reader: string; settings: Settings },
): CustomerMessage[] {
  return messages.filter((message) => isShown(ticket, message)).map((message) => shown(message, reader, settings));
}

function shown(message: Message, reader: string, { ticketUrl }: Settings): CustomerMessage {
  const { key, at, text, replyText = text, attachments, givenByPhone } = message;
  return {
    id: key,
    at,
    by: byOf(message, reader),
    text: withoutOurs(replyText, ticketUrl),
    isCut: isShownCut(message),
    isRedacted: isRedacted(message),
    givenByPhone: givenByPhone ?? null,
    files: attachments.flatMap((file, index) => {
      const { filename, contentType, size, redacted = false } = file;
      return isShownFile(message, file) ? [{ index, filename, contentType, size, isHidden: redacted }] : [];
    }),
  };
}

/**
 * Whether what a reader is shown of a message has something hidden. What a quote or a part has that they are not shown is another one's: that something
 * went from there would tell who guesses. A message that quotes what was hidden before has none of its own.
 */
function isRedacted(message: Message): boolean {
  const { text, replyText = text, attachments, redaction } = message;
  if (!redaction) return false;
  const isFileHidden = attachments.some((file) => file.redacted && isShownFile(message, file));
  return redaction.whole === true || ownWords(replyText).includes(HIDDEN) || isFileHidden;
}

/** Whether a reader who is shown a message is shown this file of it: a mail within a mail quotes what its other readers were sent. */
export function isShownFile({ author }: Message, { contentType }: Pick<Attachment, 'contentType'>): boolean {
  return author !== 'customer' || !isMail(contentType);
}

/** Whether a reader is shown only the beginning of what was written, and the whole text is in the bucket. */
export function isShownCut({ text, replyText = text, wholeText }: Message): boolean {
  return wholeText !== undefined && isCut(replyText);
}

function byOf({ author, by, name }: Message, reader: string): CustomerMessage['by'] {
  // An agent who is called by an address is not shown by it.
  if (author === 'agent') return { is: 'agent', name: name && !name.includes('@') ? name : null };
  return { is: 'reader', name: name ?? null, address: by, isYou: by === reader };
}

function isMail(contentType: string): boolean {
  return /^message\//i.test(contentType);
}
