import { fold } from './fold.ts';
import type { Needle } from './needle.ts';

/** Stands for what was hidden, in every language. */
export const HIDDEN = '[redacted]';

/** The text with everything hidden that a needle finds; the same text when none does. */
export function hide(text: string, needles: readonly Needle[]): string {
  const found = rangesOf(text, needles);
  let hidden = '';
  let end = 0;
  for (const [from, to] of found) {
    if (from > end || end === 0) hidden += text.slice(end, from) + HIDDEN;
    end = Math.max(end, to);
  }
  return found.length === 0 ? text : hidden + text.slice(end);
}

/** Whether there is something to hide in a text. */
export function shows(text: string, needles: readonly Needle[]): boolean {
  return rangesOf(text, needles).length > 0;
}

/** Where the needles stand, in order; they may overlap. */
function rangesOf(text: string, needles: readonly Needle[]): [from: number, to: number][] {
  const { letters, starts, ends } = fold(text);
  const ranges: [number, number][] = [];
  for (const { length, indexIn } of needles) {
    if (length === 0) continue;
    for (let at = indexIn(letters, 0); at >= 0; at = indexIn(letters, at + length)) {
      ranges.push([starts[at] ?? 0, ends[at + length - 1] ?? 0]);
    }
  }
  return ranges.sort(([a], [b]) => a - b);
}
