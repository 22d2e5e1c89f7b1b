import { cleanLine } from '../../shared/mail/clean.ts';
import type { Io } from './command.ts';

/** What stands between two columns. */
const GAP = '  ';

/**
 * Rows as aligned text, one line each, a heading above. With `width` (characters of the terminal) a longer line is cut, so that a
 * row stays a row. What a cell has of controls goes, since much in it is what strangers wrote, and a terminal obeys them.
 */
export function formatTable(headings: string[], rows: string[][], width = Number.POSITIVE_INFINITY): string {
  const lines = [headings, ...rows].map((line) => line.map((cell) => cleanLine(cell, Number.POSITIVE_INFINITY)));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => lengthOf(line[column]))));
  return lines
    .map((line) => line.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join(GAP))
    .map((line) => `${cut(line.trimEnd(), width)}\n`)
    .join('');
}

/** Characters of the terminal; undefined when the output is a file or a pipe, which take lines of any length. */
export function widthOf(output: Io['stdout']): number | undefined {
  return 'columns' in output && typeof output.columns === 'number' ? output.columns : undefined;
}

function cut(line: string, width: number): string {
  const characters = [...line];
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : line;
}

function lengthOf(cell = ''): number {
  return [...cell].length;
}
