import { WORD, WORDS, wordsKey } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { hitOfKey } from '../../../shared/aws/word-table.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { wordsOf } from '../../../shared/search/words.ts';
import { ADMIN } from '../../../shared/search/writer.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import type { WordHit } from '../../../shared/ticket/word-store.ts';

/** Whether an item is of the index of a search: that is not changed by itself, but made from its ticket. */
export const isOfIndex = ({ pk }: Item) => [WORD, WORDS].some((prefix) => String(pk).startsWith(prefix));

/**
 * What a search finds a person by, gathered while a table is looked through. The index has no address as it is written, but folded: it is asked for
 * what these addresses are there. A ticket of which something was taken is to be `touched`, too.
 */
export function wordsOfPerson({ words, tickets }: Pick<Desk, 'words' | 'tickets'>, addresses: readonly string[]) {
  const each = addresses.map((address) => wordsOf(address));
  const whole = new Set(each.flat().filter((word) => word.includes('@')));
  const touched = new Set<string>();
  const entries: WordHit[] = [];
  return {
    touch: (ticket: string) => void touched.add(ticket),
    /** Looks at an item of the index. */
    see(item: Item): void {
      const { pk, words } = item;
      if (String(pk).startsWith(WORDS)) {
        const has = new Set(String(words).split(' '));
        if (each.some((theirs) => theirs.every((word) => has.has(word)))) touched.add(String(pk).slice(WORDS.length));
        return;
      }
      const hit = hitOfKey(item);
      if (hit && whole.has(hit.word)) entries.push(hit);
    },
    /** Has the tickets found by what they have now. Gives the keys of those of which that cannot be done. Throws what the store says. */
    async mend(): Promise<string[]> {
      const left: string[] = [];
      for (const id of new Set([...touched, ...entries.map(({ ticket }) => ticket)])) {
        try {
          await indexTicket({ words, tickets }, id, ADMIN);
          const has = new Set((await words.of(id))?.words.split(' '));
          for (const { word, ...place } of entries.filter(({ ticket }) => ticket === id)) {
            if (!has.has(word)) await words.takeOut(place, [word]);
          }
        } catch (error) {
          if (!(error instanceof UnreadableItem)) throw error;
          const { pk, sk } = wordsKey(id);
          left.push(`${pk} ${sk}`);
        }
      }
      return left;
    },
  };
}
