import { hasLegalWord, isDisclaimer } from './disclaimer.ts';
import { bare, isBlank, isRule, LONGEST_MARK } from './line.ts';
import { isMobileFooter } from './mobile-footer.ts';
import { isContact, isFact, isNameLike, isPostscript, isProse, isTitle } from './prose.ts';
import { isNickname, isOfContacts, isSigner } from './signer.ts';

/** A block of more lines than this is text with a line above it. RFC 3676 section 4.3 means four. */
const MOST_LINES = 12;

/** What may begin a signature (RFC 3676, section 4.3) or a mailing list's footer: `-- `, `--`, `__`, longer rules of underscores. */
export function isDelimiter(line: string): boolean {
  if (line.length > LONGEST_MARK) return false;
  return /^(?:--|__|_{5,})$/.test(bare(line));
}

/**
 * How many lines of `block`, which stands below the delimiter, are surely a signature; -1 when the delimiter is none. People set
 * `-- ` between the sections of a mail too, and write on below their signature: a sentence is never a signature's. It ends at a
 * paragraph of sentences; where one stands among its own lines, or only a heading above it, all is text.
 */
export function signatureLength(delimiter: string, block: readonly string[]): number {
  if (bare(delimiter).startsWith('_')) return isListFooter(block) ? block.length : -1;
  const isExact = /^-- /.test(delimiter);
  const paragraphs = paragraphsOf(block);
  const [first] = paragraphs;
  if (first === undefined) return block.length;
  const firstText = paragraphs.findIndex(
    (paragraph, index) => !isOfSignature(paragraph, paragraphs[index - 1], isExact),
  );
  const signed = firstText < 0 ? paragraphs : paragraphs.slice(0, firstText);
  const shown = signed
    .filter((paragraph) => !isFooter(paragraph))
    .flatMap(({ lines }) => lines.filter((line) => !isRule(line)));
  if (shown.length > MOST_LINES) return -1;
  const text = paragraphs[firstText];
  if (text === undefined) return block.length;
  // A postscript directly below the name.
  const postscript = text.lines.findIndex(isPostscript);
  const above = text.lines.slice(0, Math.max(0, postscript));
  if (postscript > 0 && isSignature(above, isExact)) return text.at + postscript;
  const isSigned = shown.length > 1 || shown.some(isContact) || (shown.length > 0 && isPostscript(text.lines[0] ?? ''));
  return isSigned ? text.at : -1;
}

type Paragraph = { at: number; lines: string[] };

function paragraphsOf(block: readonly string[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  block.forEach((line, at) => {
    if (isBlank(line)) return;
    const open = paragraphs.at(-1);
    if (open && open.at + open.lines.length === at) open.lines.push(line);
    else paragraphs.push({ at, lines: [line] });
  });
  return paragraphs;
}

function isFooter({ lines }: Paragraph): boolean {
  return isDisclaimer(lines) || lines.some(isListLine);
}

/** The first paragraph is somebody's name and what belongs to it; what hides in a second one must be told by its own words. */
function isOfSignature(paragraph: Paragraph, before: Paragraph | undefined, isExact: boolean): boolean {
  const { at, lines } = paragraph;
  if (isFooter(paragraph)) return true;
  // Below a rule one legal word is enough: nobody draws a line under their name but a lawyer.
  if (before?.lines.every(isRule) && hasLegalWord(lines)) return true;
  if (before === undefined || at === 0) return isSignature(lines, isExact);
  if (lines.every((line) => isRule(line) || isMobileFooter(line) || isHashTags(line))) return true;
  return lines.some(isOfContacts) && lines.every((line) => !isProse(line)) && !isFact(lines[0] ?? '');
}

function isSignature(lines: readonly string[], isExact: boolean): boolean {
  const lastContact = lines.findLastIndex(isContact);
  return lines.every((line, index) => {
    if (isRule(line) || isMobileFooter(line)) return true;
    if (index === 0) return isNameLike(line) && (isSigner(line, isExact) || (lastContact > 0 && isNickname(line)));
    return !isProse(line) || (index < lastContact && isTitle(line));
  });
}

/** `#TeamSupport #gogreen`; a number may be an error's or an order's. */
function isHashTags(line: string): boolean {
  return line.length <= LONGEST_MARK && /^\s*(?:#(?=\S*\p{L})[\p{L}\p{N}_]+\s*)+$/u.test(line);
}

/** Words that only the footer of a mailing list has. */
function isListLine(line: string): boolean {
  return /unsubscribe|google groups|listinfo|\/mailman|@(?:lists?|listes?|liste)\.|disiscri|abbestell|désabonn|désinscri/i.test(
    line.slice(0, LONGEST_MARK),
  );
}

/** Right below a rule of underscores, short, and a mailing list's by a word or a link: Mailman's footer and its kin. */
function isListFooter(block: readonly string[]): boolean {
  const shown = block.filter((line) => !isBlank(line) && !isRule(line));
  return (
    !isBlank(block[0] ?? '') &&
    shown.length > 0 &&
    shown.length <= 6 &&
    !shown.some((line) => /[?？]\s*$/.test(line.slice(-20)) || isPostscript(line)) &&
    shown.some(isListLine)
  );
}
