import { LANGUAGES } from '../../../language.ts';
import { UNDONE_WORDS } from './undone.ts';
import { wordsFor } from './words.ts';

/** A shorter one may be anybody's sentence. */
const SHORTEST_PHRASE = 36;
/** Fewer letters than this are in any sentence. */
const SHORTEST_PIECE = 12;

/** What only a mail to an agent says, bare of spaces and signs, so that no wrapping hides it. */
const PHRASES = LANGUAGES.flatMap((language) => {
  const { notice, notSent, commandHelp, unresponsive, escalation } = wordsFor(language);
  return textsOf([notice, notSent, commandHelp, unresponsive, escalation, UNDONE_WORDS[language]]);
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

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
