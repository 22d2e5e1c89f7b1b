import { guessLanguage } from '../language/guess.ts';

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
const SIGN_IN_WORD = /\p{L}[¡£¥¦©®¯±³µ¶¹»¼¾¿›œŸ]\p{L}/u;

/** Letters of windows-1252 whose bytes are other letters in the tables of Central Europe, where Italian and French have none. */
const AMBIGUOUS = /[èìòùàêëïñõûãåæøþðÈÌÒÙÀÊËÏÑÕÛÃÅÆØÞÐ](?=\p{L})/u;

/** Accented letters of DOS (code page 850) and of old Macs, as windows-1252 reads them: signs and capitals that end no word of its own. */
const OLD_LETTER = /\p{L}[‚ˆ˜\x81\x8d\x8f\x90\x9d]|\p{Ll}[ŠŽ]|(?<!\p{L})[ŠŽ](?![\p{L}.])/u;

/** Which of the tables of Latin letters, by the language that the text then is in: its words without accents tell as well. */
export function guessLatin(sample: Uint8Array): Guess {
  const western = new TextDecoder('windows-1252').decode(sample);
  const language = guessLanguage(western, []);
  const isWestern = language !== undefined && !(language in CENTRAL_EUROPEAN);
  if (isWestern && !SIGN_IN_WORD.test(western)) return { encoding: 'windows-1252', isSure: !OLD_LETTER.test(western) };
  const central = guessLanguage(new TextDecoder('windows-1250').decode(sample), []) ?? language;
  const letters = central === undefined ? undefined : CENTRAL_EUROPEAN[central];
  if (!letters && !SIGN_IN_WORD.test(western))
    return { encoding: 'windows-1252', isSure: !AMBIGUOUS.test(western) && !OLD_LETTER.test(western) };
  const count = (encoding: string) => new TextDecoder(encoding).decode(sample).match(letters ?? ANY)?.length ?? 0;
  return { encoding: count('iso-8859-2') > count('windows-1250') ? 'iso-8859-2' : 'windows-1250', isSure: false };
}
