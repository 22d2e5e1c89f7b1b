import type { ExpectedLetters } from './expected-letters.ts';
import type { HtmlLine } from './html-pieces.ts';

/** Shorter ones may stand in a quote by chance. In letters. */
const FEWEST_LETTERS = 12;

/** So many ways are looked at beside each other; of an honest mail there are two or three. */
const MOST_WAYS = 16;

const QUOTED = 2;
const BEGUN_ANEW = 1;

/** One way to find the text: how far it came, whether the last line of words was taken, and at what cost. */
type Way = { place: number; isRunning: boolean; cost: number; taken: Taken | undefined };
type Taken = { line: number; before: Taken | undefined };

/**
 * The lines of the HTML that make up a text, whole lines in their order, by number; undefined when it is not there. What is not
 * of the text is left out, wherever it stands: the quote, a signature, a command (`isCommand`). Of several ways it is the one
 * with the fewest breaks, and outside of quotes; then the last one, for an answer below a quote.
 */
export function ownLines(
  lines: readonly HtmlLine[],
  expected: ExpectedLetters,
  isCommand: (letters: string) => boolean,
): ReadonlySet<number> | undefined {
  let ways: Way[] = [{ place: 0, isRunning: true, cost: 0, taken: undefined }];
  for (const [number, line] of lines.entries()) {
    if (line.kind === 'words') ways = next(ways, { number, line, expected, canBePassed: isCommand(line.letters) });
  }
  const [best] = ways.filter(({ place }) => expected.isEnd(place)).toSorted((a, b) => a.cost - b.cost);
  if (!best) return undefined;
  const own = new Set<number>();
  for (let taken = best.taken; taken; taken = taken.before) own.add(taken.line);
  return own;
}

type Step = { number: number; line: HtmlLine; expected: ExpectedLetters; canBePassed: boolean };

function next(ways: readonly Way[], { number, line, expected, canBePassed }: Step): Way[] {
  const best = new Map<string, Way>();
  const keep = (way: Way) => {
    const key = `${way.place} ${way.isRunning}`;
    const known = best.get(key);
    if (!known || way.cost <= known.cost) best.set(key, way);
  };
  for (const way of ways) {
    // One that is done goes on over whatever follows.
    keep(canBePassed ? way : { ...way, isRunning: false });
    if (line.isQuoted && !way.isRunning && line.letters.length < FEWEST_LETTERS) continue;
    const cost = way.cost + (way.isRunning ? 0 : BEGUN_ANEW) + (line.isQuoted ? QUOTED : 0);
    const taken = { line: number, before: way.taken };
    for (const place of expected.after(way.place, line.letters)) keep({ place, isRunning: true, cost, taken });
  }
  const found = [...best.values()];
  return found.length > MOST_WAYS ? found.toSorted((a, b) => a.cost - b.cost).slice(0, MOST_WAYS) : found;
}
