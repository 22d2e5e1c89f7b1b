import { classify } from '../automatic/classify.ts';
import type { Automatic } from '../automatic/findings.ts';
import { OverBudget } from '../budget/over-budget.ts';
import { cleanText } from '../clean.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import type { InboundMail } from '../inbound.ts';
import { guessLanguage } from '../language/guess.ts';
import { priorityTag } from '../priority-tag.ts';
import { isAnswer } from '../reply/answers.ts';
import { replyText } from '../reply/trim.ts';
import { UnreadableMail } from '../unreadable-mail.ts';
import { readAttachments } from './attachments.ts';
import { readContent } from './content.ts';
import { decodeWords } from './encoded-words.ts';
import { readFields } from './fields.ts';
import { firstHeader, type MailHeaders, readHeaders } from './headers.ts';
import { type FilePart, type MailParts, splitMail } from './mail-parser.ts';
import { headerLines, mendRawMail, rawBody, rawMailAsFile } from './raw-mail.ts';

type Content = Pick<InboundMail, 'text' | 'html' | 'attachments'> & { warnings: string[] };

/**
 * How much of a mail is read: all of it; the text parts of its beginning; its header fields. Each is to be had where the one
 * before costs too much.
 */
export type Depth = 'whole' | 'text' | 'header';

/** Text stands at the beginning of a mail, before the files. */
const TEXT_BYTES = 1_000_000;
/** As many parts as find room in that; the parser's own limit is for whole mails. */
const TEXT_PARTS = 20_000;

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
    return understand(parts.headers, readParts(parts, mended), parts.files, raw);
  }
  const attachments = [rawMailAsFile(raw)];
  if (depth === 'header') {
    const warnings = ['The mail was too much to be read; only its header was. The mail itself is attached.'];
    return understand(readHeaders(headerLines(mended), undefined), { text: '', attachments, warnings }, [], raw);
  }
  const parts = await split(mended.subarray(0, TEXT_BYTES), TEXT_PARTS);
  const { text, html } = readParts(parts, mended.subarray(0, TEXT_BYTES));
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
  const priority = priorityTag(fields.subject);
  return {
    ...fields,
    ...content,
    replyText: replyText(content.text, { subject: fields.subject, answers: isAnswer(fields) }),
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

function readParts({ body, files }: MailParts, raw: Buffer): Content {
  const { text, html } = readContent(body);
  const attachments = readAttachments(files, html);
  const warnings: string[] = [];
  if (html !== undefined || attachments.length > 0 || text.trim()) {
    return { text, ...(html !== undefined && { html: sanitizeHtml(html) }), attachments, warnings };
  }
  const whole = cleanText(rawBody(raw));
  if (whole.trim()) warnings.push('The parts of the mail could not be told apart; the text is its raw body.');
  return { text: whole, attachments, warnings };
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
