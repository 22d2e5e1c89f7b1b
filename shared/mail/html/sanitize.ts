import { inWrittenOrder } from '../clean.ts';
import { ALLOWED_TAGS, DROPPED_TAGS, VOID_TAGS } from './allowed.ts';
import { dress, type Look, PLAIN_LOOK } from './dress.ts';
import { escapeHtml } from './escape.ts';
import { Pieces } from './pieces.ts';
import { type TagWalk, walkTags } from './tags.ts';
import { isInWingdings, readWingdings } from './wingdings.ts';
import { asWordMeansIt } from './word.ts';

/** Deeper elements lose their tags and keep their text: browsers stop nesting at 512. */
const MAX_DEPTH = 200;

/**
 * HTML of a stranger, made fit to be shown inside a page: what formats text is kept, by a list of what is allowed; nothing
 * runs, loads from elsewhere, asks for input, counts its readers or is hidden: its text can be seen, in readable letters and
 * colours and sizes and in the order in which it was written. Pictures that came with the mail (`cid:`) stay; of others the
 * address is kept in `data-remote-src`. Every tag is closed. Linear in time and size.
 */
export function sanitizeHtml(html: string): string {
  const walk = new SanitizingWalk();
  walkTags(html, walk);
  return walk.finish();
}

class SanitizingWalk implements TagWalk {
  readonly #output = new Pieces();
  readonly #open: { tag: string; look: Look; isOfSigns: boolean }[] = [];
  /** The dropped element we are in, and how many of its name are open. */
  #dropped: { tag: string; depth: number } | undefined;

  text(text: string): void {
    if (this.#dropped !== undefined) return;
    const seen = this.#open.at(-1)?.isOfSigns ? readWingdings(text) : text;
    this.#output.add(escapeHtml(inWrittenOrder(seen)));
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
    const isLast = this.#open.at(-1)?.tag === tag;
    const at = selfClosing && !isLast ? -1 : this.#open.findLastIndex((open) => open.tag === tag);
    if (at >= 0) this.#closeDownTo(at);
  }

  finish(): string {
    this.#closeDownTo(0);
    return this.#output.text();
  }

  #put(tag: string, attributes: ReadonlyMap<string, string>): void {
    const isVoid = VOID_TAGS.has(tag);
    if (!isVoid && this.#open.length >= MAX_DEPTH) return;
    const around = this.#open.at(-1);
    const dressed = dress(tag, asWordMeansIt(tag, attributes), around?.look ?? PLAIN_LOOK);
    if (dressed === undefined) return;
    this.#output.add(dressed.markup);
    const isOfSigns = isInWingdings(attributes) ?? around?.isOfSigns ?? false;
    if (!isVoid) this.#open.push({ tag, look: dressed.look, isOfSigns });
  }

  #closeDownTo(depth: number): void {
    for (const { tag } of this.#open.splice(depth).reverse()) this.#output.add(`</${tag}>`);
  }
}
