import { COLORS } from '../templates/colors.ts';
import { type TagWalk, walkTags } from './tags.ts';

/** A piece of text that stands in a colour of its own. */
export interface Coloured {
  /** As the HTML names it, in lower case. */
  readonly color: string;
  /** With single spaces. */
  readonly text: string;
}

/** The desk's own mails come back in these. */
const OWN = new Set(
  JSON.stringify(COLORS)
    .toLowerCase()
    .match(/#[\da-f]{6}/g),
);
const NAMES =
  /^(?:red|blue|green|purple|orange|magenta|fuchsia|lime|yellow|cyan|aqua|crimson|maroon|brown|violet|teal|dark(?:red|blue|green|orange|magenta|violet)|medium(?:blue|purple)|royalblue|dodgerblue|tomato|firebrick|indigo|olive|gold|pink|hotpink|deeppink)$/;
/** How far the strongest part of red, green and blue is from the weakest: less is grey, or Outlook's ink for every answer. */
const LEAST_CHROMA = 96;
const MOST_TEXTS = 1_000;
const EMPTY = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
/** Elements that the next one of their kind ends. */
const ENDED_BY_NEXT = new Set(['p', 'li', 'td', 'th', 'tr']);

/** The texts of an HTML mail that are red, blue, on yellow and the like, links aside: colours that people mark their answers with. */
export function colouredTexts(html: string): readonly Coloured[] {
  const walk = new ColourWalk();
  walkTags(html, walk);
  return walk.found;
}

class ColourWalk implements TagWalk {
  readonly found: Coloured[] = [];
  readonly #open: { tag: string; color: string | undefined }[] = [];
  /** How many elements of each name are open, so that an end that ends nothing costs nothing. */
  readonly #count = new Map<string, number>();

  text(text: string): void {
    const color = this.#open.at(-1)?.color;
    const words = text.replace(/\s+/g, ' ').trim();
    if (color && /[\p{L}\p{N}]/u.test(words) && this.found.length < MOST_TEXTS) this.found.push({ color, text: words });
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (EMPTY.has(tag)) return;
    const above = this.#open.at(-1);
    if (above?.tag === tag && ENDED_BY_NEXT.has(tag)) this.#pop();
    const color = tag === 'a' ? '' : (colorOf(tag, attributes) ?? this.#open.at(-1)?.color);
    this.#open.push({ tag, color });
    this.#count.set(tag, (this.#count.get(tag) ?? 0) + 1);
  }

  close(tag: string): void {
    if (EMPTY.has(tag) || (this.#count.get(tag) ?? 0) === 0) return;
    while (this.#pop() !== tag);
  }

  #pop(): string | undefined {
    const tag = this.#open.pop()?.tag;
    if (tag !== undefined) this.#count.set(tag, (this.#count.get(tag) ?? 1) - 1);
    return tag;
  }
}

/** The colour that an element sets for its text, empty for one that is none; undefined where it sets nothing. */
function colorOf(tag: string, attributes: ReadonlyMap<string, string>): string | undefined {
  if (tag === 'mark') return 'mark';
  const style = (attributes.get('style') ?? '').toLowerCase();
  const [, ink = attributes.get('color')] = /(?:^|;)\s*color\s*:\s*([^;!]{1,60})/.exec(style) ?? [];
  const [, ground] = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]{1,60})/.exec(style) ?? [];
  const set = [ink, ground].filter((value) => value !== undefined).map((value) => value.trim().toLowerCase());
  return set.length === 0 ? undefined : (set.find(isTelling) ?? '');
}

function isTelling(color: string): boolean {
  if (NAMES.test(color)) return true;
  const parts = partsOf(color);
  return !OWN.has(hexOf(parts)) && Math.max(...parts) - Math.min(...parts) >= LEAST_CHROMA;
}

/** Red, green and blue, each from 0 to 255; all the same for what is no colour. */
function partsOf(color: string): number[] {
  const [, hex] = /^#?([\da-f]{6}|[\da-f]{3})$/.exec(color) ?? [];
  if (hex !== undefined) {
    const whole = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    return [0, 2, 4].map((at) => Number.parseInt(whole.slice(at, at + 2), 16));
  }
  const [, ...parts] = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(color) ?? [];
  return parts.length === 3 ? parts.map(Number) : [0, 0, 0];
}

function hexOf(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
