import { Tokenizer } from 'htmlparser2';
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
 * their text. It walks the tokenizer's output and keeps no tree, because nesting is what makes converters slow: time and
 * memory grow with the length of the HTML and nothing else. Hidden text is shown: in doubt the agent sees more.
 */
export function htmlToText(html: string): string {
  const walk = new Walk();
  const tokenizer = new Tokenizer({}, walk.callbacks(html));
  tokenizer.write(html);
  tokenizer.end();
  return walk.finish();
}

class Walk {
  readonly #lines = new TextLines();
  /** One entry for each open list: the next number, or undefined for a list with dashes. */
  readonly #lists: (number | undefined)[] = [];
  #preformatted = 0;
  #unseen = false;
  #link: { href: string; text: string } | undefined;

  finish(): string {
    this.#endLink();
    return this.#lines.finish();
  }

  /** Puts the tokenizer's slices and single characters together into tags and texts. */
  callbacks(html: string): ConstructorParameters<typeof Tokenizer>[1] {
    let tag = '';
    let attributes: Record<string, string> = {};
    let attribute = '';
    let value = '';
    const open = () => this.#open(tag, attributes);
    const ignore = () => {};
    return {
      ontext: (start, end) => this.#text(html.slice(start, end)),
      ontextentity: (codePoint) => this.#text(String.fromCodePoint(codePoint)),
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        attributes = {};
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (attribute === 'href' || attribute === 'alt' || attribute === 'start') attributes[attribute] ??= value;
      },
      onopentagend: open,
      onselfclosingtag: () => {
        open();
        this.#unseen = false;
      },
      onclosetag: (start, end) => this.#close(html.slice(start, end).toLowerCase()),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    };
  }

  #text(text: string): void {
    if (this.#unseen) return;
    if (this.#link && this.#link.text.length < MAX_LINK) this.#link.text += text;
    if (this.#preformatted > 0) this.#lines.verbatim(text);
    else this.#lines.flow(text);
  }

  #open(tag: string, attributes: Record<string, string>): void {
    if (UNSEEN.has(tag)) this.#unseen = true;
    else if (tag === 'br') this.#lines.breakLine();
    else if (tag === 'blockquote') this.#lines.quote(1);
    else if (tag === 'ul' || tag === 'ol') this.#openList(tag, attributes.start);
    else if (tag === 'li') this.#openItem();
    else if (tag === 'a') this.#openLink(attributes.href);
    else if (tag === 'img') this.#text(attributes.alt?.trim() ? ` [${attributes.alt.trim()}] ` : '');
    else if (tag === 'td' || tag === 'th') this.#lines.flow(' ');
    else this.#edge(tag);
    if (tag === 'pre') this.#preformatted += 1;
    if (tag === 'hr') this.#text('----------');
    if (tag === 'hr') this.#lines.endLine();
  }

  #close(tag: string): void {
    if (UNSEEN.has(tag)) this.#unseen = false;
    else if (tag === 'blockquote') this.#lines.quote(-1);
    else if (tag === 'ul' || tag === 'ol') this.#closeList();
    else if (tag === 'a') this.#endLink();
    else this.#edge(tag);
    if (tag === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
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
    this.#lines.flow(number === undefined ? '- ' : `${number}. `);
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
    if (!link?.text.trim()) return;
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
