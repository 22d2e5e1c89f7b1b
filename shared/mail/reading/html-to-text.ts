import { type TagWalk, walkTags } from '../html/tags.ts';
import { HiddenPart } from './hidden-part.ts';
import { TextLines } from './text-lines.ts';

/** Elements on a line of their own, and those with an empty line around them. */
const BLOCKS = new Set(
  'address article aside body center dd div dl dt fieldset figcaption figure footer form header hr html legend main nav section table tbody tfoot thead title tr'.split(
    ' ',
  ),
);
const SPACED_BLOCKS = new Set('dl h1 h2 h3 h4 h5 h6 p pre'.split(' '));
const UNSEEN = new Set(['script', 'style', 'title']);
const MAX_LINK = 2_000;

/**
 * The text of an HTML mail as a plain-text mail would have it: quotes with `>`, lists with dashes or numbers, links behind
 * their text. Hidden text is shown: in doubt the agent sees more. Without marks it has the words alone that the HTML shows as text: no
 * numbers of lists, no targets, no names of pictures, nothing hidden.
 */
export function htmlToText(html: string, { withMarks = true } = {}): string {
  const walk = new TextWalk(withMarks);
  walkTags(html, walk);
  return walk.finish();
}

class TextWalk implements TagWalk {
  readonly #lines = new TextLines();
  /** One entry for each open list: the next number, or undefined for a list with dashes. */
  readonly #lists: (number | undefined)[] = [];
  #preformatted = 0;
  #unseen = false;
  #link: { href: string; text: string } | undefined;
  readonly #hidden = new HiddenPart();
  readonly #withMarks: boolean;

  constructor(withMarks: boolean) {
    this.#withMarks = withMarks;
  }

  finish(): string {
    this.#endLink();
    return this.#lines.finish();
  }

  text(text: string): void {
    if (this.#unseen || (this.#hidden.isIn && !this.#withMarks)) return;
    if (this.#link && this.#link.text.length <= MAX_LINK) this.#link.text += text.slice(0, MAX_LINK + 1);
    if (this.#preformatted > 0) this.#lines.verbatim(text);
    else this.#lines.flow(text);
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    this.#hidden.open(tag, attributes);
    if (UNSEEN.has(tag)) this.#unseen = true;
    else if (tag === 'br') this.#lines.breakLine();
    else if (tag === 'blockquote') this.#lines.quote(1);
    else if (tag === 'ul' || tag === 'ol') this.#openList(tag, attributes.get('start'));
    else if (tag === 'li') this.#openItem();
    else if (tag === 'a') this.#openLink(attributes.get('href'));
    else if (tag === 'img') this.#image(attributes.get('alt')?.trim());
    else if (tag === 'td' || tag === 'th') this.#lines.flow(' ');
    else this.#edge(tag);
    if (tag === 'pre') this.#preformatted += 1;
    if (tag === 'hr') this.text('----------');
    if (tag === 'hr') this.#lines.endLine();
  }

  close(tag: string, selfClosing: boolean): void {
    this.#hidden.close(tag);
    if (selfClosing || UNSEEN.has(tag)) this.#unseen = false;
    if (selfClosing) return;
    if (tag === 'blockquote') this.#lines.quote(-1);
    else if (tag === 'ul' || tag === 'ol') this.#closeList();
    else if (tag === 'a') this.#endLink();
    else this.#edge(tag);
    if (tag === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
  }

  #image(alt: string | undefined): void {
    if (alt && this.#withMarks) this.text(` [${alt}] `);
  }

  #edge(tag: string): void {
    if (SPACED_BLOCKS.has(tag)) this.#lines.endLine(true);
    else if (BLOCKS.has(tag)) this.#lines.endLine();
  }

  #openList(tag: string, start: string | undefined): void {
    if (this.#lists.length === 0) this.#lines.endLine(true);
    this.#lists.push(tag === 'ol' ? Number.parseInt(start ?? '1', 10) || 1 : undefined);
    this.#lines.indent(1);
  }

  #closeList(): void {
    if (this.#lists.length > 0) this.#lines.indent(-1);
    this.#lists.pop();
    if (this.#lists.length === 0) this.#lines.endLine(true);
  }

  #openItem(): void {
    this.#lines.endLine();
    const number = this.#lists.at(-1);
    if (number !== undefined) this.#lists[this.#lists.length - 1] = number + 1;
    if (this.#withMarks) this.#lines.flow(number === undefined ? '- ' : `${number}. `);
  }

  #openLink(href: string | undefined): void {
    this.#endLink();
    const target = href?.trim() ?? '';
    if (/^(https?:|mailto:|tel:)/i.test(target) && target.length <= MAX_LINK) this.#link = { href: target, text: '' };
  }

  /** Shows where a link leads, unless its text says so already. */
  #endLink(): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link?.text.trim() || !this.#withMarks) return;
    const target = link.href.replace(/^(mailto|tel):/i, '');
    if (bare(target) !== bare(link.text)) this.#lines.flow(` <${target}>`);
  }
}

function bare(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/\/$/, '');
}
