import { colouredTexts } from '../html/coloured.ts';
import { hasMarkedAnswers, mayPointBelow, pointsBelow } from './answers-below.ts';
import { headAt, headLines } from './heads.ts';
import { isBlank, isRule } from './line.ts';
import type { Mark } from './marks.ts';
import { unquoted } from './quote.ts';
import { saysNothing } from './says-nothing.ts';

interface Mail {
  readonly lines: readonly string[];
  readonly marks: readonly Mark[];
  /** Empty where the mail has none. */
  readonly html: string;
}

/** True if an answer may stand inside the old mail, so that all must be shown beside what is `shown` without it. */
export function isAnsweredInside(shown: string, mail: Mail): boolean {
  return isAnsweredInRest(shown, mail) || isAnsweredInQuote(shown, mail) || isAnsweredInColour(shown, mail);
}

/** Nothing tells the lines of an answer from the old ones, where these bear no mark. Below a head without a mail nobody answered. */
function isAnsweredInRest(shown: string, { lines, marks }: Mail): boolean {
  const rest = marks.indexOf('rest');
  if (rest < 0 || isHeadAlone(lines, rest)) return false;
  return mayPointBelow(shown) || saysNothing(shown) || hasMarkedAnswers(lines.slice(rest));
}

function isHeadAlone(lines: readonly string[], rest: number): boolean {
  const first = lines.findIndex((line, at) => at >= rest && !isBlank(line) && !isRule(line));
  const head = first < 0 ? undefined : headAt(lines, first);
  return head !== undefined && lines.slice(first + headLines(lines, first, head)).every(isBlank);
}

/** "See inline", or marks of answers, and nothing but quoted lines below: the answers stand on these. */
function isAnsweredInQuote(shown: string, { lines, marks }: Mail): boolean {
  const quote = marks.indexOf('quote');
  if (quote < 0 || marks.includes('text', quote)) return false;
  return pointsBelow(shown) || hasMarkedAnswers(lines.filter((_, at) => marks[at] === 'quote').map(unquoted));
}

/** Text of the old mail in a colour that is not the one of whole lines above it, as in a firm's signature. */
function isAnsweredInColour(shown: string, { lines, marks, html }: Mail): boolean {
  const old = lines.filter((_, at) => marks[at] === 'rest' || marks[at] === 'quote').map(unquoted);
  if (old.length === 0 || html === '') return false;
  const text = spaced(old.join(' '));
  const own = new Set(shown.split('\n').map((line) => spaced(unquoted(line))));
  const coloured = colouredTexts(html);
  const theirs = new Set(coloured.filter((each) => own.has(each.text)).map(({ color }) => color));
  return coloured.some((each) => !theirs.has(each.color) && text.includes(each.text));
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
