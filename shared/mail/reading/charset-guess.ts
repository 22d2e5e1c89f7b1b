import { type Guess, guessLatin } from './charset-guess-latin.ts';
import { decodeStrictly } from './codec.ts';
import { CHINESE, JAPANESE, KOREAN, SCRIPTS, TRADITIONAL_CHINESE } from './frequent-characters.ts';

const ESCAPE = 0x1b;

/** ISO-2022-JP is made of ASCII bytes and announces itself: ESC and one of these (RFC 1468). */
const JAPANESE_ESCAPES = ['$B', '$@', '(J', '(I'].map((mark) => Buffer.from(mark, 'latin1'));

/** True for text in ISO-2022-JP, whatever it is labelled. */
export function isEscapedJapanese(bytes: Uint8Array): boolean {
  const start = bytes.indexOf(ESCAPE);
  if (start < 0) return false;
  return JAPANESE_ESCAPES.some((mark) => mark.equals(bytes.subarray(start + 1, start + 1 + mark.length)));
}

/** What is looked at: enough to know a language by its bytes. */
const SAMPLE = 20_000;

/** Encodings of two bytes a character, and which characters stand in every text. Of one text only one of them makes sense. */
const EAST_ASIAN: readonly (readonly [encoding: string, frequent: RegExp])[] = [
  ['shift_jis', JAPANESE],
  ['euc-jp', JAPANESE],
  ['gbk', CHINESE],
  ['big5', TRADITIONAL_CHINESE],
  ['euc-kr', KOREAN],
];

/**
 * The encoding whose reading of the bytes is most like a language: by its most frequent characters, then, for Latin letters, by
 * its words; `windows-1252` for all else. Sure when no other encoding would do.
 */
export function guessCharset(bytes: Uint8Array): Guess {
  const sample = bytes.subarray(0, SAMPLE);
  const { pairs, high } = countRuns(sample);
  // Western text has its accents one by one.
  const isRuns = high >= 4 && pairs / high > 0.6;
  const scored = [
    ...EAST_ASIAN.map((each) => scoreEastAsian(sample, ...each)),
    ...(isRuns ? scoreScripts(sample) : []),
  ];
  const [best] = scored.filter(({ score }) => score > 0).toSorted((one, other) => other.score - one.score);
  if (best) return { encoding: best.encoding, isSure: best.score > 0.3 && high >= 8 };
  if (isRuns && looksLikeHanzi(sample)) return { encoding: 'gbk', isSure: false };
  const latin = guessLatin(sample);
  return isRuns ? { ...latin, isSure: false } : latin;
}

type Scored = { encoding: string; score: number };

/** The share of frequent characters; 0 when it is too small, or when some bytes are no characters. */
function scoreEastAsian(sample: Uint8Array, encoding: string, frequent: RegExp): Scored {
  // The sample may end in the middle of a character.
  const text = decodeStrictly(sample, encoding) ?? decodeStrictly(sample.subarray(0, -1), encoding) ?? '';
  const characters = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const known = text.match(frequent)?.length ?? 0;
  const score = characters === 0 ? 0 : known / characters;
  // Kana are two rows out of ninety: in another language's text, they come by chance.
  const needed = encoding === 'shift_jis' || encoding === 'euc-jp' ? 0.3 : 0.18;
  return { encoding, score: known >= 2 && score > needed ? score : 0 };
}

function scoreScripts(sample: Uint8Array): Scored[] {
  return SCRIPTS.map(({ encoding, letter, frequent }) => {
    const text = new TextDecoder(encoding).decode(sample);
    const characters = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
    const letters = text.match(letter)?.length ?? 0;
    const known = text.match(frequent)?.length ?? 0;
    // Read by the wrong table, small letters become capitals.
    const odd = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
    const score = letters < characters * 0.8 ? 0 : (known - 2 * odd) / characters;
    return { encoding, score: score > 0.5 ? score : 0 };
  });
}

/** All within punctuation and the commoner characters of GB 2312 (rows 1 to 3, level 1). */
function looksLikeHanzi(sample: Uint8Array): boolean {
  const pairs =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[\x80-\xff]+/g) ?? [];
  return pairs.every((run) => /^(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+$/.test(run));
}

/** Bytes above 127, and how many of them stand beside another. */
function countRuns(bytes: Uint8Array): { pairs: number; high: number } {
  let high = 0;
  let pairs = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) pairs += 1;
  }
  return { pairs, high };
}
