/** A line of ours that somebody wrote on goes on behind so many words at least. */
const SHORTEST_BEGINNING = 3;
const FEWEST_WORDS = 3;
/** Lines times words, of one text: some 20 ms. A longer one is not looked for. */
const MOST_WORK = 4_000_000;

/** How many words of each line are a text's, counted from the line's beginning, and the lines between which the text stands. */
export type Alignment = { found: number[]; first: number; last: number };

/**
 * Finds a text among the words of lines, in its order, wherever lines were broken and others put between: the way that has most of its words, and
 * of those the last. A line counts whole, or up to where a line of the text ends in it. Undefined when less than `least` (0 to 1) is there,
 * or it would be too much work.
 */
export function align(lines: readonly string[][], text: readonly string[][], least: number): Alignment | undefined {
  const words = text.flat();
  const fewest = least * words.length;
  if (words.length < FEWEST_WORDS || lines.length * words.length > MOST_WORK) return undefined;
  const there = new Set(lines.flat());
  if (words.filter((word) => there.has(word)).length < fewest) return undefined;
  const ends = new Set<number>();
  let end = 0;
  for (const line of text) {
    end += line.length;
    ends.add(end);
  }
  const take = (at: number, from: number) => lengthFound(lines[at] ?? [], words, from, ends);
  const best = bestOf(lines.length, words.length, take);
  if (best(0, 0) < fewest) return undefined;
  const found = lines.map(() => 0);
  for (let at = 0, from = 0; at < lines.length && from < words.length; ) {
    const length = take(at, from);
    if (best(at, from) === best(at + 1, from)) at += 1;
    else if (best(at, from) === best(at, from + 1)) from += 1;
    else {
      found[at] = length;
      from += length;
      at += 1;
    }
  }
  const isFound = (count: number) => count > 0;
  return { found, first: found.findIndex(isFound), last: found.findLastIndex(isFound) };
}

/** The most words that can be found from a line and a word on. */
function bestOf(lines: number, words: number, take: (at: number, from: number) => number) {
  const width = words + 2;
  const table = new Int32Array((lines + 1) * width);
  const best = (at: number, from: number) => table[at * width + from] ?? 0;
  for (let at = lines - 1; at >= 0; at -= 1) {
    for (let from = words; from >= 0; from -= 1) {
      const length = take(at, from);
      const taken = length === 0 ? 0 : length + best(at + 1, from + length);
      table[at * width + from] = Math.max(taken, best(at, from + 1), best(at + 1, from));
    }
  }
  return best;
}

/** How many words a line has of the text from there on: all of its own, or so many that a line of the text ends with them. */
function lengthFound(
  line: readonly string[],
  words: readonly string[],
  from: number,
  ends: ReadonlySet<number>,
): number {
  let length = 0;
  while (length < line.length && line[length] === words[from + length]) length += 1;
  if (length === line.length) return length;
  while (length >= SHORTEST_BEGINNING && !ends.has(from + length)) length -= 1;
  return length >= SHORTEST_BEGINNING ? length : 0;
}
