/** Marks of letters that the Unicode decomposition leaves as they are. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** Words this long lose their ending; shorter ones would meet others that have nothing to do with them. */
const LONG = 5;

/** Characters of a word that count: longer ones are no words, and meet when they begin alike. */
const MOST_LETTERS = 40;

/** A word without case and accents. */
export function plainWord(word: string): string {
  const bare = word
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœı]/g, (letter) => LETTERS[letter] ?? letter);
  return [...bare].slice(0, MOST_LETTERS).join('');
}

/**
 * A plain word as the index has it: without the s and the vowel that it ends with, so that fattura and fatture, problema and problemi, invoice and
 * invoices meet. What has a digit stays whole, as do short words. Folded again it would lose more: only what somebody wrote is folded.
 */
export function foldWord(plain: string): string {
  return isNumbered(plain) || plain.length < LONG ? plain : withoutEnding(plain);
}

/** Words of this many letters may be the beginning of one that lost its ending. */
const NEARLY_LONG = LONG - 1;

/**
 * What the index is asked for by the beginning of a word: every word that begins so stands below `beginning`, or is `whole`, if that is there: four
 * letters may be the beginning of a word of five whose ending the index lacks.
 */
export function foldBeginning(plain: string): { beginning: string; whole?: string } {
  const whole = withoutEnding(plain);
  const isNearlyLong = plain.length === NEARLY_LONG && !isNumbered(plain) && whole !== plain;
  return { beginning: foldWord(plain), ...(isNearlyLong && { whole }) };
}

function withoutEnding(plain: string): string {
  return plain.replace(/(?<!s)s$/, '').replace(/[aeiou]$/, '');
}

function isNumbered(plain: string): boolean {
  return /\d/.test(plain);
}
