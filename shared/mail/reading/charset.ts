import { guessCharset, isEscapedJapanese } from './charset-guess.ts';

/** Names that mailers use and the WHATWG encoding standard, which `TextDecoder` follows, does not. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'utf-8-mac': 'utf-8',
  latin: 'iso-8859-1',
};

/** Encodings in which nearly any bytes are text, so that a wrong label does not show: names of the WHATWG standard. */
const WESTERN = new Set(['windows-1252', 'iso-8859-15']);

/** How much of a text is looked at for characters beyond ASCII. */
const SAMPLE = 20_000;

/**
 * Text from bytes, by its label when the bytes bear it out. Mail is often mislabelled: then UTF-8, the encodings of East Asia
 * that are seen unlabelled, and windows-1252, which always gives something. Never throws; unknown labels count as none.
 */
export function decodeText(bytes: Uint8Array, label: string | undefined): string {
  if (isEscapedJapanese(bytes)) return decode(bytes, 'iso-2022-jp', false) ?? '';
  const encoding = encodingOf(label);
  const utf8 = decode(bytes, 'utf-8');
  // Valid UTF-8 with accents in it is no accident, whatever the label says of Western text.
  const mayBeUtf8 = encoding === undefined || encoding === 'utf-8' || WESTERN.has(encoding);
  if (utf8 !== undefined && (mayBeUtf8 || /(?:[^\0-\x7f][\0-\x7f]*){4}/.test(utf8.slice(0, SAMPLE)))) return utf8;
  const labelled = encoding === undefined ? undefined : decode(bytes, encoding);
  if (labelled !== undefined) return labelled;
  if (utf8 !== undefined) return utf8;
  // A few broken characters in a long text do not make the label wrong.
  const lenient = encoding === undefined ? undefined : decode(bytes, encoding, false);
  if (lenient !== undefined && isMostlyWhole(lenient)) return lenient;
  return decode(bytes, guessCharset(bytes), false) ?? '';
}

/** A header field with unencoded bytes: UTF-8 (RFC 6532), else the charset of the body if that is of any use, else a guess. */
export function decodeField(bytes: Uint8Array, bodyLabel: string | undefined): string {
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  const encoding = /^(us-)?ascii$/i.test(bodyLabel ?? '') ? undefined : encodingOf(bodyLabel);
  const labelled = encoding === undefined ? undefined : decode(bytes, encoding);
  return labelled ?? decode(bytes, guessCharset(bytes), false) ?? '';
}

/** The WHATWG name of an encoding; undefined for a label that names none, or one that `TextDecoder` refuses to read. */
function encodingOf(label: string | undefined): string | undefined {
  const name =
    label
      ?.trim()
      .replace(/^["']+|["']+$/g, '')
      .toLowerCase() ?? '';
  if (name === '') return undefined;
  for (const candidate of [ALIASES[name] ?? name, name.replaceAll('_', '-'), name.replace(/^(x-|cs)/, '')]) {
    try {
      return new TextDecoder(candidate).encoding;
    } catch {
      // Not this spelling.
    }
  }
  return undefined;
}

function decode(bytes: Uint8Array, encoding: string, fatal = true): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isMostlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return broken * 10 < foreign;
}
