import { ALLOWED_TAGS, allowedLink, DROPPED_TAGS, imageSource, isPlainAttribute, VOID_TAGS } from './allowed.ts';
import { escapeHtml } from './escape.ts';
import { Pieces } from './pieces.ts';
import { sanitizeStyle } from './style.ts';
import { type TagWalk, walkTags } from './tags.ts';
import { asWordMeansIt } from './word.ts';

/** Deeper elements lose their tags and keep their text: browsers stop nesting at 512. */
const MAX_DEPTH = 200;

/** The address of a picture that is not loaded; whoever shows the HTML may offer to. */
const REMOTE_SOURCE = 'data-remote-src';

/**
 * HTML of a stranger, made fit to be shown inside a page: what formats text is kept, by a list of what is allowed; nothing
 * runs, loads from elsewhere, asks for input or is hidden. Pictures that came with the mail (`cid:`) stay; of others the
 * address is kept in `data-remote-src`. Every tag is closed. Linear in time and size.
 */
export function sanitizeHtml(html: string): string {
  const walk = new SanitizingWalk();
  walkTags(html, walk);
  return walk.finish();
}

class SanitizingWalk implements TagWalk {
  readonly #output = new Pieces();
  readonly #open: string[] = [];
  /** The dropped element we are in, and how many of its name are open. */
  #dropped: { tag: string; depth: number } | undefined;

  text(text: string): void {
    if (this.#dropped === undefined) this.#output.add(escapeHtml(text));
  }

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#dropped) {
      if (this.#dropped.tag === tag) this.#dropped.depth += 1;
    } else if (DROPPED_TAGS.has(tag)) {
      this.#dropped = { tag, depth: 1 };
    } else if (ALLOWED_TAGS.has(tag)) {
      this.#put(tag, attributes);
    }
  }

  close(tag: string, selfClosing: boolean): void {
    if (this.#dropped) {
      if (this.#dropped.tag === tag) this.#dropped.depth -= 1;
      if (this.#dropped.depth === 0) this.#dropped = undefined;
      return;
    }
    // HTML knows no elements that close themselves: `<b/>` is `<b>`, but as mail is written it is meant to be empty.
    const at = selfClosing && this.#open.at(-1) !== tag ? -1 : this.#open.lastIndexOf(tag);
    if (at >= 0) this.#closeDownTo(at);
  }

  finish(): string {
    this.#closeDownTo(0);
    return this.#output.text();
  }

  #put(tag: string, attributes: ReadonlyMap<string, string>): void {
    const isVoid = VOID_TAGS.has(tag);
    if (!isVoid && this.#open.length >= MAX_DEPTH) return;
    const meant = asWordMeansIt(tag, attributes);
    this.#output.add(`<${tag}`, ...[...meant].map(([name, value]) => safeAttribute(tag, name, value)), '>');
    if (!isVoid) this.#open.push(tag);
  }

  #closeDownTo(depth: number): void {
    for (const tag of this.#open.splice(depth).reverse()) this.#output.add(`</${tag}>`);
  }
}

/** With the space before it; empty for an attribute that is not kept. */
function safeAttribute(tag: string, name: string, value: string): string {
  if (tag === 'a' && name === 'href') return link(allowedLink(value));
  if (tag === 'img' && (name === 'src' || name === REMOTE_SOURCE)) return image(imageSource(value));
  if (name === 'style') return attribute(name, sanitizeStyle(value));
  return isPlainAttribute(name, value) ? attribute(name, value, true) : '';
}

function link(href: string | undefined): string {
  return href === undefined ? '' : `${attribute('href', href)} rel="noopener noreferrer nofollow" target="_blank"`;
}

function image(source: ReturnType<typeof imageSource>): string {
  if (source === undefined) return '';
  return 'show' in source ? attribute('src', source.show) : attribute(REMOTE_SOURCE, source.remote);
}

function attribute(name: string, value: string, mayBeEmpty = false): string {
  return value === '' && !mayBeEmpty ? '' : ` ${name}="${escapeHtml(value)}"`;
}
