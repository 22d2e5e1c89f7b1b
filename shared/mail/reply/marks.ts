import { attributionAt } from './attribution.ts';
import { codeLines } from './code.ts';
import { headerBlockAt, isField } from './header-block.ts';
import { headAt, pastedLines } from './heads.ts';
import { isBlank, isRule } from './line.ts';
import { isBrokenOff, isQuoted, unquoted } from './quote.ts';
import { quoteMarkBelow } from './quote-mark.ts';
import { isForwardLine } from './separator.ts';

/** What a line of a mail is. `rest` is the mail that is answered, where nothing but its head tells it from the answer. */
export type Mark = 'text' | 'code' | 'blank' | 'quote' | 'attribution' | 'signature' | 'footer' | 'rest';

/** Blank lines that a program may set between an attribution and its quote. */
const MOST_BLANKS = 3;

/** The marks of all lines, before signatures and footers are told from text; `undefined` if the mail passes another on. */
export function markLines(lines: readonly string[], forwards: boolean): Mark[] | undefined {
  const marks: Mark[] = [];
  const code = codeLines(lines);
  let quoteMark: RegExp | undefined;
  while (marks.length < lines.length) {
    const at = marks.length;
    const line = lines[at] ?? '';
    if (code.has(at)) marks.push('code');
    else if (isBlank(line)) marks.push('blank');
    else if (isQuoted(line) || quoteMark?.test(line)) marks.push('quote');
    else if (marks[at - 1] === 'quote' && isBrokenOff(lines[at - 1] ?? '', line)) marks.push('quote');
    else if (isForwardLine(line)) return undefined;
    else {
      const head = headAt(lines, at);
      if (head && forwards && head.block) return undefined;
      const below = head && at + head.lines;
      if (!head || below === undefined) marks.push('text');
      else if (isQuoteBelow(lines, below)) markHead(marks, lines, head.lines);
      else if (!head.certain) pushAll(marks, 'text', pastedLines(lines, at, head));
      else {
        quoteMark = quoteMarkBelow(lines, below);
        if (!quoteMark) return markRest(marks, lines);
        markHead(marks, lines, head.lines);
      }
    }
  }
  return marks;
}

/** The line that, inside a quote, says whose quote it is: Apple's Mail sets its attribution there, Orange three fields, or a line above them. */
export function isAttributedInside(lines: readonly string[], at: number): boolean {
  if (attributionAt(lines.slice(at, at + 4).map(unquoted), 0) !== undefined || headerBlockAt(lines, at) > 0)
    return true;
  return [at, at + 1].some((first) => [0, 1, 2].every((below) => isField(lines[first + below] ?? '')));
}

function isQuoteBelow(lines: readonly string[], from: number): boolean {
  for (let at = from; at <= from + MOST_BLANKS; at += 1) {
    const line = lines[at];
    if (line === undefined) return false;
    if (!isBlank(line)) return isQuoted(line);
  }
  return false;
}

function markHead(marks: Mark[], lines: readonly string[], count: number): void {
  markRulesAbove(marks, lines, 'attribution');
  pushAll(marks, 'attribution', count);
}

function pushAll(marks: Mark[], mark: Mark, count: number): void {
  for (let done = 0; done < count; done += 1) marks.push(mark);
}

function markRest(marks: Mark[], lines: readonly string[]): Mark[] {
  markRulesAbove(marks, lines, 'rest');
  while (marks.length < lines.length) marks.push('rest');
  return marks;
}

/** The `_____` that Outlook draws above a header block is part of it. */
function markRulesAbove(marks: Mark[], lines: readonly string[], mark: Mark): void {
  let top = marks.length;
  while (top > 0 && (marks[top - 1] === 'blank' || (marks[top - 1] === 'text' && isRule(lines[top - 1] ?? ''))))
    top -= 1;
  for (let at = top; at < marks.length; at += 1) if (marks[at] === 'text') marks[at] = mark;
}
