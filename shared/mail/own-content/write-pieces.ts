import { escapeHtml } from '../html/escape.ts';
import type { Piece } from './html-pieces.ts';
import { letterStyle } from './letter-style.ts';
import { lettersOf } from './letters.ts';
import { remotePicture } from './remote-picture.ts';

/** Stay empty in a table of which something is kept, or what follows would move to the left. */
const CELLS = new Set(['td', 'th']);

/**
 * Those of a quote, around what was written into it, would show the answer in the frames of the notice. By what is set instead.
 */
const FRAMES = new Map([
  ...['table', 'tbody', 'thead', 'tfoot', 'tr', 'caption', 'colgroup'].map((tag) => [tag, undefined] as const),
  ...['td', 'th', 'blockquote'].map((tag) => [tag, 'div'] as const),
]);

/** In the output it begins at `start`; something of it is kept, and words of it are left out. */
type OpenElement = { tag: string; start: number; isKept: boolean; hasOthers: boolean };

/**
 * Writes pieces of the lines that are shown, and of the elements only those that hold anything of them, and no frame of a quote.
 */
export function writePieces(pieces: readonly Piece[], shown: ReadonlySet<number>): string {
  const output: string[] = [];
  const open: OpenElement[] = [];
  const keep = (markup: string) => {
    output.push(markup);
    const inner = open.at(-1);
    if (inner) inner.isKept = true;
  };
  const endElement = () => {
    const element = open.pop();
    if (!element) return;
    const { tag, start, isKept, hasOthers } = element;
    if (!isKept && (hasOthers || !CELLS.has(tag))) output.length = start;
    else if (hasOthers && FRAMES.has(tag)) replaceTag(output, start, FRAMES.get(tag));
    else if (isBareLink(tag, output[start])) output[start] = '';
    else output.push(`</${tag}>`);
    const outer = open.at(-1);
    if (!outer) return;
    outer.isKept ||= isKept;
    outer.hasOthers ||= hasOthers;
  };
  for (const piece of pieces) {
    if (piece.kind === 'open') {
      open.push({ tag: piece.tag, start: output.length, isKept: false, hasOthers: false });
      output.push(tagOf(piece));
    } else if (piece.kind === 'close') {
      const at = open.findLastIndex(({ tag }) => tag === piece.tag);
      for (let left = open.length - at; at >= 0 && left > 0; left -= 1) endElement();
    } else if (shown.has(piece.line)) {
      const isInLink = open.some(({ tag }) => tag === 'a');
      keep(
        piece.kind === 'text' ? escapeHtml(piece.text) : (remotePicture(piece.attributes, isInLink) ?? tagOf(piece)),
      );
    } else if (piece.kind === 'text' && lettersOf(piece.text) !== '') {
      const inner = open.at(-1);
      if (inner) inner.hasOthers = true;
    }
  }
  while (open.length > 0) endElement();
  return output.join('');
}

function replaceTag(output: string[], start: number, tag: string | undefined): void {
  output[start] = tag === undefined ? '' : `<${tag}>`;
  if (tag !== undefined) output.push(`</${tag}>`);
}

function tagOf({ tag, attributes }: Extract<Piece, { tag: string; attributes: unknown }>): string {
  const written = [...letterStyle(attributes)].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag}${written.join('')}>`;
}

/** A link whose target was not kept. */
function isBareLink(tag: string, written: string | undefined): boolean {
  return tag === 'a' && !written?.includes(' href=');
}
