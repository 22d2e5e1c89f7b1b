import { bare, LONGEST_MARK } from './line.ts';
import { unquoted } from './quote.ts';
import { allWords, anyOf } from './words/all.ts';

const DASHES = '[-_=*#>~─—–\\s]';
const ORIGINAL = anyOf(allWords('original'));
const FORWARDED = anyOf(allWords('forwarded'));

/** `-----Original Message-----`: dashes on at least one side, for the words alone may be a person's. */
const ORIGINAL_LINE = new RegExp(
  `^(?:${DASHES}{0,60}[-_=*─—–]${DASHES}{0,60}${ORIGINAL}${DASHES}{0,60}|${ORIGINAL}\\s?[-_=─—–]{2,60})$`,
  'iu',
);
const ORIGINAL_WORDS = new RegExp(`^${ORIGINAL}\\s?[:：]?$`, 'iu');
const FORWARDED_LINE = new RegExp(
  `^(?:${DASHES}{0,60}[-_=*─—–]${DASHES}{0,60}${FORWARDED}(?:\\s[^-]{1,80})?${DASHES}{0,60}|${FORWARDED}\\s?[:：])$`,
  'iu',
);

/** `-----Messaggio originale-----` and the like: all below is the mail that is answered. */
export function isOriginalMessageLine(line: string): boolean {
  return hasWords(line) && ORIGINAL_LINE.test(bare(line));
}

/** The same words without any rule, as few programs set them and some people. */
export function isOriginalWords(line: string): boolean {
  return hasWords(line) && ORIGINAL_WORDS.test(bare(line));
}

/** As programs set it: with at least four hyphens. Two, or other signs, are rather what somebody read on a letter. */
export function isProgramsRule(line: string): boolean {
  return isOriginalMessageLine(line) && /^[*_\s]{0,4}-{4,}|-{4,}$/.test(bare(line));
}

/** `-----End of message-----`, `--- Fine ---`: somebody pasted a text and says where it ends. */
export function isClosingLine(line: string): boolean {
  return (
    hasWords(line) &&
    /^[-=_*~─—–]{2,20}\s?(?:end|ende|fine|fin|fim|einde|koniec|konec|slut|конец)(?![\p{L}])[^-=_*~]{0,60}[-=_*~─—–]{2,20}$/iu.test(
      bare(line),
    )
  );
}

/** `---------- Forwarded message ----------`, "Begin forwarded message:": all below is what the sender passes on. */
export function isForwardLine(line: string): boolean {
  return hasWords(line) && FORWARDED_LINE.test(bare(unquoted(line)));
}

/** True for the subject of a mail that is passed on: `FW:`, `Fwd:`, and what Outlook writes in other languages. */
export function isForwardSubject(subject: string): boolean {
  return /^\s*\[?(?:fwd?|i|wg|tr|rv|enc|res enc|doorst|vs|vb|pd|továbbítás|yönlendir|пересл|转发|轉寄|転送|전달)\s?[:：]/iu.test(
    subject,
  );
}

/** A line of dashes alone is the dearest to try the patterns on, and is never what they look for. */
function hasWords(line: string): boolean {
  return line.length <= LONGEST_MARK && /\p{L}/u.test(line);
}
