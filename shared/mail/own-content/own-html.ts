import { sanitizeHtml } from '../html/sanitize.ts';
import { ExpectedLetters } from './expected-letters.ts';
import { type Piece, piecesOf } from './html-pieces.ts';
import { lettersOf } from './letters.ts';
import { ownLines } from './own-lines.ts';
import { shownLines } from './shown-lines.ts';
import { writePieces } from './write-pieces.ts';

/**
 * An answer in HTML of more than this, without its pictures, goes as text alone: a mail program's styles are then most of it. In
 * characters.
 */
const MOST_HTML = 300_000;

/**
 * The formatting of a text that somebody wrote above, below or between the lines of a quote: those lines of the mail's HTML that
 * have the very letters of `text`. What is to be sent was decided on the text; so no letter goes out that is not in it, whatever
 * else the HTML holds. What only one of the two has by its nature (targets of links, marks of lists, names of pictures) may
 * differ. Undefined when the words differ: the text then goes as it is.
 *
 * `html` is a mail's, `commands` are the command lines that were taken out of its text; the result is sanitised, with every tag
 * closed.
 */
export function ownHtml(
  html: string,
  { commands, text }: { commands: readonly string[]; text: string },
): string | undefined {
  const cut = piecesOf(html);
  if (!cut) return undefined;
  const expected = new ExpectedLetters(text, pictureNames(cut.pieces));
  if (expected.isEmpty) return undefined;
  const taken = new Set(commands.map(lettersOf));
  const own = ownLines(cut.lines, expected, (letters) => taken.has(letters));
  if (!own) return undefined;
  const found = writePieces(cut.pieces, shownLines(cut.lines, own));
  const length = found.replace(/ src="data:[^"]*"/g, '').length;
  return length > MOST_HTML ? undefined : sanitizeHtml(found);
}

function pictureNames(pieces: readonly Piece[]): ReadonlySet<string> {
  const names = pieces.map((piece) => (piece.kind === 'void' ? lettersOf(piece.attributes.get('alt') ?? '') : ''));
  return new Set(names.filter((name) => name !== ''));
}
