import { markLines } from './marks.ts';
import { isQuoted } from './quote.ts';

/** The lines of a text that are in no quote that can be recognised, with signatures and all else that is left out of an answer. */
export function outsideQuotes(text: string): string {
  const lines = text.split('\n').filter((line) => !isQuoted(line));
  const marks = markLines(lines, false);
  return lines.filter((_, at) => !['quote', 'attribution', 'rest'].includes(marks?.[at] ?? 'text')).join('\n');
}
