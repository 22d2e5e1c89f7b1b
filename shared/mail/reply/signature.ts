import { bare, isBlank, isRule, LONGEST_MARK } from './line.ts';

/** A block under a bare `--` that is longer than this is text with a line above it. RFC 3676 section 4.3 means four. */
const MOST_LINES = 12;

/** The delimiter of RFC 3676 section 4.3, dash dash space; nobody writes it but a mail program. */
export function isStandardDelimiter(line: string): boolean {
  return /^--[ \u00A0]$/.test(line);
}

/** What may begin a signature or a mailing list's footer: `-- `, `--`, `__` and longer rules of underscores. */
export function isDelimiter(line: string): boolean {
  if (line.length > LONGEST_MARK) return false;
  return isStandardDelimiter(line) || /^(?:--|__|_{5,})$/.test(bare(line));
}

/** True if `block`, which stands between the delimiter and the next quote or the end of the mail, is a signature. */
export function isSignature(delimiter: string, block: readonly string[]): boolean {
  if (isStandardDelimiter(delimiter)) return true;
  const shown = block.filter((line) => !isBlank(line) && !isRule(line));
  if (shown.length === 0 || shown.length > MOST_LINES || shown.some(isQuestion)) return false;
  return bare(delimiter) === '--' || isListFooter(block, shown);
}

/** A question is never a signature, whatever stands above it. */
function isQuestion(line: string): boolean {
  return /[?？]\s*$/.test(line.slice(-20));
}

/** Right below a rule of underscores, short, and with a link or an address: Mailman's footer and its kin. */
function isListFooter(block: readonly string[], shown: readonly string[]): boolean {
  return (
    !isBlank(block[0] ?? '') &&
    shown.length <= 6 &&
    shown.some((line) => /https?:\/\/|\S@\S/.test(line.slice(0, LONGEST_MARK)))
  );
}
