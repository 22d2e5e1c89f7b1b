import { isMeantAsCommand } from '../command-slip.ts';
import { headerBlockAt } from '../reply/header-block.ts';
import { isBlank } from '../reply/line.ts';
import { ticketNumbersIn } from '../signed/find-signed.ts';
import { type Alignment, align } from './align.ts';

/** Texts that may stand in a quote: what was written to a ticket, and the mails of ours that show it. */
export type KnownTexts = {
  messages: readonly string[];
  /** Known as well, but no sign of whose mail is quoted: one may hold a whole mail about other tickets, which was held back. */
  notes?: readonly string[];
  /** Notices, by their heading: below a message they tell what is theirs. Made only when one of the messages is quoted. */
  notices: () => readonly { heading: string; text: string }[];
  /** What stands in notices around any message. Words of it are no sign of which message is quoted: whoever wrote them may have copied them. */
  frames?: () => readonly string[];
};

export const NOTHING_KNOWN: KnownTexts = { messages: [], notices: () => [] };

/** Of a message so much must be there, or it is another one; a program may cut an end off. */
const LEAST_OF_MESSAGE = 0.8;
/** Of a notice the times and the state of the ticket may be other ones by now. */
const LEAST_OF_NOTICE = 0.5;

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * The lines that somebody wrote between those of an unmarked quote: they stand between the first and the last line of a message that is known,
 * or below it and above the end of the notice, and are no line of any known text; or behind a line of it. Commands may end the mail. Nothing when no known message is
 * there: whose a line is, nobody can say then.
 */
export function linesBetween(
  quoted: readonly string[],
  { messages, notes = [], notices, frames = () => [] }: KnownTexts,
): string[] {
  const lines = quoted.map(wordsOf);
  const there = messages.filter((text) => alignments(lines, [text], LEAST_OF_MESSAGE).length > 0);
  const signs = there.length > 0 ? without(there, frames()) : [];
  if (signs.length === 0) return [];
  const ofMessages = alignments(lines, signs, LEAST_OF_MESSAGE);
  // A mail about another ticket: what is unknown in there is another customer's.
  const known = new Set([...messages, ...notices().map(({ text }) => text)].flatMap(ticketNumbersIn));
  if (ticketNumbersIn(quoted.join('\n')).some((number) => !known.has(number))) return [];
  const ofNotes = alignments(lines, notes, LEAST_OF_MESSAGE);
  const ofNotices = alignments(lines, headedBy(quoted, notices()), LEAST_OF_NOTICE);
  const end = Math.max(...ofNotices.map(({ last }) => last));
  const lastWords = quoted.findLastIndex((line) => !isBlank(line) && !isMeantAsCommand(line));
  const isInside = (at: number) =>
    at > lastWords || ofMessages.some(({ first, last }) => at > first && at <= Math.max(last, end));
  const isBegun = (at: number) => ofMessages.some(({ found }) => (found[at] ?? 0) > 0);
  const own = quoted.map((line, at) => {
    const found = Math.max(...[...ofMessages, ...ofNotes, ...ofNotices].map((each) => each.found[at] ?? 0));
    const isKnown = isBlank(line) || found >= (lines[at]?.length ?? 0);
    return !isKnown && (isInside(at) || isBegun(at)) ? behindWords(line, found) : '';
  });
  // Another mail that nobody knows stands in there.
  return own.some((_, at) => headerBlockAt(own, at) > 0) ? [] : own;
}

/** The messages that are not words of what stands in every notice. */
function without(messages: readonly string[], frames: readonly string[]): string[] {
  const frame = frames.map((text) => text.split('\n').map(wordsOf));
  return messages.filter((text) => !frame.some((each) => alignments(each, [text], LEAST_OF_MESSAGE).length > 0));
}

/** True for a line of three words or more that stands in a known text as it is. */
export function isQuotedLine(line: string, { messages, notes = [], notices }: KnownTexts): boolean {
  const words = wordsOf(line);
  const piece = ` ${words.join(' ')} `;
  const holds = (text: string) => ` ${wordsOf(text).join(' ')} `.includes(piece);
  return words.length >= 3 && ([...messages, ...notes].some(holds) || notices().some(({ text }) => holds(text)));
}

function alignments(lines: readonly string[][], texts: readonly string[], least: number): Alignment[] {
  return [...new Set(texts)]
    .map((text) => align(lines, text.split('\n').map(wordsOf), least))
    .filter((each) => each !== undefined);
}

/** Other mails to agents show messages, too, among other things. */
function headedBy(quoted: readonly string[], notices: ReturnType<KnownTexts['notices']>): string[] {
  return notices
    .filter(({ heading }) => quoted.some((line) => line.trim().startsWith(heading)))
    .map(({ text }) => text);
}

/** A line without its first words, and without the signs that end them. */
function behindWords(line: string, count: number): string {
  if (count === 0) return line;
  const plain = withoutTargets(line);
  return plain.slice([...plain.matchAll(WORD)][count]?.index ?? plain.length);
}

/** What mail programs write differently is left out: the targets of links, pictures, signs. */
function wordsOf(line: string): string[] {
  return withoutTargets(line).toLowerCase().match(WORD) ?? [];
}

function withoutTargets(line: string): string {
  return line.normalize('NFKC').replace(/<(?:https?|mailto|tel):[^<>]*>|\[(?:cid|image):[^\]]*\]/gi, '');
}
