import { LANGUAGES } from '../../../language.ts';
import { FLOOD_WORDS } from './flood.ts';
import { FORM_NEWS_WORDS } from './form-news.ts';
import { HELD_WORDS } from './held.ts';
import { NOTICE_DIGEST_WORDS } from './notice-digest.ts';
import { TO_NOBODY_WORDS } from './to-nobody.ts';
import { UNDONE_WORDS } from './undone.ts';
import { wordsFor } from './words.ts';

/** A shorter one may be anybody's sentence. */
const SHORTEST_PHRASE = 36;
/** Fewer letters than this are in any sentence. */
const SHORTEST_PIECE = 12;

/** Stands where a sentence has a number, a name or a time. */
const FILLED_IN = '\u0000';

/** What only a mail to an agent says, bare of spaces and signs, so that no wrapping hides it. */
const PHRASES = LANGUAGES.flatMap((language) => {
  const { notice, notSent, commandHelp, unresponsive, escalation } = wordsFor(language);
  const others = [FLOOD_WORDS, FORM_NEWS_WORDS, HELD_WORDS, NOTICE_DIGEST_WORDS, TO_NOBODY_WORDS, UNDONE_WORDS].map(
    (words) => words[language],
  );
  return textsOf([notice, notSent, commandHelp, unresponsive, escalation, ...others]);
}).map(lettersOf);
const LONG_PHRASES = PHRASES.filter((phrase) => phrase.length >= SHORTEST_PHRASE);

/** True if a text holds a whole sentence that stands in mails to agents only, however it is wrapped and quoted. */
export function holdsNoticePhrase(text: string): boolean {
  const letters = lettersOf(text);
  return LONG_PHRASES.some((phrase) => letters.includes(phrase));
}

/** True for a line that is a piece of such a sentence. */
export function isNoticeWords(line: string): boolean {
  const letters = lettersOf(line);
  return letters.length >= SHORTEST_PIECE && PHRASES.some((phrase) => phrase.includes(letters));
}

/** A sentence with something to fill in is the pieces around it. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(FILLED_IN);
  if (typeof value === 'function') return textsOf(value(...Array(value.length).fill(FILLED_IN)));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
