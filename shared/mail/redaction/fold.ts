/** A text as it is compared: its letters alone, and from where to where in the text each of them stands (UTF-16 units). */
export type Folded = { letters: string; starts: number[]; ends: number[] };

/** What mail programs put into words that they quote or wrap: blanks, line ends, quote marks, and characters that show nothing. */
const LEFT_OUT = /[\s\p{Cf}\p{Cc}>]/u;

/** What makes one letter with the one before it: accents, the later parts of a Korean syllable, half-width voice marks of kana. */
const GOES_ON = /[\p{M}\u1160-\u11FF\uFF9E\uFF9F]/u;

/** More on one letter are no writing, and would take long (Unicode, annex 15, section 13). */
const MOST_ON_ONE = 30;

/**
 * The letters of a text, so that words are found again however a mail program quoted or wrapped them: without blanks, line ends, quote
 * marks and invisible characters, in small letters, full-width and other compatible forms as plain ones, and an accent with its letter,
 * whether they came as one character or as two (NFKC).
 */
export function fold(text: string): Folded {
  const folded: Folded = { letters: '', starts: [], ends: [] };
  let letter = { text: '', parts: 0, start: 0, end: 0 };
  let place = 0;
  for (const character of text) {
    const end = place + character.length;
    if (letter.parts > 0 && letter.parts < MOST_ON_ONE && GOES_ON.test(character)) {
      letter = { text: letter.text + character, parts: letter.parts + 1, start: letter.start, end };
    } else if (!LEFT_OUT.test(character)) {
      add(folded, letter);
      letter = { text: character, parts: 1, start: place, end };
    }
    place = end;
  }
  add(folded, letter);
  return folded;
}

function add(folded: Folded, { text, start, end }: { text: string; start: number; end: number }): void {
  const plain = text.normalize('NFKC').toLowerCase();
  folded.letters += plain;
  for (let unit = 0; unit < plain.length; unit += 1) {
    folded.starts.push(start);
    folded.ends.push(end);
  }
}
