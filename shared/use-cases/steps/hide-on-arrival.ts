import { mayHaveWords } from '../../mail/redaction/file-words.ts';
import { withoutMarked } from '../../mail/redaction/own-words.ts';
import { hidesIn } from '../../ticket/hidden-from.ts';
import { emptied, hideParts } from '../../ticket/hidden-parts.ts';
import type { Message } from '../../ticket/message.ts';
import { type Desk, ifThere } from '../../ticket/ports.ts';
import { keptOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { MessageFile } from './message-files.ts';

/** A message before it is stored, with its text whole; `hidden` says which of its files are stored by name only. */
export type Arrival<File extends MessageFile> = {
  message: Message;
  html: string | undefined;
  files: File[];
  hidden: boolean[];
};

const QUOTES_GONE = 'its quoted lines were left out: something is hidden here that not all who read it could have had';

/** Whether all of an answer would be left out, which nobody is to be sent: it is a quote alone, and quotes are left out here. */
export async function isLeftOut(desk: Desk, message: Message, ticket: Ticket): Promise<boolean> {
  const { redactions = [] } = ticket;
  if (redactions.length === 0 || message.text === '' || withoutMarked(message.text) !== '') return false;
  const sought = { redactions, keys: await desk.secrets.signingKeys() };
  return hidesIn(message, { place: ticket, home: ticket }, sought).hidesQuotes === true;
}

/**
 * Hides in a message that comes, or comes again, what was hidden on its ticket before, where its writer could have had it: a copy, a quote, a mail
 * that is read once more. What is kept of it as it came is due as that of the first one was.
 */
export async function hideOnArrival<File extends MessageFile>(
  desk: Desk,
  message: Message,
  { html, files }: { html?: string | undefined; files: File[] },
  ticket?: Ticket,
): Promise<Arrival<File>> {
  const { redactions = [] } = ticket ?? {};
  const asItIs = { message, html, files, hidden: files.map(() => false) };
  if (!ticket || redactions.length === 0) return asItIs;
  const at = desk.now().toISOString();
  const marked = { count: 1, at, due: keptOf(message) };
  if (redactions.some((each) => each.whole && each.message === message.key)) {
    const redaction = { ...marked, whole: true };
    return { message: { ...emptied(message), redaction }, html: undefined, files, hidden: files.map(() => true) };
  }
  const sought = { redactions, keys: await desk.secrets.signingKeys() };
  const hides = hidesIn(message, { place: ticket, home: ticket }, sought);
  const read = await Promise.all(files.map(async (file) => ({ ...file, content: await contentOf(desk, file) })));
  const { message: left, hidesText, hidesHtml, hidesFile } = hideParts(message, { html, files: read }, hides);
  if (!hidesText && !hidesHtml && !hidesFile.includes(true)) return asItIs;
  const isShorter = hides.hidesQuotes && withoutMarked(message.text) !== message.text;
  const warnings = isShorter ? [QUOTES_GONE, ...left.warnings] : left.warnings;
  return {
    message: { ...left, warnings, redaction: marked },
    html: hidesHtml ? undefined : html,
    files,
    hidden: hidesFile,
  };
}

/** The bytes of a file as far as hidden words are looked for in it; one that was uploaded is read for it when it is small and text. */
async function contentOf(desk: Desk, file: MessageFile): Promise<Buffer | undefined> {
  if (!('upload' in file)) return file.content;
  return mayHaveWords(file) ? ifThere(desk.files.read(file.upload)) : undefined;
}
