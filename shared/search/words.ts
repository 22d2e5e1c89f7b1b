import { foldWord, plainWord } from './fold.ts';
import { isStopWord } from './stop-words.ts';

/** Letters and digits, also parted by what stands inside names of machines, files and addresses. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-.@_+][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
const INSIDE = /[-.@_+]/;

/** Characters of a text that are read: what is longer is no text. */
const MOST_CHARACTERS = 20_000;

/** What somebody wrote as words, in order, as they stand: an elided article (l'acqua, dell'ordine) is a word of its own. */
export function tokensOf(text: string): string[] {
  return text.slice(0, MOST_CHARACTERS).match(TOKEN) ?? [];
}

/**
 * The words that a text is found by, each once, in its order and as the index has them, `most` at most. A name of a machine, a file or an address is
 * found whole and by each of its parts, an address by its domain too.
 */
export function wordsOf(text: string, most = Number.POSITIVE_INFINITY): string[] {
  const words = new Set<string>();
  for (const token of tokensOf(text)) {
    for (const part of [token, ...token.split(INSIDE), ...domainsIn(token)]) {
      const plain = plainWord(part);
      if (plain.length < 2 || isStopWord(plain)) continue;
      words.add(foldWord(plain));
      if (words.size >= most) return [...words];
    }
  }
  return [...words];
}

/** The domain of an address, and those that it is below: rossi.example of anna@mail.rossi.example. */
function domainsIn(token: string): string[] {
  const [, domain = ''] = token.split('@');
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
