import { Tokenizer } from 'htmlparser2';
import { withEnds } from './ends.ts';

/** What a walk through HTML meets. Names are in lower case, entities are read. */
export type TagWalk = {
  text(text: string): void;
  open(tag: string, attributes: ReadonlyMap<string, string>): void;
  /** Also called right after `open` for a tag that closes itself (`<br/>`), as `selfClosing`. */
  close(tag: string, selfClosing: boolean): void;
};

/** Of one tag: no honest mail has more, and each must be kept until the tag ends. */
const MAX_ATTRIBUTES = 100;

/**
 * Walks through HTML tag by tag and keeps no tree, because nesting is what makes converters slow: time and memory grow with
 * the length of the HTML and nothing else. Text between two tags is one text. Comments and declarations are left out.
 */
export function walkTags(html: string, walk: TagWalk): void {
  const shown = withEnds(html).html;
  const tokenizer = new Tokenizer({}, callbacks(shown, walk));
  tokenizer.write(shown);
  tokenizer.end();
}

/** Puts the tokenizer's slices and single characters together into tags and texts. */
function callbacks(html: string, walk: TagWalk): ConstructorParameters<typeof Tokenizer>[1] {
  let tag = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const text = new PendingText(html, walk);
  const flush = () => text.flush();
  return {
    ontext: (start, end) => text.add(start, end),
    ontextentity: (codePoint) => text.addCharacter(codePoint),
    onopentagname: (start, end) => {
      text.flush();
      tag = html.slice(start, end).toLowerCase();
      attributes = new Map();
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
      if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value);
    },
    onopentagend: () => walk.open(tag, attributes),
    onselfclosingtag: () => {
      walk.open(tag, attributes);
      walk.close(tag, true);
    },
    onclosetag: (start, end) => {
      text.flush();
      walk.close(html.slice(start, end).toLowerCase(), false);
    },
    oncdata: flush,
    oncomment: flush,
    ondeclaration: flush,
    onprocessinginstruction: flush,
    onend: flush,
  };
}

/** The tokenizer hands over each `<` and each `&` that is none alone: five million of them were as many texts. */
class PendingText {
  readonly #html: string;
  readonly #walk: TagWalk;
  /** What stands before the range that is still open. */
  #before = '';
  #start = 0;
  #end = 0;

  constructor(html: string, walk: TagWalk) {
    this.#html = html;
    this.#walk = walk;
  }

  add(start: number, end: number): void {
    if (start !== this.#end) {
      this.#close();
      this.#start = start;
    }
    this.#end = end;
  }

  addCharacter(codePoint: number): void {
    this.#close();
    this.#before += String.fromCodePoint(codePoint);
  }

  flush(): void {
    this.#close();
    if (this.#before !== '') this.#walk.text(this.#before);
    this.#before = '';
  }

  /** An empty range may go on at any place. */
  #close(): void {
    if (this.#end > this.#start) this.#before += this.#html.slice(this.#start, this.#end);
    this.#start = this.#end;
  }
}
