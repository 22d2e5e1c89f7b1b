import { isBlank } from './line.ts';

/** How many lines with anything on them a text has that is shown of another one, fewer than that. */
export function hiddenLines(text: string, shown: string): number {
  const count = (whole: string) => whole.split(/\r\n?|\n/).filter((line) => !isBlank(line)).length;
  return Math.max(0, count(text) - count(shown));
}
