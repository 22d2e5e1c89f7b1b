import { codecOf } from './codec.ts';

const WESTERN = /[àáâäãåæçèéêëìíîïñòóôöõøùúûüýÿßœðþ]/iu;
const CENTRAL_EUROPEAN = /[áäčďéěíľĺňóôöőřŕšťúůüűýžąćęłńśźżăâîşţđß]/iu;

/** Tables of DOS and of old Macs, and the letters of the languages that they are for. Of two that do as well, the first counts. */
const TABLES: readonly (readonly [encoding: string, letters: RegExp])[] = [
  ['cp850', WESTERN],
  ['macintosh', WESTERN],
  ['cp852', CENTRAL_EUROPEAN],
];

/** Signs that stand in a text, and the lines of DOS. */
const SIGN = /[\u00a0-\u00bf\u2010-\u2022\u2500-\u259f…€™×÷‰‹›†‡]/u;

/** They may stand within a word: dashes, what stands for an apostrophe, blanks, ordinals. */
const WITHIN_WORD = /[’‘´·–—…\u00a0\u00adªº]/u;

/** They end no word. */
const OPENING = /[‚„¡¿‹]/u;

/** Fewer letters prove nothing. */
const ENOUGH = 3;

/** A text most of whose letters are where letters stand is read by the right table. */
const PLAUSIBLE = 0.9;

/** Below that it is not. */
const SENSELESS = 0.65;

/** Whether windows-1252 makes words of a text, or at least of half of its letters. */
export function isWestern(sample: Uint8Array): boolean {
  return plausibility(sample, 'windows-1252', WESTERN).share >= 0.5;
}

/**
 * The old table by which all letters are where letters stand; undefined when those of today do as well. Proven when the reading by
 * windows-1252 makes no sense.
 */
export function guessOld(sample: Uint8Array): { encoding: string; isProven: boolean } | undefined {
  const western = plausibility(sample, 'windows-1252', WESTERN).share;
  if (western >= PLAUSIBLE) return undefined;
  const today = Math.max(western, plausibility(sample, 'windows-1250', CENTRAL_EUROPEAN).share);
  const scored = TABLES.map(([encoding, letters]) => ({ encoding, ...plausibility(sample, encoding, letters) }));
  const [best] = scored.toSorted((one, other) => other.share - one.share);
  if (!best || best.share < PLAUSIBLE || best.share <= today || best.letters * 2 < best.count) return undefined;
  return { encoding: best.encoding, isProven: best.count >= ENOUGH && western < SENSELESS };
}

function plausibility(
  sample: Uint8Array,
  encoding: string,
  letters: RegExp,
): {
  share: number;
  count: number;
  letters: number;
} {
  const text = codecOf(encoding)?.decode(sample) ?? '';
  let count = 0;
  let good = 0;
  let found = 0;
  for (const { 0: character, index } of text.matchAll(/[^\0-\x7f]/gu)) {
    count += 1;
    if (letters.test(character)) found += 1;
    if (isAtHome(character, text[index - 1] ?? ' ', text[index + 1] ?? ' ', letters)) good += 1;
  }
  return { share: count === 0 ? 0 : good / count, count, letters: found };
}

/** A capital stands at the beginning of a word or among capitals, a sign beside a word. */
function isAtHome(character: string, before: string, after: string, letters: RegExp): boolean {
  const isBehindLetter = /\p{L}/u.test(before);
  const isWithinWord = isBehindLetter && /\p{L}/u.test(after);
  if (OPENING.test(character)) return !isBehindLetter;
  if (SIGN.test(character)) return !isWithinWord || WITHIN_WORD.test(character);
  if (!letters.test(character)) return false;
  return !/\p{Lu}/u.test(character) || !/\p{Ll}/u.test(before);
}
