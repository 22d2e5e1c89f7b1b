/** Which declarations of a `style` attribute are kept: those that format text, and none that can hide it or load anything. */
import { lengthsOf } from './length.ts';

/** Faces, alignment, decoration: by words, not by lengths, since a line through a text can be as thick as the text. */
const WORDS =
  /^(font-(family|style|weight)|list-style(-type)?|text-(align|decoration|transform)|white-space|word-(break|wrap)|overflow-wrap|vertical-align)$/;
/** Values that keep lines or words together, or end what is broken around, run out of their coloured box, where the page behind may have their colour. */
const RUNS_OUT = /\b(?:nowrap|keep-all|normal|initial|unset|revert)\b/i;
/** Faces that show other signs than what is written. */
const SYMBOLS = /wingdings|webdings|dingbats|symbol|marlett/i;

/** Distances: never below zero, which would move text out of sight, and never so much that it is out of it. */
const DISTANCES = /^(margin|padding)(-(top|right|bottom|left))?$|^border(-[a-z]+){0,2}$/;
const MAX_DISTANCE = 200;
/** All that is around an element together, in pixels. */
const MAX_INDENT = 800;

/** Sizes of boxes, kept where a box grows with its text, and of pictures: text runs out of all others. */
const SIZES = /^(?:min-|max-)?(?:width|height)$/;
const SIZED_TAGS = /^(?:table|t[dhr]|col|colgroup|img|hr)$/;
const MIN_SIZE = 6;
const MAX_SIZE = 2_000;
const MIN_PERCENT = 5;

/** Closer lines cover each other. As a share of the size of the letters, which is how it is written back: it then grows with them. */
const LINE_HEIGHT = { least: 0.9, most: 3 };

/** Where a declaration stands: the element, the size of its letters and how far in it is already, both in pixels. */
export type Place = { tag: string; size: number; indent: number };

/** True when a face shows letters as letters. */
export function isLegibleFace(face: string): boolean {
  return !SYMBOLS.test(face);
}

/** True when a box of an element of this name may be given a size, and this is one that shows what is in it. */
export function isVisibleSize(tag: string, value: string, fontSize = 16): boolean {
  if (!SIZED_TAGS.test(tag)) return false;
  return lengthsOf(value, fontSize).every(({ amount, unit, pixels }) =>
    unit === '%' ? amount >= MIN_PERCENT && amount <= 100 : pixels >= MIN_SIZE && pixels <= MAX_SIZE,
  );
}

/** True when so many pixels more still leave an element in sight. */
export function hasRoom(indent: number, more: number): boolean {
  return indent + more <= MAX_INDENT;
}

/**
 * The value with which a declaration is kept, and how far it moves what is in the element, in pixels. Undefined when it is not kept.
 * Colours and the size of letters are not asked for here: they depend on what is around.
 */
export function safeValue(
  property: string,
  value: string,
  place: Place,
): { value: string; moves?: number } | undefined {
  if (WORDS.test(property)) return isSafeWord(property, value) ? { value } : undefined;
  if (property === 'line-height') return safeLineHeight(value, place.size);
  if (SIZES.test(property)) return isVisibleSize(place.tag, value, place.size) ? { value } : undefined;
  return DISTANCES.test(property) ? safeDistance(value, place) : undefined;
}

function isSafeWord(property: string, value: string): boolean {
  if (property === 'font-family') return isLegibleFace(value);
  if (property === 'font-weight') return /^[a-z\d]+$/i.test(value);
  if (property === 'white-space') return /^(?:pre-wrap|pre-line|normal)$/i.test(value);
  if (/^(?:word|overflow)-/.test(property)) return /^[a-z-]+$/i.test(value) && !RUNS_OUT.test(value);
  return /^[a-z\s-]+$/i.test(value);
}

function safeDistance(value: string, { size, indent }: Place): { value: string; moves: number } | undefined {
  const lengths = lengthsOf(value, size).map(({ pixels }) => pixels);
  const moves = Math.max(0, ...lengths);
  const isSafe = lengths.every((pixels) => pixels >= 0 && pixels <= MAX_DISTANCE) && hasRoom(indent, moves);
  return isSafe ? { value, moves } : undefined;
}

function safeLineHeight(value: string, size: number): { value: string } | undefined {
  if (/^normal$/i.test(value)) return { value };
  const [length, ...others] = /^[\d.]+[a-z%]*$/i.test(value) ? lengthsOf(value, size) : [];
  if (length === undefined || others.length > 0) return undefined;
  const { amount, unit, pixels } = length;
  const share = unit === '' ? amount : unit === '%' ? amount / 100 : pixels / size;
  const rounded = Math.round(share * 100) / 100;
  return rounded >= LINE_HEIGHT.least && rounded <= LINE_HEIGHT.most ? { value: String(rounded) } : undefined;
}
