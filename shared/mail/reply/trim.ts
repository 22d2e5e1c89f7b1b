import { isMeantAsCommand } from '../command-slip.ts';
import { hasMarkedAnswers, isGreeting, pointsBelow } from './answers-below.ts';
import { markEndings } from './endings.ts';
import { isBlank } from './line.ts';
import { isAttributedInside, type Mark, markLines } from './marks.ts';
import { isQuoted, unquoted } from './quote.ts';
import { isSaid } from './said.ts';
import { isForwardSubject } from './separator.ts';

/** A quote of this many lines under a greeting is a passage that its writer picked, and says what the answer is about. */
const PICKED_PASSAGE = 6;
/** An unattributed quote at the end that is shorter than this is rather something the writer shows. */
const SHORTEST_BARE_QUOTE = 3;

/** Nobody leaves this many lines free; a mail of line feeds alone would cost time for nothing. */
const MOST_LINE_FEEDS = 50;
const TOO_MANY_LINE_FEEDS = new RegExp(`(?<!\\n)\\n{${MOST_LINE_FEEDS},}`, 'g');
/** A mail of more lines than this is a log or worse, and shown whole: about a tenth of a second's work. */
const MOST_LINES = 50_000;

/** A run of lines, first to last, blank lines between them left out at both ends. */
interface Run {
  readonly isQuote: boolean;
  readonly isAttributed: boolean;
  readonly first: number;
  readonly last: number;
}

/** What is known of a mail beside its text. */
type Circumstances = {
  /** Tells a mail passed on by Outlook, which looks like an answer in all else. */
  subject?: string;
  /** It answers a mail (`isAnswer`), or is on a ticket. */
  answers: boolean;
};

/**
 * What the sender of a mail wrote now: without the mail that is answered, without signatures, and without what phones and
 * lawyers add. A mail that answers nothing is shown whole, and so is one that is passed on. Answers between quoted lines come
 * with the quotes. In doubt more is shown: if nothing would be left, all is. Each line is looked at a bounded number of times,
 * whatever it holds.
 */
export function replyText(text: string, { subject = '', answers }: Circumstances): string {
  const whole = text.replace(/\r\n?/g, '\n').replace(TOO_MANY_LINE_FEEDS, '\n'.repeat(MOST_LINE_FEEDS)).trim();
  const lines = whole.split('\n');
  if (!answers || lines.length > MOST_LINES) return whole;
  const marks = markLines(lines, isForwardSubject(subject));
  if (marks === undefined) return whole;
  markEndings(lines, marks);
  const shown = shownLines(lines, marks);
  return shown === '' || isAnsweredInRest(shown, lines, marks) || isAnsweredInQuote(shown, marks) ? whole : shown;
}

/** Whether an answer may stand inside the old mail, where nothing tells its lines from the old ones. */
function isAnsweredInRest(shown: string, lines: readonly string[], marks: readonly Mark[]): boolean {
  const rest = marks.indexOf('rest');
  return rest >= 0 && (pointsBelow(shown) || isGreeting(shown) || hasMarkedAnswers(lines.slice(rest)));
}

/** "See inline", and nothing but quoted lines below: the answers stand in colour on these, which no text shows. */
function isAnsweredInQuote(shown: string, marks: readonly Mark[]): boolean {
  const quote = marks.indexOf('quote');
  return quote >= 0 && !marks.includes('text', quote) && pointsBelow(shown);
}

/** How many lines with anything on them a text has that is shown of another one, fewer than that. */
export function hiddenLines(text: string, shown: string): number {
  const count = (whole: string) => whole.split(/\r\n?|\n/).filter((line) => !isBlank(line)).length;
  return Math.max(0, count(text) - count(shown));
}

/**
 * The same, but nothing where nobody wrote anything: for what must not go out unless somebody meant it to. Commands are in it,
 * right or with a slip, wherever they stand: below a signature, too.
 */
