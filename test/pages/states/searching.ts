import type { Language } from '../../../shared/language.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { wordsOf } from '../../../shared/search/words.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { waitingTicket } from '../../support/stories.ts';
import { ANNA } from './story.ts';

/** What is looked for: words that two tickets have, of which one says the other in its text; and one that most have. */
export const SOUGHT: Record<Language, { words: string; frequent: string }> = {
  en: { words: 'mfa bergamo', frequent: 'printer' },
  it: { words: 'mfa bergamo', frequent: 'stampante' },
};

const REQUESTS: Record<Language, [subject: string, text: string][]> = {
  en: [
    ['MFA asks again each morning, Bergamo office', 'Nobody in accounting gets past the second code.'],
    [
      'New laptop for the warehouse',
      'It starts. The printer is not found, and MFA is not set up: Bergamo, second floor.',
    ],
    ['Printer on the second floor prints blank pages', 'All three of them, since the update.'],
  ],
  it: [
    ['La MFA si ripete ogni mattina, ufficio di Bergamo', 'In contabilità nessuno supera il secondo codice.'],
    [
      'Portatile nuovo per il magazzino',
      'Si accende. La stampante non si trova e la MFA non è attiva: Bergamo, secondo piano.',
    ],
    ['La stampante del secondo piano stampa pagine bianche', 'Tutte e tre, dopo l’aggiornamento.'],
  ],
};

/** As deep as a search looks below one word. */
const DEPTH = 1_000;

/** Three requests that are found by their words; the frequent word is that of a thousand others from before. */
export async function foundByWords(desk: MemoryDesk, language: Language): Promise<void> {
  for (const [index, [subject, text]] of REQUESTS[language].entries()) {
    const requester = { address: ANNA, name: 'Anna Rossi', verified: true };
    const { id } = await waitingTicket(desk, {
      source: `test:${index}`,
      language,
      subject,
      text,
      requester,
      priority: 3,
    });
    await indexTicket(desk, id);
    desk.pass(17 * 60);
  }
  const words = wordsOf(SOUGHT[language].frequent);
  for (let number = 0; number < DEPTH; number += 1) {
    await desk.words.enter({ ticket: `T-${10_000_000 + number}`, at: '2026-01-12T08:00:00.000Z' }, words);
  }
}
