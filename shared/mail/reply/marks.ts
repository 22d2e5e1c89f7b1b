import type { Answered } from './answered.ts';
import { isGreeting } from './answers-below.ts';
import { attributionAt } from './attribution.ts';
import { codeLines } from './code.ts';
import { headerBlockAt, isField } from './header-block.ts';
import { headAt, headLines } from './heads.ts';
import { isBlank, isRule } from './line.ts';
import { isBrokenLink, isQuoted, unquoted } from './quote.ts';
import { quoteMarkBelow } from './quote-mark.ts';
import { isForwardLine } from './separator.ts';

/** What a line of a mail is. `rest` is the mail that is answered, where nothing but its head tells it from the answer. */
export type Mark = 'text' | 'code' | 'blank' | 'quote' | 'attribution' | 'signature' | 'footer' | 'rest';

/** Blank lines that a program may set between an attribution and its quote. */
const MOST_BLANKS = 3;

/**
 * The marks of all lines, before signatures and footers are told from text; `undefined` if the mail passes another on. `answered` is
 * what is known of the mail that is answered.
 */
export function markLines(lines: readonly string[], forwards: boolean, answered?: Answered): Mark[] | undefined {
  const marks: Mark[] = [];
  const code = codeLines(lines, (at) => headAt(lines, at, answered)?.certain === true);
  let quoteMark: RegExp | undefined;
  while (marks.length < lines.length) {
    const at = marks.length;
    const line = lines[at] ?? '';
    if (code.has(at)) marks.push('code');
    else if (isBlank(line)) marks.push('blank');
    else if (isQuoted(line) || quoteMark?.test(line)) marks.push('quote');
    else if (marks[at - 1] === 'quote' && isBrokenLink(lines[at - 1] ?? '', line)) marks.push('quote');
    else if (isForwardLine(line)) return undefined;
    else {
      const head = headAt(lines, at, answered);
      if (head && forwards && head.block) return undefined;
      if (!head) {
        marks.push('text');
        continue;
      }
      const below = at + headLines(lines, at, head);
      if (isQuoteBelow(lines, below)) markHead(marks, lines, below - at);
      else if (!head.certain) pushAll(marks, 'text', below - at);
      else {
        quoteMark = quoteMarkBelow(lines, below);
        const quote = quoteMark ? below : answeredQuoteBelow(lines, below);
        if (quote === undefined) return markRest(marks, lines);
        markHead(marks, lines, quote - at);
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

/**
 * Where the first `>` stands further below a head, if unmarked lines follow it: they are answers, and what stands above it (a banner, a
 * greeting that lost its mark) the answered mail's. Below its sentences it is a quote in that mail, as in every acknowledgement, and
 * `>>` marks answers.
 */
function answeredQuoteBelow(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) return !isQuoted(line.trimStart().slice(1)) && isAnsweredBelow(lines, at) ? at : undefined;
    if (!isBlank(line) && !isBanner(line) && !isGreeting(line)) return undefined;
  }
  return undefined;
}

/** "[EXTERNAL] This mail came from outside.", "CAUTION: …": what a firm's server sets above each mail. */
function isBanner(line: string): boolean {
  return /^\s{0,8}[*_]{0,2}(?:\[\p{L}|(?:caution|warning|external|attenzione|achtung|vorsicht|attention|atención|atenção|extern)(?!\p{L}))/iu.test(
    line,
  );
}

function isAnsweredBelow(lines: readonly string[], quote: number): boolean {
  return lines.slice(quote).some((line) => !isBlank(line) && !isQuoted(line));
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