export function strictReplyText(lines: readonly string[]): string {
  const marks = markLines(lines, false);
  if (marks === undefined) return lines.join('\n').trim();
  markEndings(lines, marks);
  lines.forEach((line, at) => {
    if (marks[at] !== 'text' && marks[at] !== 'rest' && isMeantAsCommand(line)) marks[at] = 'text';
  });
  return shownLines(lines, marks);
}

function shownLines(lines: readonly string[], marks: readonly Mark[]): string {
  const runs = shownRuns(lines, runsOf(lines, marks));
  const kept = new Uint8Array(lines.length);
  runs.forEach((run, index) => {
    // The blank lines above a run stay with the run before it, so that taking a quote away leaves one gap and not two.
    const end = runs[index + 1] ? blanksAfter(marks, run.last) : run.last;
    kept.fill(1, run.first, end + 1);
  });
  return lines
    .filter((_, at) => kept[at] === 1)
    .join('\n')
    .trim();
}

function blanksAfter(marks: readonly Mark[], last: number): number {
  let end = last;
  while (marks[end + 1] === 'blank') end += 1;
  return end;
}

/** Text and quotes in turn, without signatures, footers and the rest. */
function runsOf(lines: readonly string[], marks: readonly Mark[]): Run[] {
  const runs: Run[] = [];
  let isClosed = true;
  marks.forEach((mark, at) => {
    if (mark === 'blank') return;
    if (mark === 'signature' || mark === 'footer' || mark === 'rest') {
      isClosed = true;
      return;
    }
    const isQuote = mark === 'quote' || mark === 'attribution';
    const open = runs.at(-1);
    if (!isClosed && open?.isQuote === isQuote) runs[runs.length - 1] = { ...open, last: at };
    else runs.push({ isQuote, isAttributed: isQuote && isAttributed(lines, mark, at), first: at, last: at });
    isClosed = false;
  });
  return runs;
}

function isAttributed(lines: readonly string[], mark: Mark, at: number): boolean {
  return mark === 'attribution' || isAttributedInside(lines, at);
}

/** Leaves out the quotes that nothing follows, and the one quote that an answer goes around; keeps those between answers. */
function shownRuns(lines: readonly string[], runs: readonly Run[]): readonly Run[] {
  const lastText = runs.findLastIndex((run) => !run.isQuote);
  if (lastText < 0) return [];
  const upToText = runs.slice(0, lastText + 1);
  const after = runs.slice(lastText + 1);
  const quotes = upToText.filter((run) => run.isQuote);
  const [only] = quotes;
  const shown = quotes.length === 1 && only?.isAttributed ? aroundQuote(lines, upToText, only) : upToText;
  return after.every((run) => isBareQuote(lines, upToText, run)) ? [...shown, ...after] : shown;
}

/** An answer above and below one quote reads without it, unless the quote is a passage that the answer takes up. */
function aroundQuote(lines: readonly string[], runs: readonly Run[], quote: Run): readonly Run[] {
  if (!isPicked(lines, runs, quote)) return runs.filter((run) => !run.isQuote);
  let first = quote.first;
  while (first < quote.last && !isQuoted(lines[first] ?? '')) first += 1;
  return runs.map((run) => (run === quote ? { ...run, first } : run));
}

function isPicked(lines: readonly string[], runs: readonly Run[], quote: Run): boolean {
  const lead = runs[0];
  if (lead === undefined || lead.isQuote || lead.first !== lead.last) return false;
  return quote.last - quote.first < PICKED_PASSAGE && /^[^.!?]{1,60},$/.test((lines[lead.first] ?? '').trim());
}

/** A quote that belongs to the text: short, or announced by a colon, and nobody else's by any sign. */
function isBareQuote(lines: readonly string[], runs: readonly Run[], quote: Run): boolean {
  if (quote.isAttributed || runs.some((run) => run.isAttributed)) return false;
  const isAnnounced = /[:：]$/.test((lines[runs.at(-1)?.last ?? 0] ?? '').trimEnd());
  const quoted = lines.slice(quote.first, quote.last + 1).filter((line) => !isBlank(unquoted(line)));
  return isAnnounced || quoted.length < SHORTEST_BARE_QUOTE || !isSaid(quoted);
}
