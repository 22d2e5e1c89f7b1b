import { cleanText } from '../clean.ts';
import { withEnds } from '../html/ends.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import { withoutHidden } from '../html/without-hidden.ts';
import type { InboundMail } from '../inbound.ts';
import { type Fault, tried } from '../tried.ts';
import { readAttachments } from './attachments.ts';
import { readContent } from './content.ts';
import { htmlToText } from './html-to-text.ts';
import type { MailParts, TextPart } from './mail-parts.ts';
import { rawBody } from './raw-mail.ts';
import { linesBeyond } from './same-words.ts';
import { boundText, boundTexts } from './text-bounds.ts';
import { textOfFile } from './text-of-file.ts';

/** What a mail holds, and what of it was mended or lost. */
export type Content = Pick<InboundMail, 'text' | 'html' | 'seen' | 'attachments'> & {
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
  const seen = html === undefined ? undefined : tried(faults, 'hidden text', () => seenOf(body, html), undefined);
  if (html !== undefined || attachments.length > 0 || text.trim()) {
    return {
      text,
      ...(shown !== undefined && { html: shown }),
      ...(seen && { seen }),
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

/** What is said when nothing hidden counts; undefined when the HTML (`all`) hides nothing. A plain text that was made of all of it gives way. */
function seenOf(body: TextPart, all: string): InboundMail['seen'] {
  const seen = seenPart(body);
  if (seen === body) return undefined;
  const { text: plain, html } = readContent(seen);
  const shown = cleanText(htmlToText(html ?? ''));
  const isMadeOfAll = linesBeyond(plain, shown).length > linesBeyond(plain, htmlToText(all)).length;
  return { text: boundText(isMadeOfAll ? shown : plain).text, html: html && sanitizeHtml(html) };
}

function seenPart(part: TextPart): TextPart {
  const text = part.contentType === 'text/html' ? withoutHidden(part.text ?? '') : undefined;
  const children = part.children.map(seenPart);
  const isSame = text === undefined && children.every((child, at) => child === part.children[at]);
  return isSame ? part : { ...part, ...(text !== undefined && { text }), children };
}

/** The text parts as they are, one after the other, HTML with its tags. */
function bareText({ text, children }: TextPart): string {
  return [text ?? '', ...children.map(bareText)].filter((part) => part.trim() !== '').join('\n');
}
