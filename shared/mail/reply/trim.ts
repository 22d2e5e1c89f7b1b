import { isMeantAsCommand } from '../command-slip.ts';
import type { Answered } from './answered.ts';
import { isAnsweredInside } from './answered-inside.ts';
import { markBrokenLines } from './broken-lines.ts';
import { markEndings } from './endings.ts';
import { markLines } from './marks.ts';
import { withoutRunOn } from './run-on.ts';
import { shownLines } from './runs.ts';
import { isForwardSubject } from './separator.ts';

/** Nobody leaves this many lines free; a mail of line feeds alone would cost time for nothing. */
const MOST_LINE_FEEDS = 50;
/** Written as a count and a `*`: the engine keeps a step back for each line feed of `{50,}`, and runs out of room at millions. */
const TOO_MANY_LINE_FEEDS = new RegExp(`(?<!\\n)\\n{${MOST_LINE_FEEDS}}\\n*`, 'g');
/** A mail of more lines than this is a log or worse, and shown whole: about a tenth of a second's work. */
const MOST_LINES = 50_000;

/** What is known of a mail beside its text. */
type Circumstances = Partial<Answered> & {
  /** It answers a mail (`isAnswer`), or is on a ticket. */
  answers: boolean;
  /** The same text as its mail program formatted it: answers inside the old mail may stand in a colour. */
  html?: string | undefined;
};

/**
 * What the sender of a mail wrote now: without the mail that is answered, without signatures, and without what phones and
 * lawyers add. A mail that answers nothing is shown whole, and so is one that is passed on. Answers between quoted lines come
 * with the quotes. In doubt more is shown: if nothing would be left, all is. Each line is looked at a bounded number of times,
 * whatever it holds.
 */
export function replyText(
  text: string,
  { answers, html = '', subject = '', sender = '', recipients = [] }: Circumstances,
): string {
  const whole = text.replace(/\r\n?/g, '\n').replace(TOO_MANY_LINE_FEEDS, '\n'.repeat(MOST_LINE_FEEDS)).trim();
  const written = whole.split('\n');
  if (!answers || written.length > MOST_LINES) return whole;
  const lines = withoutRunOn(written);
  const answered = { subject, sender, recipients };
  const marks = markLines(lines, isForwardSubject(subject), answered);
  if (marks === undefined) return whole;
  markEndings(lines, marks);
  markBrokenLines(lines, marks);
  const shown = shownLines(lines, marks, answered);
  return shown === '' || isAnsweredInside(shown, { lines, marks, html }) ? whole : shown;
}

/**
 * The same, but nothing where nobody wrote anything: for what must not go out unless somebody meant it to. Commands are in it,
 * wherever they stand: below a signature, too.
 */
export function strictReplyText(lines: readonly string[]): string {
  const marks = markLines(lines, false);
  if (marks === undefined) return lines.join('\n').trim();
  markEndings(lines, marks);
  markBrokenLines(lines, marks);
  lines.forEach((line, at) => {
    if (marks[at] !== 'text' && marks[at] !== 'rest' && isMeantAsCommand(line)) marks[at] = 'text';
  });
  return shownLines(lines, marks);
}
