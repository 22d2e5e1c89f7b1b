import { classify } from '../automatic/classify.ts';
import type { Automatic } from '../automatic/findings.ts';
import { OverBudget } from '../budget/over-budget.ts';
import { beginningOf } from '../budget/shape.ts';
import { cleanText } from '../clean.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import type { InboundMail } from '../inbound.ts';
import { guessLanguage } from '../language/guess.ts';
import { priorityLine } from '../priority-line.ts';
import { priorityTag } from '../priority-tag.ts';
import { replyText } from '../reply/trim.ts';
import { UnreadableMail } from '../unreadable-mail.ts';
import { readAttachments } from './attachments.ts';
import { readContent } from './content.ts';
import { decodeWords } from './encoded-words.ts';
import { readFields } from './fields.ts';
import { firstHeader, type MailHeaders, readHeaders } from './headers.ts';
import { type FilePart, type MailParts, splitMail } from './mail-parser.ts';
import { headerLines, mendRawMail, rawBody, rawMailAsFile } from './raw-mail.ts';
import { boundText, boundTexts } from './text-bounds.ts';

type Content = Pick<InboundMail, 'text' | 'html' | 'attachments'> & { warnings: string[] };

/**
 * How much of a mail is read: all of it; the text parts of its beginning; its header fields. Each is to be had where the one
 * before costs too much.
 */
export type Depth = 'whole' | 'text' | 'header';

/** More than a beginning can have; the parser's own limit is for whole mails. */
const PARTS_OF_BEGINNING = 3_000;

/**
 * Reads a mail as it came over the wire. What is lost by a lesser `depth` is in the raw mail, which is then among the files.
 * @throws UnreadableMail when it is empty or has neither header nor content
 * @throws OverBudget when it is over a limit of the parser
 */
export async function readMail(raw: Buffer, depth: Depth = 'whole'): Promise<InboundMail> {
  const mended = mendRawMail(raw);
  if (mended.length === 0) throw new UnreadableMail('the mail is empty');
  if (depth === 'whole') {
    const parts = await split(mended);
    const { isCut, ...content } = readParts(parts, mended);
    return understand(parts.headers, isCut ? withRawMail(content, raw) : content, parts.files, raw);
  }
  const attachments = [rawMailAsFile(raw)];
  if (depth === 'header') {
    const warnings = ['The mail was too much to be read; only its header was. The mail itself is attached.'];
    return understand(readHeaders(headerLines(mended), undefined), { text: '', attachments, warnings }, [], raw);
  }
  const beginning = beginningOf(mended);
  const parts = await split(beginning, PARTS_OF_BEGINNING);
  const { text, html } = readParts(parts, beginning);
  const warnings = [
    'The mail was too much to be read; only the beginning of its text was. The mail itself is attached.',
  ];
  return understand(
    parts.headers,
    { text, ...(html !== undefined && { html }), attachments, warnings },
    parts.files,
    raw,
  );
}

/** Puts together what is known of a mail: its fields, its content, and what both tell about who wrote it. */
function understand(
  headers: MailHeaders,
  { warnings: lost, ...content }: Content,
  files: readonly FilePart[],
  original: Buffer,
): InboundMail {
  const { warnings, ...fields } = readFields(headers, original);
  if (!fields.from && !fields.subject && !content.text.trim() && !content.html && content.attachments.length === 0) {
    throw new UnreadableMail('the mail has neither headers nor content');
  }
  const automatic = classify({
    headers: listFields(headers),
    ...classified(headers),
    ...fields,
    text: content.text,
    parts: [...files],
  });
  const language = guessLanguage(
    content.text,
    ['content-language', 'accept-language'].map((name) => firstHeader(headers, name)),
  );
  const written = replyText(content.text, fields.subject);
  const priority = priorityTag(fields.subject) ?? priorityLine(written);
  return {
    ...fields,
    ...content,
    replyText: written,
    ...automatic,
    automatic: automaticReason(automatic),
    ...(language && { language }),
    ...(priority && { priority }),
    warnings: [...warnings, ...lost],
  };
}

async function split(raw: Buffer, maxParts?: number): Promise<MailParts> {
  try {
    return await splitMail(raw, maxParts);
  } catch (cause) {
    throw new OverBudget('the mail is over a limit of the parser', { cause });
  }
}

/** `isCut`: some of the text is not there. */
function readParts({ body, files, isCut }: MailParts, raw: Buffer): Content & { isCut: boolean } {
  const bounded = boundTexts(body);
  const { text: all, html } = readContent(bounded.body);
  const { text, isCut: isLong } = boundText(all);
  const attachments = readAttachments(files, html);
  const warnings: string[] = [];
  if (html !== undefined || attachments.length > 0 || text.trim()) {
    const safe = html !== undefined && { html: sanitizeHtml(html) };
    return { text, ...safe, attachments, warnings, isCut: isCut || bounded.isCut || isLong };
  }
  const undivided = rawBody(raw);
  const whole = cleanText(undivided.text);
  if (whole.trim()) warnings.push('The parts of the mail could not be told apart; the text is its raw body.');
  return { text: whole, attachments, warnings, isCut: isCut || undivided.isCut };
}

/** The mail itself comes first: of very many files, a ticket lists the first ones. */
function withRawMail({ attachments, warnings, ...content }: Content, raw: Buffer): Content {
  const warning = 'The text of the mail is too long; only its beginning was read. The mail itself is attached.';
  return { ...content, attachments: [rawMailAsFile(raw), ...attachments], warnings: [...warnings, warning] };
}

function listFields(headers: MailHeaders): { name: string; value: string }[] {
  return [...headers].flatMap(([name, values]) => values.map((value) => ({ name, value: decodeWords(value) })));
}

/** The receiving server writes the envelope's sender into `Return-Path` (RFC 5321, 4.4). */
function classified(headers: MailHeaders): { envelopeFrom?: string; contentType: string } {
  const envelopeFrom = firstHeader(headers, 'return-path');
  return {
    ...(envelopeFrom !== undefined && { envelopeFrom }),
    contentType: firstHeader(headers, 'content-type') ?? '',
  };
}

/** In the order in which the findings go before each other. */
function automaticReason({ bounce, autoReply, list, noReply }: Automatic): false | string {
  if (bounce) return `delivery report: ${bounce.action}`;
  return autoReply || list || (noReply ? 'its sender takes no mail' : false);
}
