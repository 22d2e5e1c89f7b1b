import { guessCharset, isEscapedJapanese } from './charset-guess.ts';
import { codecOf, decodeStrictly } from './codec.ts';
import { readUtf8 } from './utf-8.ts';
import { unicodeOf } from './utf-16.ts';

/** Text from bytes, and whether it is a mere guess in which encoding they are: some of its characters may then be wrong. */
export type Decoded = { text: string; encoding: string; isDoubtful: boolean };

/** Encodings in which nearly any bytes are text, so that a wrong label does not show: names of the WHATWG standard. */
const WESTERN = new Set(['windows-1252', 'iso-8859-15']);

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
  if (isEscapedJapanese(bytes)) return decoded(new TextDecoder('iso-2022-jp').decode(bytes), 'iso-2022-jp');
  const codec = codecOf(label);
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
  if (codec && labelled !== undefined) return decoded(labelled, codec.name);
  if (utf8 !== undefined) return decoded(utf8, 'utf-8');
  // A few broken characters in a long text do not make the label wrong.
  const lenient = codec?.decode(bytes);
  if (codec && lenient !== undefined && isMostlyWhole(lenient)) return decoded(lenient, codec.name);
  return guess(bytes);
}

/** A header field with unencoded bytes: UTF-8 (RFC 6532), else the charset of the body if that is of any use, else a guess. */
export function readField(bytes: Uint8Array, bodyLabel: string | undefined): Decoded {
  const utf8 = decodeStrictly(bytes, 'utf-8') ?? readUtf8(bytes, false);
  const text = utf8 ?? codecOf(bodyLabel)?.decodeStrictly(bytes);
  return text === undefined ? guess(bytes) : decoded(text, utf8 === undefined ? (bodyLabel ?? '') : 'utf-8');
}

function guess(bytes: Uint8Array): Decoded {
  const { encoding, isSure } = guessCharset(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding, isDoubtful: !isSure };
}

function decoded(text: string, encoding: string): Decoded {
  return { text, encoding, isDoubtful: false };
}

function isMostlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return broken * 10 < foreign;
}
