import { type Attribution, attributionAt } from './attribution.ts';
import { codeLines } from './code.ts';
import { headerBlockAt } from './header-block.ts';
import { isBlank, isRule } from './line.ts';
import { isBrokenOff, isQuoted, unquoted } from './quote.ts';
import { isForwardLine, isOriginalMessageLine } from './separator.ts';

/** What a line of a mail is. `rest` is the mail that is answered, where nothing but its head tells it from the answer. */
export type Mark = 'text' | 'code' | 'blank' | 'quote' | 'attribution' | 'signature' | 'footer' | 'rest';

/** Blank lines that a program may set between an attribution and its quote. */
const MOST_BLANKS = 3;

/** The marks of all lines, before signatures and footers are told from text; `undefined` if the mail passes another on. */
export function markLines(lines: readonly string[], forwards: boolean): Mark[] | undefined {
  const marks: Mark[] = [];
  const code = codeLines(lines);
  while (marks.length < lines.length) {
    const at = marks.length;
    const line = lines[at] ?? '';
    if (code.has(at)) marks.push('code');
    else if (isBlank(line)) marks.push('blank');
    else if (isQuoted(line)) marks.push('quote');
    else if (marks[at - 1] === 'quote' && isBrokenOff(lines[at - 1] ?? '', line)) marks.push('quote');
    else if (isForwardLine(line)) return undefined;
    else {
      const head = headAt(lines, at);
      if (head && forwards && head.block) return undefined;
      if (!head) marks.push('text');
      else if (isQuoteBelow(lines, at + head.lines)) markHead(marks, lines, head.lines);
      else if (head.certain) return markRest(marks, lines);
      else marks.push('text');
    }
  }
  return marks;
}

/** The line that, inside a quote, says whose quote it is: Apple's Mail sets its attribution there. */
export function isAttributedInside(lines: readonly string[], at: number): boolean {
  return attributionAt(lines.slice(at, at + 4).map(unquoted), 0) !== undefined || headerBlockAt(lines, at) > 0;
}

interface Head extends Attribution {
  readonly block: boolean;
}

function headAt(lines: readonly string[], at: number): Head | undefined {
  if (isOriginalMessageLine(lines[at] ?? '')) return { lines: 1, certain: true, block: false };
  const fields = headerBlockAt(lines, at);
  if (fields > 0) return { lines: fields, certain: true, block: true };
  const attribution = attributionAt(lines, at);
  return attribution && { ...attribution, block: false };
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
  for (let done = 0; done < count; done += 1) marks.push('attribution');
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
