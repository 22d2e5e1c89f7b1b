import { markLines } from '../reply/marks.ts';
import { isQuoted } from '../reply/quote.ts';
import { holdsSigned, holdsTicketLink } from '../signed/find-signed.ts';

/** Stands for what was cut. */
const CUT = '[…]';

/**
 * Somebody's words for others: links and signed addresses of ours are cut from what they quote (docs/promise.md section 5), in a line that
 * is marked, or below the head of another mail, or in a mail that passes one on. What they wrote themselves stays as it is.
 */
export function withoutOurs(text: string, ticketUrl: string): string {
  const isOurs = (piece: string) => holdsSigned(piece) || holdsTicketLink(piece, ticketUrl);
  if (!isOurs(text)) return text;
  const lines = text.split('\n');
  const marks = markLines(lines, false);
  const isOfQuote = (at: number) =>
    marks === undefined || isQuoted(lines[at] ?? '') || ['quote', 'attribution', 'rest'].includes(marks[at] ?? 'text');
  const cut = lines.map((line, at) =>
    isOfQuote(at) ? line.replace(/[^\s<>()[\]"]+/g, (word) => (isOurs(word) ? CUT : word)) : line,
  );
  // What a program broke in two: the end of one line and the beginning of the next.
  for (let at = 1; at < cut.length; at += 1) {
    const [above = '', below = ''] = [cut[at - 1], cut[at]];
    if (!isOfQuote(at - 1) || !isOfQuote(at) || !isOurs(`${above}\n${below}`)) continue;
    cut[at - 1] = above.replace(/\S+\s*$/, CUT);
    cut[at] = below.replace(/^([>\s]*)\S+/, '$1');
  }
  return cut.join('\n');
}
