import { createRequire } from 'node:module';
import { fromShifted } from './shifted.ts';
import { fromUtf7 } from './utf-7.ts';

/** How the bytes of one encoding become text. */
export type Codec = {
  /** Of the WHATWG encoding standard where that knows it. */
  name: string;
  /** Its bytes are all ASCII, so that they look like English until they are read. */
  isSevenBit: boolean;
  /** What is no character becomes U+FFFD. */
  decode(bytes: Uint8Array): string;
  /** Undefined when something is no character. */
  decodeStrictly(bytes: Uint8Array): string | undefined;
};

/** Its tables take longer to read than most mails, which need none of them. Not a plain import: it stands beside a bundle, not in it (infra/bundling.ts). */
const loadIconv = (): typeof import('iconv-lite') => createRequire(import.meta.filename)('iconv-lite');

/** Names that mailers use and the WHATWG encoding standard, which `TextDecoder` follows, does not. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'utf-8-mac': 'utf-8',
  utf8mb4: 'utf-8',
  latin: 'iso-8859-1',
  latin9: 'iso-8859-15',
};

/** The encoding of a label; undefined for one that names none, and for ASCII: whose text has other bytes is labelled wrongly. */
export function codecOf(label: string | undefined): Codec | undefined {
  const name = (label ?? '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .toLowerCase();
  if (name === '' || /^(us-?)?ascii$|^ansi_x3\.4|^iso-?646/.test(name)) return undefined;
  const spellings = [
    ALIASES[name] ?? name,
    name.replaceAll('_', '-'),
    name.replace(/^(x-|cs)/, ''),
    name.replace(/^(?:x-)?(?:dos|pc|oem|ibm|codepage|cp)[-_ ]?(\d{3,4})$/, 'cp$1'),
    name.replace(/^(?:x-)?unicode-\d-\d-utf-(\d)$/, 'utf-$1'),
  ];
  for (const spelling of spellings) {
    const codec = ofTables(spelling) ?? ofNode(spelling) ?? ofShifts(spelling) ?? ofUtf7(spelling) ?? ofIconv(spelling);
    if (codec) return codec;
  }
  return undefined;
}

/** As `TextDecoder` reads it; undefined when something is no character of the encoding. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** As the WHATWG standard has them; Node's own decoders know no characters of Hong Kong, and no euro of Korea. */
function ofTables(name: string): Codec | undefined {
  if (/^(?:cn-big5|big5(?:-?hkscs)?|x-x-big5)$/.test(name)) return ofIconv('big5-hkscs');
  return name === 'euc-kr' ? ofIconv('cp949') : undefined;
}

function ofNode(label: string): Codec | undefined {
  try {
    const name = new TextDecoder(label).encoding;
    return {
      name,
      isSevenBit: false,
      decode: (bytes) => new TextDecoder(name).decode(bytes),
      decodeStrictly: (bytes) => decodeStrictly(bytes, name),
    };
  } catch {
    // Not this spelling.
    return undefined;
  }
}

/** Encodings that mark where characters of two bytes begin and end; the WHATWG standard refuses to read them. */
function ofShifts(label: string): Codec | undefined {
  if (!/^(iso-2022-(kr|cn)(-ext)?|hz(-gb-2312)?)$/.test(label)) return undefined;
  const encoding = label.startsWith('iso-2022-kr') ? 'euc-kr' : 'gbk';
  const decode = (bytes: Uint8Array) => new TextDecoder(encoding).decode(fromShifted(bytes));
  return { name: label, isSevenBit: true, decode, decodeStrictly: decode };
}

function ofUtf7(label: string): Codec | undefined {
  if (!/^(?:unicode-1-1-)?utf-?7$/.test(label)) return undefined;
  return { name: 'utf-7', isSevenBit: true, decode: fromUtf7, decodeStrictly: withoutBroken(fromUtf7) };
}

/** Code pages of DOS and the like. Its "encodings" that are none are not asked for: base64, hex. */
function ofIconv(label: string): Codec | undefined {
  if (/^(base64|hex|binary|internal)/.test(label)) return undefined;
  const iconv = loadIconv();
  if (!iconv.encodingExists(label)) return undefined;
  const decode = (bytes: Uint8Array) => iconv.decode(Buffer.from(bytes), label);
  return { name: label, isSevenBit: /utf-?32/.test(label), decode, decodeStrictly: withoutBroken(decode) };
}

function withoutBroken(decode: Codec['decode']): Codec['decodeStrictly'] {
  return (bytes) => {
    const text = decode(bytes);
    return text.includes('\ufffd') ? undefined : text;
  };
}
