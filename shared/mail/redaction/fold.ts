/** A text as it is compared: its letters alone, and where in the text each of them stands (UTF-16 units). */
export type Folded = { letters: string; places: number[] };

/** What mail programs put into words that they quote or wrap: blanks, line ends, quote marks, and characters that show nothing. */
const LEFT_OUT = /[\s\p{Cf}\p{Cc}>]/u;

/**
 * The letters of a text, so that words are found again however a mail program quoted or wrapped them: without blanks, line ends, quote
 * marks and invisible characters, in small letters, full-width and other compatible forms (NFKC) as plain ones.
 */
export function fold(text: string): Folded {
  let letters = '';
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    if (!LEFT_OUT.test(character)) {
      const plain = character.normalize('NFKC').toLowerCase();
      letters += plain;
      for (let unit = 0; unit < plain.length; unit += 1) places.push(place);
    }
    place += character.length;
  }
  return { letters, places };
}
