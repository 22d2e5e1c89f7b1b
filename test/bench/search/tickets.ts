/** Tickets with words, as numbers: of `words[from[n]]` up to `words[from[n + 1]]` each is a word of ticket n; `below` has the tickets of a word, oldest first. */
export type Tickets = { size: number; words: Uint16Array; from: Uint32Array; below: Uint32Array[] };

const VOCABULARY = 20_000;
/** So many of the most frequent words of a language are in no index, since nearly every mail has them. */
const STOP_WORDS = 100;
/** Words that a ticket is drawn: some come twice, and some 40 are left, as of a request with a short answer. */
const DRAWN = 41;

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo an es in or us pre'.split(' ');

/** The word of a number: none that the index would fold, or leave out. */
function wordOf(number: number): string {
  let [rest, word] = [number, ''];
  do {
    word = SYLLABLES[rest % SYLLABLES.length] + word;
    rest = Math.floor(rest / SYLLABLES.length);
  } while (rest > 0);
  return `${word}rn`;
}

export const VOCABULARY_WORDS = Array.from({ length: VOCABULARY }, (_, number) => wordOf(number));

/** Numbers from 0 up to 1, the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** So many tickets, whose words are as frequent as those of a language (Zipf). */
export function ticketsOf(size: number): Tickets {
  const chance = seeded(size);
  const words = new Uint16Array(size * DRAWN);
  const from = new Uint32Array(size + 1);
  const counts = new Uint32Array(VOCABULARY);
  let end = 0;
  for (let ticket = 0; ticket < size; ticket += 1) {
    const drawn = new Set<number>();
    for (let draw = 0; draw < DRAWN; draw += 1)
      drawn.add(Math.floor(STOP_WORDS * (1 + VOCABULARY / STOP_WORDS) ** chance()) - STOP_WORDS);
    for (const word of drawn) {
      words[end++] = word;
      counts[word] = (counts[word] ?? 0) + 1;
    }
    from[ticket + 1] = end;
  }
  const below = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(VOCABULARY);
  for (let ticket = 0; ticket < size; ticket += 1) {
    for (const word of wordsOf({ words, from }, ticket)) {
      const list = below[word];
      const at = filled[word] ?? 0;
      if (list) list[at] = ticket;
      filled[word] = at + 1;
    }
  }
  return { size, words, from, below };
}

/** The words of a ticket. */
export function wordsOf({ words, from }: Pick<Tickets, 'words' | 'from'>, ticket: number): Uint16Array {
  return words.subarray(from[ticket], from[ticket + 1]);
}
