import { guessLanguage } from '../language/guess.ts';
import { countCentral, type Guess, guessLatin } from './charset-guess-latin.ts';
import { isWestern } from './charset-guess-old.ts';
import { isMixed, isScript, type Scored, scoreEastAsian, scoreScripts, scoreText } from './charset-scores.ts';

/** What is looked at: enough to know a language by its bytes. */
const SAMPLE = 20_000;

/** Tables in which nearly any bytes are text, so that a wrong label does not show: names of the WHATWG standard. */
export const WESTERN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-15']);

/**
 * The encoding whose reading of the bytes is most like a language: by its most frequent characters, then, for Latin letters, by
 * its words; `windows-1252` for all else. Sure when no other encoding would do.
 */
export function guessCharset(bytes: Uint8Array): Guess {
  const sample = bytes.subarray(0, SAMPLE);
  const { isRuns, high } = countRuns(sample);
  const best = bestOf(readings(sample, isRuns));
  if (best) return { encoding: best.encoding, isSure: best.score > 0.3 && high >= 8 };
  if (isRuns && looksLikeHanzi(sample)) return { encoding: 'gbk', isSure: false };
  const { encoding, isSure } = guessLatin(sample);
  return { encoding, isSure: isSure && !isRuns };
}

/** Fewer bytes above 127 prove nothing against a label of their script. */
const ENOUGH_TO_DOUBT = 16;
/** Nor does a smaller share of frequent characters, or one that is not much larger than by the label. */
const LIKE_A_LANGUAGE = 0.4;
const MUCH_LESS = 0.8;

/**
 * The encoding of bytes that are text by their label, `text`, but in no language, and in one by another encoding; undefined when the
 * label may be right. A Western label says of any bytes that they are text: it counts less, and may stay with a doubt.
 */
export function guessAgainst(label: string, bytes: Uint8Array, text: string): Guess | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const { isRuns, high } = countRuns(sample);
  if (high === 0) return undefined;
  if (WESTERN.has(label)) return isRuns ? bestGuess(sample, high) : guessAgainstWestern(label, sample);
  const read = text.slice(0, SAMPLE);
  if (label === 'windows-1250') return guessAgainstCentral(sample, read);
  if (isScript(label) && isMixed(read)) return guessLatin(sample);
  if (high < ENOUGH_TO_DOUBT || !isRuns || isEasternAlphabet(label, read)) return undefined;
  const best = bestOf(isScript(label) ? scoreScripts(sample) : scoreEastAsian(sample));
  const isBetter = best && best.score > LIKE_A_LANGUAGE && best.score * MUCH_LESS > scoreText(read);
  return isBetter ? { encoding: best.encoding, isSure: true } : undefined;
}

/** The encodings of East Asia have the letters of Russia and Greece, too; by another of them these are characters that nobody uses. */
function isEasternAlphabet(label: string, text: string): boolean {
  const letters = text.replace(/[\0-\x7f]|\P{L}/gu, '');
  return !isScript(label) && /^(?:\p{Script=Cyrillic}+|\p{Script=Greek}+)$/u.test(letters);
}

/** Only ISO 8859-2 has no characters from 0x80 to 0x9f. */
function guessAgainstCentral(sample: Uint8Array, text: string): Guess | undefined {
  const language = guessLanguage(text, []);
  if (language === undefined || sample.some((byte) => byte >= 0x80 && byte < 0xa0)) return undefined;
  const count = (encoding: string) => countCentral(sample, encoding, language);
  return count('iso-8859-2') > count('windows-1250') + 1 ? { encoding: 'iso-8859-2', isSure: false } : undefined;
}

function guessAgainstWestern(label: string, sample: Uint8Array): Guess | undefined {
  const latin = guessLatin(sample);
  if (latin.isProven) return latin;
  return latin.isSure || isWestern(sample) ? undefined : { encoding: label, isSure: false };
}

function bestGuess(sample: Uint8Array, high: number): Guess | undefined {
  const best = bestOf(readings(sample, true));
  return best && { encoding: best.encoding, isSure: best.score > 0.3 && high >= 8 };
}

function readings(sample: Uint8Array, isRuns: boolean): Scored[] {
  return [...scoreEastAsian(sample), ...(isRuns ? scoreScripts(sample) : [])];
}

function bestOf(scored: readonly Scored[]): Scored | undefined {
  return scored.filter(({ score }) => score > 0).toSorted((one, other) => other.score - one.score)[0];
}

/** All within punctuation and the commoner characters of GB 2312 (rows 1 to 3, level 1). */
function looksLikeHanzi(sample: Uint8Array): boolean {
  const pairs =
    Buffer.from(sample)
      .toString('latin1')
      .match(/[\x80-\xff]+/g) ?? [];
  return pairs.every((run) => /^(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+$/.test(run));
}

/** How many bytes are above 127, and whether most of them stand beside another: Western text has its accents one by one. */
function countRuns(bytes: Uint8Array): { isRuns: boolean; high: number } {
  let high = 0;
  let pairs = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) pairs += 1;
  }
  return { isRuns: high >= 4 && pairs / high > 0.6, high };
}
