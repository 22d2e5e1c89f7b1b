import { fold } from './fold.ts';

/** Where a robot speaks for itself; a person's long mail is not read to its end for this. */
const MAX_OWN_TEXT = 4000;

/** The quoted mail begins: a separator, an attribution, or the header block of Outlook. */
const QUOTE_START =
  /^\s*(?:>|-{3,}\s?\S|_{10,}\s*$|(?:on|am|le|il|el|em|op|den|w dniu|dne)\s.{4,200}:\s*$|\*?(?:from|von|de|da|van|från|fra|od|от|发件人|差出人)\s?:\*?\s)/i;

/** What the writer of a mail wrote above the quoted mail, as folded lines without the empty ones. */
export function ownLines(text: string): string[] {
  const lines = text
    .slice(0, MAX_OWN_TEXT)
    .split('\n')
    .map((line) => line.slice(0, 1000));
  const written = lines.findIndex((line) => line.trim() !== '');
  const end = lines.findIndex((line, index) => index > written && QUOTE_START.test(line));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .map(fold)
    .filter((line) => line !== '' && !line.startsWith('>'));
}

/** Folded lines as one text, without the signature (RFC 3676, section 4.3) and without what stands in quotation marks. */
export function unquoted(lines: readonly string[]): string {
  const signature = lines.findIndex((line, index) => index > 0 && line === '--');
  return lines
    .slice(0, signature < 0 ? lines.length : signature)
    .join(' ')
    .replace(/"[^"]{1,600}"/g, ' ');
}
