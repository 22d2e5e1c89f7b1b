import { isKnownCommand } from './command-line.ts';
import { type KnownTexts, linesBetween, NOTHING_KNOWN } from './own-content/between-lines.ts';
import { pointsToQuote } from './reply/answers-below.ts';
import { aroundQuotedNotice } from './reply/around-notice.ts';
import { isIntroduced, withoutIntroduction } from './reply/introduction.ts';
import { isBlank } from './reply/line.ts';
import { looseHead } from './reply/loose-head.ts';
import { isAttributedInside, markLines } from './reply/marks.ts';
import { isQuoted } from './reply/quote.ts';
import { strictReplyText } from './reply/trim.ts';
import { BEGIN, END, holdsMarker } from './reply-marker.ts';
import { holdsSigned, ticketNumbersIn } from './signed/find-signed.ts';
import { holdsNoticePhrase } from './templates/words/notice-phrases.ts';

/** A marker that was wrapped ends at most so many lines below. */
const MOST_MARKER_LINES = 3;

/** What an agent wrote, and whether they may have written more between lines of the notice that cannot be told from it. */
type AgentReply = { text: string; isDoubtful: boolean };

/**
 * What somebody wrote above, between and below the lines of a quoted notice of ours, and nothing else: a notice holds things that
 * the customer must not see, so no line that may be the notice's is in it. Where a mail program quotes without marks, what is
 * between the lines can be told only by the texts that are `known`. In a mail that answers no notice (`quotes` others' mails) no line of a quote
 * without marks counts, in whose place it stands and whatever markers it has: who wrote it may have sent the agent other lines than the desk.
 */
export function visibleReply(
  text: string,
  known: KnownTexts = NOTHING_KNOWN,
  quotes: 'a notice' | 'others' = 'a notice',
): AgentReply {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const reply = replyAround(lines, known, quotes);
  // Whatever way a line of the notice found in: rather nothing goes than that.
  const isClean = !holdsMarker(reply.text) && !holdsNoticePhrase(reply.text);
  return isClean ? reply : { text: '', isDoubtful: true };
}

function replyAround(lines: readonly string[], known: KnownTexts, quotes: 'a notice' | 'others'): AgentReply {
  const begin = lines.findIndex((line) => BEGIN.test(line));
  const end = lines.findLastIndex((line) => END.test(line));
  const first = begin >= 0 ? begin : noticeWithoutHead(lines);
  if (first >= 0 && isQuoted(lines[first] ?? '')) return aroundQuoted(lines, first);
  if (quotes === 'others') return aboveOthers(lines, begin >= 0 ? begin : end, known);
  if (first < 0 && end < 0) return aroundUnmarkedMail(lines, known);
  return aroundUnmarked(lines, { begin, end }, known);
}

/** A mail that is no notice, or none: what stands below its head is quoted. */
function aroundUnmarkedMail(lines: readonly string[], known: KnownTexts): AgentReply {
  const above = strictReplyText(lines);
  const rest = belowHead(lines);
  return { text: joined(above, rest < 0 ? '' : between(lines.slice(rest), known)), isDoubtful: false };
}

/**
 * What stands above somebody's mail, or above a line like a marker of ours (`marker`). Lines below that may be the agent's own are a doubt, and
 * so is a line above that may be the head of that mail, in the words of a program that is not known.
 */
function aboveOthers(lines: readonly string[], marker: number, known: KnownTexts): AgentReply {
  const rest = marker < 0 ? belowHead(lines) : marker;
  const loose = looseHead(unmarked(rest < 0 ? lines : lines.slice(0, rest)));
  if (loose >= 0) return { text: strictReplyText(lines.slice(0, loose)), isDoubtful: true };
  const above = strictReplyText(marker < 0 ? lines : lines.slice(0, marker));
  const isAnswered = rest >= 0 && (marker >= 0 || between(lines.slice(rest), known) !== '');
  return { text: above, isDoubtful: isAnswered };
}

/** The lines with nothing on those that are known to be quoted. */
function unmarked(lines: readonly string[]): readonly string[] {
  const marks = markLines(lines, false);
  return lines.map((line, at) => (marks === undefined || marks[at] === 'text' ? line : ''));
}

/** The first line below the head of a mail that is quoted without marks; -1 for none. */
function belowHead(lines: readonly string[]): number {
  return markLines(lines, false)?.indexOf('rest') ?? -1;
}

function between(quoted: readonly string[], known: KnownTexts): string {
  const own = linesBetween(quoted, known)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
  return strictReplyText(own.trim().split('\n'));
}

/** The first line of a quote whose head the agent, or their mail program, left out; -1 for none. */
function noticeWithoutHead(lines: readonly string[]): number {
  const first = lines.findIndex(isQuoted);
  const quoted = lines.filter(isQuoted).join('\n');
  const isOurs =
    END.test(quoted) || holdsNoticePhrase(quoted) || ticketNumbersIn(quoted).length > 0 || holdsSigned(quoted);
  return first >= 0 && (isOurs || isAttributed(lines, first)) ? first : -1;
}

function isAttributed(lines: readonly string[], first: number): boolean {
  return isAttributedInside(lines, first) || isIntroduced(upToShown(lines.slice(0, first)));
}

function aroundQuoted(lines: readonly string[], first: number): AgentReply {
  const above = textAbove(lines.slice(0, first));
  const { lines: own, isDoubtful } = aroundQuotedNotice(lines.slice(first));
  const inside = strictReplyText(own);
  return {
    text: joined(above, inside),
    isDoubtful: (isDoubtful && above === '') || (inside === '' && pointsToQuote(above)),
  };
}

/** Outlook and others set nothing before the lines that they quote. */
function aroundUnmarked(
  lines: readonly string[],
  { begin, end }: { begin: number; end: number },
  known: KnownTexts,
): AgentReply {
  const above = begin >= 0 ? textAbove(lines.slice(0, begin)) : '';
  const below =
    end > begin ? strictReplyText(lines.slice(afterMarker(lines, end)).filter((line) => !isQuoted(line))) : '';
  const inside = end > begin ? between(lines.slice(Math.max(0, begin), end), known) : '';
  const text = joined(above, inside, below);
  const isDoubtful = text === '' || begin < 0 || (inside === '' && below === '' && pointsToQuote(above));
  return { text, isDoubtful };
}

function textAbove(lines: readonly string[]): string {
  return strictReplyText(withoutIntroduction(upToShown(lines)));
}

function upToShown(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => !isBlank(line) && (!isQuoted(line) || isKnownCommand(line))) + 1);
}

function afterMarker(lines: readonly string[], marker: number): number {
  const closed = lines.slice(marker, marker + MOST_MARKER_LINES).findIndex((line) => /-\s?##/.test(line));
  return marker + Math.max(0, closed) + 1;
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
