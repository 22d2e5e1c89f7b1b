/** What must be looked at, or mended, in the bytes of a mail before any parser sees them. */

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** True when the mail has more line feeds than `limit`; it stops counting there. */
export function hasMoreLines(raw: Buffer, limit: number): boolean {
  let lines = 0;
  for (let at = raw.indexOf(LINE_FEED); at >= 0; at = raw.indexOf(LINE_FEED, at + 1)) {
    lines += 1;
    if (lines > limit) return true;
  }
  return false;
}

/** Takes away what hides the headers from a parser: a byte order mark, blank lines on top, line ends of a lone CR. */
export function mendRawMail(raw: Buffer): Buffer {
  const unmarked = raw.subarray(0, 3).equals(BYTE_ORDER_MARK) ? raw.subarray(3) : raw;
  const start = unmarked.findIndex((byte) => byte !== LINE_FEED && byte !== CARRIAGE_RETURN);
  const mail = unmarked.subarray(start < 0 ? unmarked.length : start);
  if (mail.includes(LINE_FEED)) return mail;
  return Buffer.from(mail.map((byte) => (byte === CARRIAGE_RETURN ? LINE_FEED : byte)));
}

/** Everything after the first empty line, decoded; empty when the mail is headers only. */
export function rawBody(raw: Buffer): string {
  const ends = ['\r\n\r\n', '\n\n']
    .map((end) => ({ at: raw.indexOf(end), length: end.length }))
    .filter(({ at }) => at >= 0);
  const first = ends.toSorted((one, other) => one.at - other.at)[0];
  return first ? decodeBytes(raw.subarray(first.at + first.length)) : '';
}

/** UTF-8, or windows-1252 when the bytes are no UTF-8: the two that unlabelled mail is written in. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
