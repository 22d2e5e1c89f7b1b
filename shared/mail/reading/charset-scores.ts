import { decodeStrictly } from './codec.ts';
import { CHINESE, JAPANESE, KOREAN, SCRIPTS, TRADITIONAL_CHINESE } from './frequent-characters.ts';

/** How much a reading is like a language: the share of characters that are frequent in it, 0 when it is none. */
export type Scored = { encoding: string; score: number };

/** Encodings of two bytes a character, and which characters stand in every text. Of one text only one of them makes sense. */
const EAST_ASIAN: readonly (readonly [encoding: string, frequent: RegExp])[] = [
  ['shift_jis', JAPANESE],
  ['euc-jp', JAPANESE],
  ['gbk', CHINESE],
  ['big5', TRADITIONAL_CHINESE],
  ['euc-kr', KOREAN],
];

/** The readings of a sample in all encodings of East Asia. */
export function scoreEastAsian(sample: Uint8Array): Scored[] {
  return EAST_ASIAN.map(([encoding, frequent]) => {
    // The sample may end in the middle of a character.
    const text = decodeStrictly(sample, encoding) ?? decodeStrictly(sample.subarray(0, -1), encoding) ?? '';
    // Kana are two rows out of ninety: in another language's text, they come by chance.
    return { encoding, score: shareOf(text, frequent, frequent === JAPANESE ? 0.3 : 0.18) };
  });
}

/** The readings of a sample in all encodings of alphabets other than the Latin. */
export function scoreScripts(sample: Uint8Array): Scored[] {
  return SCRIPTS.map((script) => {
    const text = new TextDecoder(script.encoding).decode(sample);
    return { encoding: script.encoding, score: shareOfAlphabet(text, script) };
  });
}

/** Whether an encoding is one of those. */
export function isScript(name: string): boolean {
  return name === 'koi8-r' || SCRIPTS.some(({ encoding }) => encoding === name);
}

/** How much a text that was read is like any of these languages. */
export function scoreText(text: string): number {
  const eastAsian = EAST_ASIAN.map(([, frequent]) => shareOf(text, frequent, 0));
  return Math.max(...eastAsian, ...SCRIPTS.map((script) => shareOfAlphabet(text, script)));
}

/** Letters beside those of ASCII: accents of Latin words, read as another alphabet. */
const MIXED = /[a-z](?=[^\0-\x7f])(?=\p{L})|(?=\p{L})[^\0-\x7f](?=[a-z])/giu;

/** A letter or two in Latin words may be meant so: in an address they are a trap. */
const ENOUGH = 3;

/** Whether a text in an alphabet other than the Latin is none: most of its letters are within Latin words. */
export function isMixed(text: string): boolean {
  const letters = text.match(/(?=\p{L})[^\0-\x7f]/gu)?.length ?? 0;
  return (text.match(MIXED)?.length ?? 0) * 2 >= letters && letters >= ENOUGH;
}

function shareOf(text: string, frequent: RegExp, needed: number): number {
  const characters = count(text, /[^\0-\x7f]/gu);
  const known = count(text, frequent);
  return known >= 2 && known / characters > needed ? known / characters : 0;
}

/** All in capitals a text is nearly as good as in small letters; read by the wrong table it is one of these. */
const CAPITALS = 0.95;

function shareOfAlphabet(read: string, { letter, frequent, rare }: (typeof SCRIPTS)[number]): number {
  const isSmall = /\p{Ll}/u.test(read.replace(/[\0-\x7f]/g, ''));
  const text = isSmall ? read : read.toLowerCase();
  const characters = count(text, /[^\0-\x7f]/gu);
  // Read by the wrong table, small letters become capitals, and the accents of Latin words another alphabet.
  const odd = count(text, /\p{Ll}\p{Lu}/gu) + count(text, MIXED);
  const known = (count(text, frequent) - count(text, rare) - 2 * odd) / characters;
  const share = count(text, letter) < characters * 0.8 ? 0 : known * (isSmall ? 1 : CAPITALS);
  return share > 0.5 ? share : 0;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
