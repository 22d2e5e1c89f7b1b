import { escapeHtml } from '../html/escape.ts';
import { sanitizeHtml } from '../html/sanitize.ts';
import { type TagWalk, walkTags } from '../html/tags.ts';
import { letterStyle } from './letter-style.ts';

/** An answer in HTML of more than this goes as text alone: a mail program's styles are then most of it. In characters. */
const MOST_HTML = 300_000;

/** Fewer letters may stand anywhere in a notice, whose colours are none of the answer's. */
const FEWEST_LETTERS = 12;

/**
 * The formatting of a text that somebody wrote above a quote: the beginning of the mail's HTML that has the very letters of
 * `text`, less the letters of `before` (its command lines). What is to be sent was decided on the text; so no letter goes out
 * that is not in it, whatever the HTML holds further down. Undefined when the two differ: the text then goes as it is.
 *
 * `html` is a mail's; the result is sanitised, with every tag closed.
 */
export function ownHtml(html: string, { before, text }: { before: string; text: string }): string | undefined {
  for (const read of [asWritten, withoutNumbers, withoutListMarks]) {
    const above = lettersOf(read(before));
    const own = lettersOf(read(text));
    if (own === '') return undefined;
    const walk = new PrefixWalk(above.length, above + own);
    walkTags(html, walk);
    const found = walk.html() ?? belowQuote(html, own);
    if (found !== undefined) return found.length > MOST_HTML ? undefined : sanitizeHtml(found);
  }
  return undefined;
}

/** The same of a text that stands below the quote, or anywhere in one piece: no letter goes out that is not in it there, either. */
function belowQuote(html: string, own: string): string | undefined {
  if (own.length < FEWEST_LETTERS) return undefined;
  let letters = '';
  const collect = (text: string) => {
    for (const character of text) letters += lettersOf(character);
  };
  walkTags(html, { text: collect, open: () => {}, close: () => {} });
  const start = letters.lastIndexOf(own);
  if (start < 0) return undefined;
  const walk = new PrefixWalk(start, letters.slice(0, start + own.length), 'below');
  walkTags(html, walk);
  return walk.html();
}

/** What a mail program adds to the plain text and HTML has as tags: addresses of links, and names of pictures. */
function asWritten(text: string): string {
  return text
    .replace(/<(?:https?|mailto|tel):[^<>]*>/gi, '')
    .replace(/\[(?:image|cid|bild|immagine)\s?:[^\]\n]*\]/gi, '');
}

/** Of a list, the plain text has the numbers too; Outlook for the web sets them on a line of their own. */
function withoutNumbers(text: string): string {
  return asWritten(text).replace(/^[ \t]*\d{1,3}[.)](?:[ \t]+|$)/gm, '');
}

/** `a.`, `iv.`: those of a list in a list. */
function withoutListMarks(text: string): string {
  return asWritten(text).replace(/^[ \t]*(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:[ \t]+|$)/gim, '');
}

/** All that can be told apart in both: mail programs differ in spaces, dashes and marks of emphasis. */
function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Writes HTML again until it has had the expected letters, from the one at `start` on. */
class PrefixWalk implements TagWalk {
  readonly #output: string[] = [];
  /** Behind what is to be seen: the frame of the quote or signature that follows is none of it. */
  #end = 0;
  readonly #start: number;
  readonly #expected: string;
  /** How many of the expected letters were met. */
  #met = 0;
  #state: 'going' | 'whole' | 'differs' = 'going';

  /** Of what stands before the start nothing is kept, not even its tags. */
  readonly #isBelow: boolean;

  constructor(start: number, expected: string, where: 'above' | 'below' = 'above') {
    this.#start = start;
    this.#expected = expected;
    this.#isBelow = where === 'below';
  }

  /** The beginning that has all letters, or undefined. */
  html(): string | undefined {
    const isWhole = this.#met === this.#expected.length && this.#state !== 'differs';
    return isWhole ? this.#output.slice(0, this.#end).join('') : undefined;
  }

  text(text: string): void {
    let shown = '';
    /** What follows the last letter of a quote on its line is the quote's. */
    let isTorn = false;
    for (const character of text) {
      const letters = lettersOf(character);
      if (letters !== '' && this.#met === this.#expected.length) this.#state = 'whole';
      if (this.#state !== 'going') break;
      if (!this.#expected.startsWith(letters, this.#met)) this.#state = 'differs';
      this.#met += letters.length;
      const isSkipped = letters !== '' && this.#met <= this.#start;
      if (isSkipped && this.#isBelow) this.#forget();
      isTorn ||= isSkipped && this.#isBelow;
      if (this.#met > this.#start || (letters === '' && this.#met >= this.#start && !isTorn)) shown += character;
    }
    if (this.#state === 'differs') return;
    this.#output.push(escapeHtml(shown));
    if (/[^\s\u00A0–—_-]/u.test(shown)) this.#end = this.#output.length;
  }

  #forget(): void {
    this.#output.length = 0;
    this.#end = 0;
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    // Once all letters are there, a picture may still follow, and then the quote.
    if (this.#met === this.#expected.length && (tag === 'blockquote' || tag === 'hr')) this.#state = 'whole';
    if (this.#state !== 'going') return;
    const written = [...letterStyle(attributes)].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    this.#output.push(`<${tag}${written.join('')}>`);
    if (tag === 'img') this.#end = this.#output.length;
  }

  close(tag: string, selfClosing: boolean): void {
    if (this.#state === 'going' && !selfClosing) this.#output.push(`</${tag}>`);
  }
}
