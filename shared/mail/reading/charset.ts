import { guessAgainst, guessCharset, WESTERN } from './charset-guess.ts';
import type { Guess } from './charset-guess-latin.ts';
import { type Codec, codecOf, decodeStrictly } from './codec.ts';
import { announcedEncoding } from './escapes.ts';
import { readUtf8 } from './utf-8.ts';
import { unicodeOf } from './utf-16.ts';

/** Text from bytes, and whether it is a mere guess in which encoding they are: some of its characters may then be wrong. */
export type Decoded = { text: string; encoding: string; isDoubtful: boolean };

/** How much of a text is looked at for characters beyond ASCII. */
const SAMPLE = 20_000;

/** As `readText`, for whoever cannot say that the characters are doubtful. */
export function decodeText(bytes: Uint8Array, label: string | undefined): string {
  return readText(bytes, label).text;
}

/**
 * Text from bytes, by its label when the bytes bear it out. Mail is often mislabelled: then UTF-8, the encodings that are seen
 * unlabelled, and windows-1252, which always gives something. Never throws; unknown labels count as none, and so does ASCII, which
 * has no such bytes.
 */
export function readText(bytes: Uint8Array, label: string | undefined): Decoded {
  const announced = codecOf(announcedEncoding(bytes));
  if (announced) return decoded(announced.decode(bytes), announced.name);
  const codec = labelledCodec(bytes, label);
  const unicode = unicodeOf(bytes, codec?.name);
  // A line end of two bytes that a gateway put below is one character, and none that there is.
  if (unicode) return decoded(new TextDecoder(unicode).decode(bytes).replace(/\u0a0d$/, ''), unicode);
  if (codec?.isSevenBit) return decoded(codec.decode(bytes), codec.name);
  const utf8 = decodeStrictly(bytes, 'utf-8');
  // Valid UTF-8 with accents in it is no accident, whatever the label says of Western text.
  const mayBeUtf8 = codec === undefined || codec.name === 'utf-8' || WESTERN.has(codec.name);
  if (utf8 !== undefined && (mayBeUtf8 || /(?:[^\0-\x7f][\0-\x7f]*){4}/.test(utf8.slice(0, SAMPLE)))) {
    return decoded(utf8, 'utf-8');
  }
  const broken = mayBeUtf8 ? readUtf8(bytes, codec !== undefined && codec.name !== 'utf-8') : undefined;
  if (broken !== undefined) return decoded(broken, 'utf-8');
  const labelled = codec?.decodeStrictly(bytes);
  // A few broken characters in a long text do not make the label wrong.
  const lenient = labelled ?? (utf8 === undefined ? codec?.decode(bytes) : undefined);
  if (codec && lenient !== undefined && (labelled !== undefined || isMostlyWhole(lenient))) {
    const better = guessAgainst(codec.name, bytes, lenient);
    return better ? guessed(bytes, better) : decoded(lenient, codec.name);
  }
  return utf8 === undefined ? guessed(bytes, guessCharset(bytes)) : decoded(utf8, 'utf-8');
}

/** A header field with unencoded bytes: UTF-8 (RFC 6532), else the charset of the body if that is of any use, else a guess. */
export function readField(bytes: Uint8Array, bodyLabel: string | undefined): Decoded {
  const utf8 = decodeStrictly(bytes, 'utf-8') ?? readUtf8(bytes, false);
  const text = utf8 ?? codecOf(bodyLabel)?.decodeStrictly(bytes);
  return text === undefined
    ? guessed(bytes, guessCharset(bytes))
    : decoded(text, utf8 === undefined ? (bodyLabel ?? '') : 'utf-8');
}

/** What Windows writes under a name of ISO 8859, which has no characters from 0x80 to 0x9f; of others the WHATWG standard says so itself. */
const OF_WINDOWS: Record<string, string> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-4': 'windows-1257',
  'iso-8859-6': 'windows-1256',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-13': 'windows-1257',
};

/** The encoding of a label that the bytes do not contradict: text of seven bits has no others. */
function labelledCodec(bytes: Uint8Array, label: string | undefined): Codec | undefined {
  const codec = codecOf(label);
  const windows = codec && OF_WINDOWS[codec.name];
  if (windows !== undefined && bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) return codecOf(windows);
  const isFalse = codec?.isSevenBit && !codec.name.startsWith('utf-32') && bytes.some((byte) => byte >= 0x80);
  return isFalse ? undefined : codec;
}

function guessed(bytes: Uint8Array, { encoding, isSure }: Guess): Decoded {
  const text = codecOf(encoding)?.decode(bytes) ?? new TextDecoder(encoding).decode(bytes);
  return { text, encoding, isDoubtful: !isSure };
}

function decoded(text: string, encoding: string): Decoded {
  return { text, encoding, isDoubtful: false };
}

function isMostlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return broken * 10 < foreign;
}
