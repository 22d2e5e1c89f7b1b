import { htmlToText } from '../reading/html-to-text.ts';
import { lettersOf } from './letters.ts';

/** Longer HTML is not turned into text for this. In characters. */
const MOST_HTML = 2_000_000;
/** So much of the letters of its HTML, less the targets of links, a text has that says the same. */
const LEAST_OF_LETTERS = 0.8;
/** It lost its lines when it has at most so much of them; programs that break lines have more of them in the text. */
const MOST_OF_LINES = 0.5;

/**
 * A text with its lines: as the HTML has them where the program ran them together in the text, as those of Samsung's phones do
 * ("Hi Anna,the key isleft"); else as it is.
 */
export function linedText(text: string, html: string | undefined): string {
  if (html === undefined || html.length > MOST_HTML) return text;
  const shown = htmlToText(html).trim();
  const words = shown.replace(/<[^<>\s]{1,2000}>/g, '');
  const isSame = lettersOf(text).length >= LEAST_OF_LETTERS * lettersOf(words).length;
  return isSame && lineCount(text) <= MOST_OF_LINES * lineCount(shown) ? shown : text;
}

/** Lines with words, but for those that name a picture. */
function lineCount(text: string): number {
  return text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line) && !/^\s*\[[^\]]*\]\s*$/.test(line)).length;
}
