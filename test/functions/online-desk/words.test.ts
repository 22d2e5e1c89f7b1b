import { describe, expect, it } from 'vitest';
import { deskWords } from '../../../functions/online-desk/words/words.ts';
import { openTime } from '../../../functions/web/time.ts';
import { LANGUAGES } from '../../../shared/language.ts';
import { FLOOD_WORDS } from '../../../shared/mail/templates/words/flood.ts';
import { HELD_WORDS } from '../../../shared/mail/templates/words/held.ts';
import { NOTICE_DIGEST_WORDS } from '../../../shared/mail/templates/words/notice-digest.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';

/** Every sentence of pages and mails, with `filled` wherever there is something to fill in. */
function sentences(value: unknown, filled: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return sentences(value(...Array(value.length).fill(filled)), filled);
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((each) => sentences(each, filled))
    : [];
}

/** What is said of one as of many. */
const MANY_OF_ONE = {
  en: /(?<![\d,.])1 (?:new |more |other )?(?:messages|notices|tickets|lines|days|hours|minutes)\b|(?<![\d,.])1 (?:new |more )?(?:message|ticket|line|hour) (?:are|wait|count|have)\b/,
  it: /(?<![\d,.])1 (?:messaggi|avvisi|giorni|righe|nuovi|altri|ore|minuti)\b|\b(?:sono|mancano|attendono|contano) 1\b|\b1 ticket attendono|\bLe 1\b/,
};

describe.each(LANGUAGES)('words in %s', (language) => {
  it('say one of one', () => {
    const all = [deskWords, wordsFor].map((of) => of(language));
    const team = [FLOOD_WORDS, HELD_WORDS, NOTICE_DIGEST_WORDS].map((of) => of[language]);
    const said = [...sentences([all, team], 1), ...sentences(deskWords(language), openTime(3_600, language))];
    expect(said.length).toBeGreaterThan(500);
    expect(said.filter((sentence) => MANY_OF_ONE[language].test(sentence))).toEqual([]);
  });

  it('of a time on the desk’s own terms say that the contract’s may be earlier, and may be later', () => {
    const { sent, file } = deskWords(language);
    for (const said of [sent.byNote, file.priorityHint('Basic'), file.urgentWhenClosed('9:00')]) {
      expect(said).toMatch(/earlier or later|prima o dopo/);
    }
  });

  it('have no sentence twice on a line, and no space where nothing is filled in', () => {
    for (const sentence of sentences(deskWords(language), 'X')) expect(sentence).not.toMatch(/ {2}|^ | $/);
  });
});
