import { type ParsedMail, type SimpleParserOptions, simpleParser } from 'mailparser';
import { cleanLine, cleanText } from './clean.ts';
import type { InboundMail } from './inbound.ts';
import { readAttachments } from './reading/attachments.ts';
import { automaticReason } from './reading/automatic.ts';
import { firstHeader, type MailHeaders, readHeaders } from './reading/headers.ts';
import { htmlToText } from './reading/html-to-text.ts';
import { readMailboxes } from './reading/mailboxes.ts';
import { readMessageIds } from './reading/message-ids.ts';
import { hasMoreLines, mendRawMail, rawBody } from './reading/raw-mail.ts';

/** Nothing of a mail can be read: it becomes a ticket with the raw mail attached (architecture.md, decision 5). */
export class UnreadableMail extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'UnreadableMail';
  }
}

/** Measured with mailparser 3.14: 5 million line feeds take 2.7 s and 358 MB, 40 million run out of any Lambda's memory. */
const MAX_LINE_FEEDS = 5_000_000;

/**
 * Keeps mailparser from its own conversions, which do not end on nested HTML, and from folding reports and forwarded mails
 * into the text. A maximum of 0 skips HTML-to-text like `skipHtmlToText`, but also says by `textConversionError` that a
 * part of the text is in the HTML only.
 */
const SAFE: SimpleParserOptions = {
  maxHtmlLengthToParse: 0,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
};

/**
 * Reads a mail as it came over the wire. The reader behind is mailparser, and only this file knows.
 * @throws UnreadableMail when it is empty, over a limit, broken beyond the parser, or has neither header nor content
 */
export async function parseMail(raw: Buffer): Promise<InboundMail> {
  const mended = mendRawMail(raw);
  if (mended.length === 0) throw new UnreadableMail('the mail is empty');
  if (hasMoreLines(mended, MAX_LINE_FEEDS)) throw new UnreadableMail(`the mail has over ${MAX_LINE_FEEDS} lines`);
  const parsed = await parse(mended);
  const headers = readHeaders(parsed.headerLines ?? []);
  const content = readContent(parsed, mended);
  const mail = { ...readEnvelopeFields(headers), subject: readSubject(parsed, headers), ...content };
  if (!mail.from && !mail.subject && !mail.text.trim() && !mail.html && mail.attachments.length === 0) {
    throw new UnreadableMail('the mail has neither headers nor content');
  }
  if (!mail.from) mail.warnings.push('The mail has no usable sender address.');
  return { ...mail, automatic: automaticReason(headers, mail.from?.address) };
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  try {
    const parsed = await simpleParser(raw, SAFE);
    const isMixed = parsed.textConversionError !== undefined && parsed.text?.trim();
    // Plain parts beside HTML parts: read again with all of them in the HTML, so that neither hides the other.
    return isMixed ? { ...(await simpleParser(raw, { ...SAFE, skipTextToHtml: false })), text: '' } : parsed;
  } catch (cause) {
    throw new UnreadableMail('the mail cannot be parsed', { cause });
  }
}

function readEnvelopeFields(headers: MailHeaders) {
  const [messageId] = readMessageIds(firstHeader(headers, 'message-id'));
  const inReplyTo = readMessageIds(firstHeader(headers, 'in-reply-to')).at(-1);
  const [from] = readMailboxes(headers.get('from')?.slice(0, 1));
  const [replyTo] = readMailboxes(headers.get('reply-to'));
  const date = readDate(firstHeader(headers, 'date'));
  return {
    ...(messageId && { messageId }),
    ...(inReplyTo && { inReplyTo }),
    references: readMessageIds(headers.get('references')?.join(' ')),
    ...(from && { from }),
    to: readMailboxes(headers.get('to')),
    cc: readMailboxes(headers.get('cc')),
    ...(replyTo && { replyTo }),
    ...(date && { date }),
  };
}

function readSubject(parsed: ParsedMail, headers: MailHeaders): string {
  const raw = firstHeader(headers, 'subject') ?? '';
  // The parser takes unencoded bytes for UTF-8; the raw field was decoded with a second guess.
  const isEncoded = raw.includes('=?');
  return cleanLine(isEncoded ? (parsed.subject ?? '') : raw);
}

function readContent(parsed: ParsedMail, raw: Buffer) {
  const html = parsed.html || undefined;
  const attachments = readAttachments(parsed.attachments, html);
  const text = parsed.text?.trim() ? parsed.text : htmlToText(html ?? '');
  const warnings: string[] = [];
  if (html !== undefined || attachments.length > 0 || text.trim()) {
    return { text: cleanText(text), ...(html !== undefined && { html }), attachments, warnings };
  }
  const body = cleanText(rawBody(raw));
  if (body.trim()) warnings.push('The parts of the mail could not be told apart; the text is its raw body.');
  return { text: body, attachments, warnings };
}

/** Undefined for a date that is none, or that no mail can have. */
function readDate(value: string | undefined): string | undefined {
  const date = new Date(value ?? '');
  const year = date.getUTCFullYear();
  return year >= 1970 && year < 2200 ? date.toISOString() : undefined;
}
