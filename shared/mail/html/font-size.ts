import { lengthsOf } from './length.ts';

/** In pixels: what letters can be read at. Below it is hidden text; above, one letter hides the rest. */
const LEAST = 6;
const MOST = 72;

/** What HTML says of sizes: `<font size>` 1 to 7, and the words of CSS (HTML, section 15.3.1; CSS Fonts 4, section 2.5.1). */
const FONT_SIZES = [10, 13, 16, 18, 24, 32, 48];
const WORDS: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
  'xxx-large': 48,
};
const SHARES: Readonly<Record<string, number>> = { smaller: 0.83, larger: 1.2 };

/** What an element does to the size around it. */
const OF_TAGS: Readonly<Record<string, number>> = {
  h1: 2,
  h2: 1.5,
  h3: 1.17,
  h5: 0.83,
  h6: 0.67,
  small: 0.83,
  big: 1.2,
  sub: 0.83,
  sup: 0.83,
};

/** The size of an element's letters by its name alone, in pixels. */
export function sizeOfTag(tag: string, around: number): number {
  return around * (OF_TAGS[tag] ?? 1);
}

/** What `font-size: value` makes of the size around it, in pixels; undefined for what is no size. */
export function readFontSize(value: string, around: number): number | undefined {
  const word = value.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  if (Object.hasOwn(SHARES, word)) return around * (SHARES[word] ?? 1);
  const [length, ...others] = /^\+?[\d.]+[a-z%]*$/i.test(value) ? lengthsOf(value, around) : [];
  if (length === undefined || others.length > 0) return undefined;
  return length.unit === '%' ? (around * length.amount) / 100 : length.pixels;
}

/** Likewise for `<font size="value">`. */
export function readFontAttribute(value: string): number | undefined {
  const [, sign, digits] = /^([+-]?)(\d{1,3})$/.exec(value.trim()) ?? [];
  if (digits === undefined) return undefined;
  const size = sign === '' ? Number(digits) : 3 + Number(`${sign}${digits}`);
  return FONT_SIZES[Math.min(Math.max(size, 1), 7) - 1];
}

/** True when letters of so many pixels can be read. */
export function isReadable(size: number | undefined): size is number {
  return size !== undefined && size >= LEAST && size <= MOST;
}
