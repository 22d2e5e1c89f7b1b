import type { HtmlLine } from './html-pieces.ts';

/**
 * The lines that go out, by number: beside those with words (`own`) the signs and pictures that are next to one, unless a line
 * across or the edge of a quote is between; and what has nothing to be seen between two that do.
 */
export function shownLines(lines: readonly HtmlLine[], own: ReadonlySet<number>): ReadonlySet<number> {
  const shown = new Set(own);
  const belowOwn = nextTo(lines, own, 1);
  const aboveOwn = nextTo(lines, own, -1);
  for (const [number, { kind }] of lines.entries()) {
    const isOwn = belowOwn[number] === 'own' || (belowOwn[number] === 'nothing' && aboveOwn[number] === 'own');
    if (kind === 'signs' && isOwn) shown.add(number);
  }
  const numbers = [...lines.keys()];
  const isBelow = besideShown(lines, shown, numbers);
  const isAbove = besideShown(lines, shown, numbers.toReversed());
  return new Set(numbers.filter((number) => shown.has(number) || (isBelow.has(number) && isAbove.has(number))));
}

/** Whose words are nearest above each line (`step` 1) or below it (-1). */
function nextTo(lines: readonly HtmlLine[], own: ReadonlySet<number>, step: 1 | -1): ('own' | 'others' | 'nothing')[] {
  const beside = lines.map((): 'own' | 'others' | 'nothing' => 'nothing');
  let nearest: 'own' | 'others' | 'nothing' = 'nothing';
  for (let number = step === 1 ? 0 : lines.length - 1; number >= 0 && number < lines.length; number += step) {
    const kind = lines[number]?.kind;
    if (kind === 'words') nearest = own.has(number) ? 'own' : 'others';
    else if (kind === 'rule' || kind === 'edge') nearest = 'nothing';
    beside[number] = nearest;
  }
  return beside;
}

/** Lines without words or signs whose nearest one with any, in this order, is shown. */
function besideShown(lines: readonly HtmlLine[], shown: ReadonlySet<number>, order: readonly number[]): Set<number> {
  const beside = new Set<number>();
  let isShown = false;
  for (const number of order) {
    const kind = lines[number]?.kind;
    if (kind === 'words' || kind === 'signs') isShown = shown.has(number);
    else if (isShown) beside.add(number);
  }
  return beside;
}
