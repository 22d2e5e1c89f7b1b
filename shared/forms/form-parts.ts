import { isUtf8 } from 'node:buffer';
import { PublicError } from '../public-error.ts';

/** More parts than any form has questions; each costs the parser, whatever is in it. */
export const MOST_PARTS = 10_000;
/** Bytes of what stands above a part's value: a name, a file's name in two ways, and its type take a tenth of it. */
const LONGEST_HEAD = 16 * 1024;

export const BROKEN = 'The form is broken: it does not end where it says, or a part of it has no name.';
export const TOO_MANY = `The form has more than ${MOST_PARTS} parts.`;

/** What stands above the value of a part: where it begins and ends in the body, and what it says, a letter for each byte. */
export type PartHead = { from: number; to: number; text: string };

/**
 * The head of each part of a body in `multipart/form-data` (RFC 2046, section 5.1.1), in one walk along its delimiters: nothing is known of
 * its sender yet. Throws a `PublicError`: 400 for one that does not end or has a part without a head, 413 for one of too many parts.
 */
export function partHeads(body: Buffer, boundary: string): PartHead[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const heads: PartHead[] = [];
  // The first line has none before it.
  let at = body.indexOf(delimiter.subarray(2)) === 0 ? -2 : body.indexOf(delimiter);
  while (at !== -1) {
    const from = at + delimiter.length;
    // What comes behind the last is nobody's.
    if (body.subarray(from, from + 2).toString() === '--') return heads;
    if (heads.length >= MOST_PARTS) throw new PublicError(413, TOO_MANY);
    at = body.indexOf(delimiter, from);
    heads.push(headOf(body, from, at === -1 ? body.length : at));
  }
  throw new PublicError(400, BROKEN);
}

function headOf(body: Buffer, from: number, end: number): PartHead {
  const length = body.subarray(from, Math.min(end, from + LONGEST_HEAD)).indexOf('\r\n\r\n');
  if (length < 0) throw new PublicError(400, BROKEN);
  return { from, to: from + length, text: body.toString('latin1', from, from + length) };
}

/** What a part says of its type, with its charset; empty where it says nothing. */
export function contentTypeOf(head: PartHead | undefined): string {
  return head?.text.split('\r\n').find((line) => /^content-type:/i.test(line)) ?? '';
}

/**
 * The body with its heads as the parser is to read them. It has a short way for those that browsers send, and does not see a `filename*`
 * (RFC 5987) behind a `filename` on it: one more space in front of the name, and it goes the long way. And it is not to know in what a part is
 * written, of which it decodes but some. With `decode`, heads that are not in UTF-8 are written in it.
 */
export function forParser(body: Buffer, heads: readonly PartHead[], decode?: (bytes: string) => string): Buffer {
  const chunks: Buffer[] = [];
  let done = 0;
  for (const head of heads) {
    const { from, to } = head;
    const isOther = decode && !isInUtf8(head);
    if (!isOther && !/filename\*=|charset=/i.test(head.text)) continue;
    const text = isOther ? Buffer.from(decode(head.text)).toString('latin1') : head.text;
    chunks.push(body.subarray(done, from), Buffer.from(text.split('\r\n').map(lineForParser).join('\r\n'), 'latin1'));
    done = to;
  }
  return chunks.length === 0 ? body : Buffer.concat([...chunks, body.subarray(done)]);
}

/** Whether the names in it are; in what else is for the form to say. */
export function isInUtf8({ text }: PartHead): boolean {
  return isUtf8(Buffer.from(text, 'latin1'));
}

function lineForParser(line: string): string {
  if (/^content-type:/i.test(line)) return line.split(';', 1)[0] ?? '';
  return line.includes('filename*=') ? line.replace(/^content-disposition: *form-data;/i, '$& ') : line;
}
