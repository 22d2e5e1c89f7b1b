import type { Mark } from './marks.ts';
import { mayBeBrokenOff } from './quote.ts';

/**
 * Marks what a mail program broke off the quoted lines as theirs. Only where somebody answered above and nowhere among the lines: else
 * the two words below a quoted line are as well an answer.
 */
export function markBrokenLines(lines: readonly string[], marks: Mark[]): void {
  const quote = marks.indexOf('quote');
  const isText = (mark: Mark) => mark === 'text' || mark === 'code';
  if (quote < 0 || !marks.slice(0, quote).some(isText)) return;
  const broken = marks.flatMap((mark, at) => (at > quote && isText(mark) ? [at] : []));
  if (!broken.every((at) => marks[at - 1] === 'quote' && mayBeBrokenOff(lines[at - 1] ?? '', lines[at] ?? ''))) return;
  for (const at of broken) marks[at] = 'quote';
}
