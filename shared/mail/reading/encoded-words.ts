import { decodeText } from './charset.ts';
import { type Codec, codecOf } from './codec.ts';

/**
 * `=?charset*language?B?…?=`. More is taken than RFC 2047 allows, because it is sent: spaces inside, no charset, and no end at all before
 * the next word or the end of the field.
 */
const ENCODED_WORD =
  /=\?([\w.:()+-]{0,40})(?:\*[\w-]{0,20})?\?([bq])\?((?:[^?=]|\?(?!=)|=(?!\?[^=]))*)(?:\?=|(?==\?)|$)/gi;

const ESCAPE = 0x1b;

type Word = { charset: string; bytes: Buffer };

/**
 * A field value with its encoded words (RFC 2047) read, each by itself. White space between two words belongs to neither; one that
 * ends in the middle of a character, as many a mailer cuts them, is read together with the next of its charset.
 */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let result = '';
  let run: Word[] = [];
  let end = 0;
  for (const match of value.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', text = ''] = match;
    const between = value.slice(end, match.index);
    end = match.index + whole.length;
    const word = {
      charset: charset.toLowerCase(),
      bytes: encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQ(text),
    };
    if (run.length > 0 && between.trim() === '') {
      run.push(word);
      continue;
    }
    result += decodeRun(run) + between;
    run = [word];
  }
  return result + decodeRun(run) + value.slice(end);
}

/** Words that stand side by side, by charset. */
function decodeRun(words: readonly Word[]): string {
  const groups: Word[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last?.[0]?.charset === word.charset) last.push(word);
    else groups.push([word]);
  }
  return groups.map(decodeGroup).join('');
}

/** No honest field has more; they are read as one. */
const MAX_WORDS = 500;

/** Words of one charset. Where bytes mean the same wherever they stand, and none is broken, it is no matter where the words end. */
function decodeGroup(words: readonly Word[]): string {
  const charset = words[0]?.charset;
  const codec = codecOf(charset);
  const bytes = join(words);
  const isStateful = codec?.isSevenBit || codec?.name === 'iso-2022-jp' || codec?.name.startsWith('utf-16');
  if (words.length > MAX_WORDS || !codec || (!isStateful && codec.decodeStrictly(bytes) !== undefined)) {
    return decodeText(bytes, charset);
  }
  let result = '';
  for (let at = 0; at < words.length; ) {
    const taken = howManyAreOne(words.slice(at, at + MAX_PIECES), codec);
    result += decodeText(join(words.slice(at, at + taken)), charset);
    at += taken;
  }
  return result;
}

/** Into more pieces than this no character is cut; each is read again with the next. */
const MAX_PIECES = 4;

/** How many words at the beginning must be read as one, so that no character is broken; one when that is of no help. */
function howManyAreOne(words: readonly Word[], codec: Codec): number {
  for (let count = 1; count <= words.length; count += 1) {
    const bytes = join(words.slice(0, count));
    // Some mailers shift to Japanese in the first word only.
    const isOpen = codec.name === 'iso-2022-jp' && /\$[@B][!-~]*$/.test(bytes.toString('latin1'));
    const next = words[count]?.bytes[0];
    const goesOn = isOpen && next !== undefined && next !== ESCAPE;
    if (!goesOn && codec.decodeStrictly(bytes) !== undefined) return count;
  }
  return 1;
}

function join(words: readonly Word[]): Buffer {
  return Buffer.concat(words.map(({ bytes }) => bytes));
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
