import type { Transform } from 'node:stream';
import { Base64Body } from './base64-body.ts';
import { MOST_BYTES } from './held-text.ts';
import { UuencodedBody } from './uuencoded-body.ts';

/** The encodings that change a body (RFC 2045, 6), and the one that is older than they are. */
type TransferEncoding = 'base64' | 'quoted-printable' | 'uuencode';

/** By the field of that name; `base64;`, `"base64"` and `x-base64` are sent, and mean what they say. */
export function transferEncoding(field: string): TransferEncoding | undefined {
  const [, name] = /^\W*(?:x-)?(base-?64|quoted.?printable|uu(?:e|encoded?)?)\b/i.exec(field) ?? [];
  if (name === undefined) return undefined;
  if (/^base/i.test(name)) return 'base64';
  return /^uu/i.test(name) ? 'uuencode' : 'quoted-printable';
}

/** What undoes it: `usual` is the parser's own decoder, `isText` and `tellCut` are for `Base64Body`. */
export function decoderOf(
  encoding: TransferEncoding | undefined,
  { isText, tellCut, usual }: { isText: boolean; tellCut: () => void; usual: () => Transform },
): Transform {
  if (encoding === 'base64') return new Base64Body(isText, tellCut);
  if (encoding === 'uuencode') return new UuencodedBody(isText);
  return encoding === 'quoted-printable' ? withSoftBreaks(usual()) : usual();
}

/** A body whose first lines were taken for its header. */
export function begunWith(lines: string | undefined, decoder: Transform): Transform {
  if (lines !== undefined) decoder.write(Buffer.from(`${lines}\r\n`, 'latin1'));
  return decoder;
}

/** More carriage returns than that are no line end. */
const SOFT_BREAK = /=[ \t]{0,80}(?:\r{2,4}\n|\r(?!\n))/g;
/** What may become one with what follows. */
const OPEN = /=[ \t]{0,80}\r{0,4}$/;

/** A decoder of quoted-printable that knows soft line breaks with too many carriage returns, or without the line feed. */
function withSoftBreaks(decoder: Transform): Transform {
  const decode = decoder._transform.bind(decoder);
  let held = '';
  decoder._transform = (chunk: Buffer, encoding, done) => {
    const text = held + chunk.toString('latin1');
    const end = text.slice(-100).search(OPEN);
    const until = end < 0 ? text.length : Math.max(0, text.length - 100) + end;
    held = text.slice(until);
    decode(Buffer.from(text.slice(0, until).replace(SOFT_BREAK, '=\r\n'), 'latin1'), encoding, done);
  };
  return decoder;
}

/** The parser unwraps flowed text (RFC 3676) in one piece, before any of it can be let go. */
export function upToMost(decoder: Transform, tellCut: () => void): Transform {
  let room = MOST_BYTES;
  const push = decoder.push.bind(decoder);
  decoder.push = (chunk: Buffer | null) => {
    if (chunk === null) return push(null);
    const kept = chunk.subarray(0, room);
    if (kept.length < chunk.length) tellCut();
    room -= kept.length;
    return kept.length === 0 || push(kept);
  };
  return decoder;
}
