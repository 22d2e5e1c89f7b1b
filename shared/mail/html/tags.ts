import { Tokenizer } from 'htmlparser2';

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
 * the length of the HTML and nothing else. Comments and declarations are left out.
 */
export function walkTags(html: string, walk: TagWalk): void {
  const tokenizer = new Tokenizer({}, callbacks(html, walk));
  tokenizer.write(html);
  tokenizer.end();
}

/** Puts the tokenizer's slices and single characters together into tags and texts. */
function callbacks(html: string, walk: TagWalk): ConstructorParameters<typeof Tokenizer>[1] {
  let tag = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const ignore = () => {};
  return {
    ontext: (start, end) => walk.text(html.slice(start, end)),
    ontextentity: (codePoint) => walk.text(String.fromCodePoint(codePoint)),
    onopentagname: (start, end) => {
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
    onclosetag: (start, end) => walk.close(html.slice(start, end).toLowerCase(), false),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  };
}
