import { type Answered, isByAnother } from './answered.ts';
import { isAttributedInside, type Mark } from './marks.ts';
import { isQuoted } from './quote.ts';
import { isLetter, isLog } from './said.ts';

/** A quote of this many lines under a greeting is a passage that its writer picked, and says what the answer is about. */
const PICKED_PASSAGE = 6;

/** A run of lines, first to last, blank lines between them left out at both ends. */
interface Run {
  readonly isQuote: boolean;
  readonly isAttributed: boolean;
  readonly first: number;
  readonly last: number;
}

/** The lines that somebody wrote now, and the quotes that these need. `answered` is what is known of the mail that is answered. */
export function shownLines(lines: readonly string[], marks: readonly Mark[], answered?: Answered): string {
  const runs = shownRuns(lines, runsOf(lines, marks), answered);
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
function shownRuns(lines: readonly string[], runs: readonly Run[], answered?: Answered): readonly Run[] {
  const lastText = runs.findLastIndex((run) => !run.isQuote);
  if (lastText < 0) return [];
  const upToText = runs.slice(0, lastText + 1);
  const after = runs.slice(lastText + 1);
  const quotes = upToText.filter((run) => run.isQuote);
  const [only] = quotes;
  const isAnswered = quotes.length === 1 && only?.isAttributed && !(answered && isAnothers(lines, only, answered));
  const shown = isAnswered ? aroundQuote(lines, upToText, only) : upToText;
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

/** True if the quote says whose it is, and that is nobody whose mail is answered: somebody shows it. */
function isAnothers(lines: readonly string[], { first, last }: Run, answered: Answered): boolean {
  const quoted = lines.slice(first, last + 1).findIndex(isQuoted);
  return quoted > 0 && isByAnother(lines.slice(first, first + quoted).join(' '), answered);
}

/** A quote that its writer shows: announced by a colon, or no mail by its looks, and nobody else's by any sign. */
function isBareQuote(lines: readonly string[], runs: readonly Run[], quote: Run): boolean {
  if (quote.isAttributed) return false;
  const quoted = lines.slice(quote.first, quote.last + 1);
  if (/[:：]$/.test((lines[runs.at(-1)?.last ?? 0] ?? '').trimEnd())) return true;
  return runs.some((run) => run.isAttributed) ? isLog(quoted) : !isLetter(quoted);
}
