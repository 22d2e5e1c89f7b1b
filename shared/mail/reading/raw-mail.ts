import type { InboundAttachment } from '../inbound.ts';
import { decodeText } from './charset.ts';
import { findHeaderEnd, isMark } from './header-end.ts';
import { type HeaderLine, isKnownField } from './headers.ts';

/** What must be looked at, or mended, in the bytes of a mail before any parser sees them. */

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Takes away what hides the headers from a parser: a byte order mark, blank lines on top, line ends of a lone CR, of CR CR LF, as they come
 * of text that was turned twice, or of LF CR. A text that has no header gets an empty one, and a header without an end its end.
 */
export function mendRawMail(raw: Buffer): Buffer {
  const unmarked = raw.subarray(0, 3).equals(BYTE_ORDER_MARK) ? raw.subarray(3) : raw;
  const start = unmarked.findIndex((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN);
  return withHeader(withoutOddReturns(unmarked.subarray(start < 0 ? unmarked.length : start)));
}

/** How much is looked at for its line ends and its first line. */
const SAMPLE = 64_000;

function withoutOddReturns(mail: Buffer): Buffer {
  if (!mail.includes(LINE_FEED)) return withLineFeeds(mail);
  const sample = mail.subarray(0, SAMPLE).toString('latin1');
  const doubled = sample.match(/\r\r\n/g)?.length ?? 0;
  const swapped = sample.match(/[^\r]\n\r(?!\n)/g)?.length ?? 0;
  const lines = sample.match(/\n/g)?.length ?? 0;
  if (swapped * 2 > lines) return withoutReturns(mail, (at) => mail[at - 1] === LINE_FEED);
  if (doubled * 2 > lines) return withoutReturns(mail, (at) => isDoubled(mail, at));
  return withBodyLines(mail);
}

/** A body whose line ends are a lone CR, below a header whose line ends are right. */
function withBodyLines(mail: Buffer): Buffer {
  const [start] = ['\n\r', '\n\n']
    .map((end) => mail.indexOf(end))
    .filter((at) => at >= 0)
    .toSorted((one, other) => one - other);
  if (start === undefined) return mail;
  const sample = mail.subarray(start, start + SAMPLE).toString('latin1');
  const bare = sample.match(/\r(?![\r\n])/g)?.length ?? 0;
  const lines = sample.match(/\n/g)?.length ?? 0;
  // Of those two end the header, and another one may end the mail.
  if (bare < 2 || bare * 2 < lines - 2 || sample.includes('\0')) return mail;
  return Buffer.concat([mail.subarray(0, start), withLineFeeds(mail.subarray(start))]);
}

/** More of them than that before a line feed are no line end. */
const MAX_RETURNS = 4;

/** A carriage return with another one behind it, and then a line feed. */
function isDoubled(mail: Buffer, at: number): boolean {
  if (mail[at + 1] !== CARRIAGE_RETURN) return false;
  for (let next = at + 2; next <= at + MAX_RETURNS; next += 1) {
    if (mail[next] !== CARRIAGE_RETURN) return mail[next] === LINE_FEED;
  }
  return false;
}

/** Byte by byte into one copy: two million lines as text would take ten times the memory of the mail. */
function withoutReturns(mail: Buffer, isOdd: (at: number) => boolean): Buffer {
  const mended = Buffer.allocUnsafeSlow(mail.length);
  let length = 0;
  let from = 0;
  for (let at = mail.indexOf(CARRIAGE_RETURN); at >= 0; at = mail.indexOf(CARRIAGE_RETURN, at + 1)) {
    if (!isOdd(at)) continue;
    length += mail.copy(mended, length, from, at);
    from = at + 1;
  }
  length += mail.copy(mended, length, from);
  return mended.subarray(0, length);
}

function withLineFeeds(mail: Buffer): Buffer {
  const mended = Buffer.from(mail);
  for (let at = mended.indexOf(CARRIAGE_RETURN); at >= 0; at = mended.indexOf(CARRIAGE_RETURN, at + 1)) {
    if (mended[at + 1] !== LINE_FEED) mended[at] = LINE_FEED;
  }
  return mended;
}

/**
 * A text that has no field before its first empty line is a body, all of it (RFC 5322, 2.1); one right below the last field gets the
 * empty line that is missing there.
 */
function withHeader(mail: Buffer): Buffer {
  const header = mail.subarray(0, Math.min(endOfHeader(mail) ?? mail.length, MAX_HEADER)).toString('latin1');
  // Noise is no text.
  if (header.slice(0, 2_000).includes('\0')) return mail;
  const lines = unfoldedLines(header);
  const isHeader = lines.some(isKnownField) || /^(?:[\n\r]|$)/.test(header) || isMark(lines[0] ?? '');
  const { text } = isHeader ? findHeaderEnd(lines.map((line) => line.trimEnd())) : { text: 0 };
  const isAtEnd = text !== undefined && lines.slice(text).join('').trim() === '';
  if (text === undefined || isAtEnd) return mail;
  const end = lines.slice(0, text).join('').length;
  return Buffer.concat([mail.subarray(0, end), Buffer.from('\n'), mail.subarray(end)]);
}

/** Each with its line end and the lines that go on with it. */
function unfoldedLines(header: string): string[] {
  return header.split(/(?<=\n)(?![ \t])/);
}

/** As much of an undivided body as an agent would ever read. */
const MAX_RAW_BODY = 500_000;

/** What stands after the first empty line, decoded; empty when the mail is headers only. `isCut`: there is more of it. */
export function rawBody(raw: Buffer): { text: string; isCut: boolean } {
  const body = bodyOf(raw);
  return { text: decodeText(body.subarray(0, MAX_RAW_BODY), undefined), isCut: body.length > MAX_RAW_BODY };
}

/** The bytes behind the first empty line. */
export function bodyOf(raw: Buffer): Buffer {
  return raw.subarray(endOfHeader(raw) ?? raw.length);
}

/** Where the first empty line ends; undefined when there is none. */
function endOfHeader(raw: Buffer): number | undefined {
  const ends = ['\r\n\r\n', '\n\n']
    .map((end) => ({ at: raw.indexOf(end), length: end.length }))
    .filter(({ at }) => at >= 0);
  const first = ends.toSorted((one, other) => one.at - other.at)[0];
  return first && first.at + first.length;
}

/** More header than this is no header; what stands in it first counts. */
const MAX_HEADER = 256_000;

const FIELD = /^[!-9;-~]+[ \t]*:/;

/** The header as far as it is read, and its lines, each with those that go on with it. In linear time. */
function headerOf(raw: Buffer): { header: string; lines: string[] } {
  const header = raw.subarray(0, Math.min(endOfHeader(raw) ?? raw.length, MAX_HEADER)).toString('latin1');
  return { header, lines: header.split(/\r?\n(?![ \t])/).filter((line) => line !== '') };
}

/** The fields of the header, without a parser. */
export function headerLines(raw: Buffer): HeaderLine[] {
  const fields = headerOf(raw).lines.filter((line) => FIELD.test(line));
  return fields.map((line) => ({ key: line.slice(0, line.indexOf(':')).trim().toLowerCase(), line }));
}

/** A name of letters, digits and hyphens, as all real ones are: what else has a colon may be read as going on with the field above. */
const PLAIN_FIELD = /^[a-z][a-z\d-]*[ \t]*:/i;

/** Whether a header is read whole, its lines end as one, and each is a field: what others take for a field of it, `headerLines` has as one. */
export function isSureHeader(raw: Buffer): boolean {
  const { header, lines } = headerOf(raw);
  const isWhole = (endOfHeader(raw) ?? raw.length) <= MAX_HEADER;
  const isOneKind = !/\r(?!\n)/.test(header) && !(header.includes('\r\n') && /(?<!\r)\n/.test(header));
  const { text, between } = findHeaderEnd(lines.map((line) => line.trimEnd()));
  const isRead = text === undefined && between.length === 0;
  return isWhole && isOneKind && isRead && lines.every((line) => PLAIN_FIELD.test(line));
}

/** The mail itself as a file of the ticket, for whoever wants to see what the desk could not. */
export function rawMailAsFile(raw: Buffer): InboundAttachment {
  return {
    filename: 'message.eml',
    contentType: 'message/rfc822',
    size: raw.length,
    content: raw,
    inline: false,
    itself: true,
  };
}
