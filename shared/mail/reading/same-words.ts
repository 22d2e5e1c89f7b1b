import { htmlToText } from './html-to-text.ts';

/** Scripts that set no space between words: each letter is one. */
const ALONE = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}`;
const WORD = new RegExp(String.raw`[${ALONE}]|(?:(?![${ALONE}])[\p{L}\p{N}])+`, 'gu');

/** Where a link leads and which picture is there: HTML has them as attributes. */
const TARGET = /(?:https?:\/\/|mailto:|tel:|www\.)[^\s<>\]]+|\[(?:image|cid)\s?:[^\][]{0,1000}\]/gi;

/**
 * Whether a plain text has all words that HTML shows, in their order: whoever reads the one then knows what the other says. It may have
 * more, as marks of lists and targets of links. Linear in both.
 */
export function saysAll(plain: string, html: string): boolean {
  const words = wordsOf(plain);
  let at = 0;
  for (const word of wordsOf(htmlToText(html, { withMarks: false }))) {
    at = words.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The lines of a plain text with a word that another text has not. A single letter is the mark of a list. */
export function linesBeyond(plain: string, other: string): string[] {
  const known = new Set(wordsOf(other));
  const isNew = (word: string) => !known.has(word) && !/^[a-z]$/.test(word);
  return plain.split('\n').filter((line) => wordsOf(line.replace(TARGET, ' ')).some(isNew));
}

/** The words of a text as they can be told apart in any: mail programs differ in marks, spaces, capitals and how an accent is written. */
function wordsOf(text: string): string[] {
  if (isAscii(text)) return asciiWords(text);
  // Piece by piece, of which no word is longer: most are of ASCII in any language of ours.
  return text.split(/\s+/).flatMap((piece) => (isAscii(piece) ? asciiWords(piece) : anyWords(piece)));
}

const isAscii = (text: string) => !/[^\0-\x7f]/.test(text);

/** Ten times as fast as what can tell any. */
function asciiWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z\d]+/g) ?? [];
}

function anyWords(text: string): string[] {
  const bare = text.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  return bare.toLowerCase().match(WORD) ?? [];
}
