import { markLines } from '../reply/marks.ts';
import { isQuoted } from '../reply/quote.ts';
import { holdsSecret } from '../signed/find-signed.ts';

/** Stands for what was cut. */
const CUT = '[…]';

/** Lines that one link is broken into: quotes of quotes are narrow. */
const MOST_PIECES = 4;

/** A line of which a link may be the middle. */
const ONE_WORD = /^[>|\s]*\S+\s*$/;

/**
 * Somebody's words for others: links and signed addresses of ours are cut from what they quote (docs/promise.md section 5), in a line that
 * is marked, or below the head of another mail, or in a mail that passes one on. What they wrote themselves stays as it is.
 */
export function withoutOurs(text: string, ticketUrl: string): string {
  const isOurs = (piece: string) => holdsSecret(piece, { ticketUrl });
  if (!isOurs(text)) return text;
  const lines = text.split('\n');
  const marks = markLines(lines, false);
  const isOfQuote = (at: number) =>
    marks === undefined || isQuoted(lines[at] ?? '') || ['quote', 'attribution', 'rest'].includes(marks[at] ?? 'text');
  const cut = lines.map((line, at) =>
    isOfQuote(at) ? line.replace(/[^\s<>()[\]"]+/g, (word) => (isOurs(word) ? CUT : word)) : line,
  );
  for (let pieces = 2; pieces <= MOST_PIECES; pieces += 1) {
    for (let at = 0; at + pieces <= cut.length; at += 1) {
      const broken = cut.slice(at, at + pieces);
      if (broken.every((_, index) => isOfQuote(at + index)) && isBroken(broken, isOurs)) {
        cut.splice(at, pieces, ...withoutBroken(broken));
      }
    }
  }
  return cut.join('\n');
}

/** Whether lines have what a program broke: the end of the first, all between, and the beginning of the last. */
function isBroken(lines: readonly string[], isOurs: (piece: string) => boolean): boolean {
  return lines.slice(1, -1).every((line) => ONE_WORD.test(line)) && isOurs(lines.join('\n'));
}

function withoutBroken([first = '', ...more]: readonly string[]): string[] {
  return [first.replace(/\S+\s*$/, CUT), ...more.map((line) => line.replace(/^([>|\s]*)\S+/, '$1'))];
}
