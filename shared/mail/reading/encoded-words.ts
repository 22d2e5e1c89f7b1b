import { decodeText } from './charset.ts';

/**
 * `=?charset*language?B?…?=`. More is taken than RFC 2047 allows, because it is sent: spaces inside, and no end at all before
 * the next word or the end of the field.
 */
const ENCODED_WORD =
  /=\?([\w.:()+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?((?:[^?=]|\?(?!=)|=(?!\?[^=]))*)(?:\?=|(?==\?)|$)/gi;

type Run = { charset: string; bytes: Buffer[] };

/**
 * A field value with its encoded words (RFC 2047) read. White space between two words belongs to neither; words of one
 * charset are put together as bytes first, since many a mailer cuts in the middle of a character.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let result = '';
  let run: Run | undefined;
  let end = 0;
  for (const match of value.matchAll(ENCODED_WORD)) {
    const [word, charset = '', encoding = '', text = ''] = match;
    const between = value.slice(end, match.index);
    end = match.index + word.length;
    const bytes = encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text);
    if (run && between.trim() === '' && run.charset === charset.toLowerCase()) {
      run.bytes.push(bytes);
      continue;
    }
    result += finish(run) + (run && between.trim() === '' ? '' : between);
    run = { charset: charset.toLowerCase(), bytes: [bytes] };
  }
  return result + finish(run) + value.slice(end);
}

function finish(run: Run | undefined): string {
  return run ? decodeText(Buffer.concat(run.bytes), run.charset) : '';
}

/** Each word may be padded on its own, and a broken one holds what is no base64. */
function fromBase64(text: string): Buffer {
  return Buffer.from(text.replace(/[^a-z0-9+/]/gi, ''), 'base64');
}

/** RFC 2047, 4.2: like quoted-printable, with `_` for a space. */
function fromQ(text: string): Buffer {
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // A character that was not encoded at all stands for its UTF-8.
  return /^[\0-\xff]*$/.test(bytes) ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
}
