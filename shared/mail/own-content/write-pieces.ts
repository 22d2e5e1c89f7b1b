import { escapeHtml } from '../html/escape.ts';
import type { Piece } from './html-pieces.ts';
import { letterStyle } from './letter-style.ts';

/** Stay empty in a table of which something is kept, or what follows would move to the left. */
const CELLS = new Set(['td', 'th']);

/** Writes pieces of the lines that are shown, and of the elements only those that hold anything of them. */
export function writePieces(pieces: readonly Piece[], shown: ReadonlySet<number>): string {
  const output: string[] = [];
  /** Of each open element: where it begins in the output, and whether something of it is kept. */
  const open: { tag: string; start: number; isKept: boolean }[] = [];
  const keep = (markup: string) => {
    output.push(markup);
    const inner = open.at(-1);
    if (inner) inner.isKept = true;
  };
  const endElement = () => {
    const element = open.pop();
    if (!element) return;
    if (!element.isKept && !CELLS.has(element.tag)) output.length = element.start;
    else if (!isBareLink(element.tag, output[element.start])) output.push(`</${element.tag}>`);
    else output[element.start] = '';
    const outer = open.at(-1);
    if (outer) outer.isKept ||= element.isKept;
  };
  for (const piece of pieces) {
    if (piece.kind === 'open') {
      open.push({ tag: piece.tag, start: output.length, isKept: false });
      output.push(tagOf(piece));
    } else if (piece.kind === 'close') {
      const at = open.findLastIndex(({ tag }) => tag === piece.tag);
      for (let left = open.length - at; at >= 0 && left > 0; left -= 1) endElement();
    } else if (shown.has(piece.line)) {
      keep(piece.kind === 'text' ? escapeHtml(piece.text) : tagOf(piece));
    }
  }
  while (open.length > 0) endElement();
  return output.join('');
}

function tagOf({ tag, attributes }: Extract<Piece, { tag: string; attributes: unknown }>): string {
  const written = [...letterStyle(attributes)].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag}${written.join('')}>`;
}

/** A link whose target was not kept. */
function isBareLink(tag: string, written: string | undefined): boolean {
  return tag === 'a' && !written?.includes(' href=');
}
