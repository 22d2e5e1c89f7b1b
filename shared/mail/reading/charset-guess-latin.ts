import { guessLanguage } from '../language/guess.ts';
import { guessOld } from './charset-guess-old.ts';

/** Which encoding unlabelled bytes that are no UTF-8 are in: as far as mail in the wild makes it worth asking. */
export type Guess = { encoding: string; isSure: boolean };

/** Letters by which the tables of Central Europe differ, by language. */
const CENTRAL_EUROPEAN: Record<string, RegExp> = {
  cs: /[čďěňřšťůž]/giu,
  pl: /[ąćęłńśźż]/giu,
  hu: /[őű]/giu,
  ro: /[ăâîşţ]/giu,
};
const ANY = /[čďěňřšťůžąćęłńśźżőűăşţľđ]/giu;

/** Read as windows-1252, letters of Central Europe are signs in the middle of a word. */
const SIGN_IN_WORD = /\p{L}[¡£¥¦©®¯±³µ¶¹»¼¾¿›Ÿ]\p{L}|\p{L}œ(?![ui])\p{L}/u;

/** Letters of windows-1252 whose bytes are other letters in the tables of Central Europe, where Italian and French have none. */
const AMBIGUOUS = /[èìòùàêëïñõûãåæøþðÈÌÒÙÀÊËÏÑÕÛÃÅÆØÞÐ](?=\p{L})/u;

const SIGN_OR_AMBIGUOUS = new RegExp(`${SIGN_IN_WORD.source}|${AMBIGUOUS.source}`, 'gu');

/** Accented letters of DOS (code page 850) and of old Macs, as windows-1252 reads them: signs and capitals that end no word of its own. */
const OLD_LETTER = /[\x81\x8d\x8f\x90\x9d]|\p{Ll}[¡¢¤§]\p{Ll}|\p{L}[‚ˆ˜]|\p{Ll}[ŠŽ]|(?<!\p{L})[ŠŽ](?![\p{L}.])/u;

/** Letters of Iceland where Turkey has its own; and what Turkish has not: other letters of Iceland, Romania and Lithuania, Icelandic words. */
const TURKISH = /[ýþðÝÞÐ]/gu;
const NOT_TURKISH = /[áéíóúæãºèëûàøå]|(?<!\p{L})(?:og|að|það|er|við|sem|til|ekki|þetta)(?!\p{L})/iu;

/**
 * Which of the tables of Latin letters, by the language that the text then is in: its words without accents tell as well. `isProven`:
 * the language is one that has no such table, or the reading by windows-1252 makes no sense.
 */
export function guessLatin(sample: Uint8Array): Guess & { isProven: boolean } {
  const western = new TextDecoder('windows-1252').decode(sample);
  const old = guessOld(sample);
  if (old) return { ...old, isSure: false };
  if (isTurkish(sample, western)) return { encoding: 'windows-1254', isSure: false, isProven: true };
  const isOld = OLD_LETTER.test(western);
  const language = guessLanguage(western, []);
  const isWestern = language !== undefined && !(language in CENTRAL_EUROPEAN);
  const isSign = SIGN_IN_WORD.test(western);
  if (isWestern && !isSign) return { encoding: 'windows-1252', isSure: !isOld, isProven: false };
  const central = guessLanguage(new TextDecoder('windows-1250').decode(sample), []) ?? language;
  const letters = central === undefined ? undefined : CENTRAL_EUROPEAN[central];
  if (!letters && !isSign) {
    return { encoding: 'windows-1252', isSure: !AMBIGUOUS.test(western) && !isOld, isProven: false };
  }
  const encoding = guessCentral(sample, central);
  const doubts = western.match(SIGN_OR_AMBIGUOUS)?.length ?? 0;
  const isProven = letters !== undefined && doubts > 0 && countCentral(sample, encoding, central) >= doubts;
  return { encoding, isSure: false, isProven };
}

function isTurkish(sample: Uint8Array, western: string): boolean {
  const letters = western.match(TURKISH)?.length ?? 0;
  if (letters === 0 || NOT_TURKISH.test(western)) return false;
  return letters > 2 || guessLanguage(new TextDecoder('windows-1254').decode(sample), []) === 'tr';
}

/** Which of the two tables of Central Europe, by the letters of a language; of all languages there where it is none of them. */
function guessCentral(sample: Uint8Array, language: string | undefined): 'windows-1250' | 'iso-8859-2' {
  const count = (encoding: string) => countCentral(sample, encoding, language);
  return count('iso-8859-2') > count('windows-1250') ? 'iso-8859-2' : 'windows-1250';
}

/** How many letters there are that only this language of Central Europe has, or any of them where it is none. */
export function countCentral(sample: Uint8Array, encoding: string, language: string | undefined): number {
  const letters = CENTRAL_EUROPEAN[language ?? ''] ?? ANY;
  return new TextDecoder(encoding).decode(sample).match(letters)?.length ?? 0;
}
