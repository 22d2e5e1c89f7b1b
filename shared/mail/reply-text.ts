import { attributionAt } from './reply/attribution.ts';
import { headerBlockAt, isField } from './reply/header-block.ts';
import { isBlank, isRule } from './reply/line.ts';
import { isQuoted } from './reply/quote.ts';
import { isOriginalMessageLine } from './reply/separator.ts';
import { replyText, strictReplyText } from './reply/trim.ts';

/**
 * Stands at the head of every mail to an agent: what their mail program quotes from here on is no part of the answer. In
 * both languages, since the mail program of whoever replies is not known.
 */
export const REPLY_MARKER = '##- Reply above this line · Rispondi sopra questa riga -##';

/** The marker as it comes back, whatever a mail program made of its spaces and its dot. Nobody writes this by chance. */
const MARKER = /##-.*-##/;

/** "On Monday … wrote:" is at most this many lines. */
const MAX_INTRODUCTION = 4;
/** Fewer labelled lines are no header block, not even right above a quote. */
const MIN_FIELDS = 3;

/**
 * What somebody wrote above a quoted notice of ours, without the lines that introduce the quote: a notice holds things that
 * the customer must not see. Empty when nothing stands above it; the ordinary rules of a reply when it quotes no notice.
 */
export function visibleReply(text: string): string {
  const lines = text.split('\n');
  const marker = lines.findIndex((line) => MARKER.test(line));
  if (marker < 0) return replyText(text, { answers: true });
  return strictReplyText(
    withoutIntroduction(upToLast(lines.slice(0, marker), (line) => !isBlank(line) && !isQuoted(line))),
  );
}

/**
 * Takes away "On Monday … wrote:", or the block of `From:`, `Sent:`, `To:`, `Subject:` that Outlook sets above a quote. The
 * marker proves that a quote begins here, so that words of a language that nobody listed are enough.
 */
function withoutIntroduction(lines: readonly string[]): readonly string[] {
  const start = introductionStart(lines);
  return start < lines.length ? upToLast(lines.slice(0, start), (line) => !isBlank(line) && !isSeparator(line)) : lines;
}

function introductionStart(lines: readonly string[]): number {
  const paragraph = lines.findLastIndex((line) => isBlank(line) || isSeparator(line)) + 1;
  const block = lines.slice(paragraph);
  if (block.filter(isField).length >= MIN_FIELDS || headerBlockAt(lines, paragraph) === block.length) return paragraph;
  for (let at = Math.max(paragraph, lines.length - MAX_INTRODUCTION); at < lines.length; at += 1) {
    if (attributionAt(lines, at)?.lines === lines.length - at) return at;
  }
  return block.length <= MAX_INTRODUCTION && /[\d@].*:\s*$/.test(block.join(' ')) ? paragraph : lines.length;
}

function isSeparator(line: string): boolean {
  return isRule(line) || isOriginalMessageLine(line);
}

function upToLast(lines: readonly string[], matches: (line: string) => boolean): readonly string[] {
  return lines.slice(0, lines.findLastIndex(matches) + 1);
}
