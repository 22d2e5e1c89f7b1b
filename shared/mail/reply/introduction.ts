import { attributionAt } from './attribution.ts';
import { evidenceIn } from './evidence.ts';
import { headerBlockAt, isField } from './header-block.ts';
import { bare, isBlank, isRule, LONGEST_MARK } from './line.ts';
import { isForwardLine, isOriginalMessageLine } from './separator.ts';

/** "On Monday … wrote:" is at most this many lines. */
const MAX_INTRODUCTION = 4;
/** Fewer labelled lines are no header block, not even right above a quote. */
const MIN_FIELDS = 3;

/** `Desk <help@desk.example>`: programs set an address in brackets, people hardly. */
const BRACKETED_ADDRESS = /[<[(][^\s<>@]{1,80}@[^\s<>@]{1,120}[>\])]/;
/** A sentence that is over; no abbreviation of a firm. */
const ENDS_SENTENCE = /\p{Ll}{3,}[.!?…]$/u;

/**
 * Takes away "On Monday … wrote:", or the block of `From:`, `Sent:`, `To:`, `Subject:` that Outlook sets above a quote. It is
 * known that a quote begins below the last line, so that words of a language that nobody listed are enough where they stand with an
 * address and a date. In doubt it stays: it may be the writer's own "please write to lock@parts.example:".
 */
export function withoutIntroduction(lines: readonly string[]): readonly string[] {
  const start = introductionStart(lines);
  if (start >= lines.length) return lines;
  const last = lines.slice(0, start).findLastIndex((line) => !isBlank(line) && !isSeparator(line));
  return lines.slice(0, last + 1);
}

/** True if the last lines say whose mail is quoted below them; a line of dashes alone does not. */
export function isIntroduced(lines: readonly string[]): boolean {
  return lines.length > 0 && introductionStart(lines) < lines.length && !isRule(lines.at(-1) ?? '');
}

function introductionStart(lines: readonly string[]): number {
  const paragraph = lines.findLastIndex((line) => isBlank(line) || isSeparator(line)) + 1;
  const block = lines.slice(paragraph);
  if (block.length === 0) return lines.length - 1;
  const field = lines.findIndex((line, at) => at >= paragraph && isField(line));
  if (block.filter(isField).length >= MIN_FIELDS) return field;
  if (field >= 0 && headerBlockAt(lines, field) === lines.length - field) return field;
  for (let at = Math.max(paragraph, lines.length - MAX_INTRODUCTION); at < lines.length; at += 1) {
    if (attributionAt(lines, at)?.lines === lines.length - at && isOneSentence(lines.slice(at))) return at;
  }
  return unlistedStart(lines, paragraph);
}

/** The fewest last lines that hold what an attribution has in every language: an address in brackets, a date or a time, a colon. */
function unlistedStart(lines: readonly string[], paragraph: number): number {
  if (!/[:：]$/.test(bare(lines.at(-1) ?? ''))) return lines.length;
  for (let at = lines.length - 1; at >= Math.max(paragraph, lines.length - MAX_INTRODUCTION); at -= 1) {
    const block = lines.slice(at).map(bare);
    const text = block.join(' ');
    if (text.length > LONGEST_MARK || !isOneSentence(block)) break;
    const found = evidenceIn(text);
    if (BRACKETED_ADDRESS.test(text) && (found.date || found.time)) return at;
    if (found.date && found.time && /^\d.*\p{Lu}/u.test(text)) return at;
  }
  return lines.length;
}

function isOneSentence(lines: readonly string[]): boolean {
  return !lines.slice(0, -1).some((line) => ENDS_SENTENCE.test(line.trimEnd()));
}

function isSeparator(line: string): boolean {
  return isRule(line) || isOriginalMessageLine(line) || isForwardLine(line);
}
