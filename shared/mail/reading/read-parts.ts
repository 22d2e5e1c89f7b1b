import { cleanText } from '../clean.ts';
import { withEnds } from '../html/ends.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import type { InboundMail } from '../inbound.ts';
import { type Fault, tried } from '../tried.ts';
import { readAttachments } from './attachments.ts';
import { readContent } from './content.ts';
import type { MailParts, TextPart } from './mail-parts.ts';
import { rawBody } from './raw-mail.ts';
import { boundText, boundTexts } from './text-bounds.ts';
import { textOfFile } from './text-of-file.ts';

/** What a mail holds, and what of it was mended or lost. */
export type Content = Pick<InboundMail, 'text' | 'html' | 'attachments'> & {
  /** Lines that a plain text has beside what the HTML says, which stands in its place. */
  beside?: string;
  warnings: string[];
};

/** Of such lines, in characters: usually they are a sentence of the mail program's. */
const MAX_BESIDE = 20_000;

/**
 * Text, HTML and files of a mail whose parts are these; `raw` is what it is read from when they hold nothing. `isCut`: some of the text
 * is not there. `isBroken`: its HTML may hide some, or show what is none.
 */
export function readParts(
  parts: MailParts,
  raw: Buffer,
  faults: Fault[],
): Content & { isCut: boolean; isBroken: boolean } {
  const { files } = parts;
  const { body, isCut } = boundTexts(parts.body);
  // When that breaks, its words are still there, among its tags.
  const asItIs = () => ({ text: tried(faults, 'bare text', () => cleanText(bareText(body)), '') });
  const read: ReturnType<typeof readContent> = tried(faults, 'content', () => readContent(body), undefined) ?? asItIs();
  const { html, beside = '' } = read;
  const isSilent = html === undefined && !read.text.trim();
  const inFile = isSilent ? tried(faults, 'text of a file', () => textOfFile(files), undefined) : undefined;
  const { text, isCut: isLong } = boundText(inFile ? cleanText(inFile.text) : read.text);
  const attachments = readAttachments(files, html, faults);
  const warnings =
    parts.isDoubtful || inFile?.isDoubtful
      ? ['The mail does not say in which encoding it is written; its characters may be wrong.']
      : [];
  const shown = html === undefined ? undefined : tried(faults, 'html', () => sanitizeHtml(html), undefined);
  if (html !== undefined || attachments.length > 0 || text.trim()) {
    return {
      text,
      ...(shown !== undefined && { html: shown }),
      ...(beside !== '' && { beside: beside.slice(0, MAX_BESIDE).toWellFormed() }),
      attachments,
      warnings,
      isCut: parts.isCut || isCut || isLong || inFile?.isCut === true || beside.length > MAX_BESIDE,
      isBroken: html !== undefined && tried(faults, 'broken html', () => withEnds(html).isDoubtful, false),
    };
  }
  const rest = rawBody(raw);
  const undivided = tried(faults, 'raw body', () => cleanText(rest.text), '');
  if (undivided.trim()) warnings.push('The parts of the mail could not be told apart; the text is its raw body.');
  return { text: undivided, attachments, warnings, isCut: parts.isCut || isCut || rest.isCut, isBroken: false };
}

/** The text parts as they are, one after the other, HTML with its tags. */
function bareText({ text, children }: TextPart): string {
  return [text ?? '', ...children.map(bareText)].filter((part) => part.trim() !== '').join('\n');
}
