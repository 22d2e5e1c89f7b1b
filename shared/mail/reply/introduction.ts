import { attributionAt } from './attribution.ts';
import { headerBlockAt, isField } from './header-block.ts';
import { isBlank, isRule } from './line.ts';
import { isForwardLine, isOriginalMessageLine } from './separator.ts';

/** "On Monday … wrote:" is at most this many lines. */
const MAX_INTRODUCTION = 4;
/** Fewer labelled lines are no header block, not even right above a quote. */
const MIN_FIELDS = 3;

/**
 * Takes away "On Monday … wrote:", or the block of `From:`, `Sent:`, `To:`, `Subject:` that Outlook sets above a quote. It is
 * known that a quote begins below the last line, so that words of a language that nobody listed are enough.
 */
export function withoutIntroduction(lines: readonly string[]): readonly string[] {
  const start = introductionStart(lines);
  if (start >= lines.length) return lines;
  const last = lines.slice(0, start).findLastIndex((line) => !isBlank(line) && !isSeparator(line));
  return lines.slice(0, last + 1);
}

function introductionStart(lines: readonly string[]): number {
  const paragraph = lines.findLastIndex((line) => isBlank(line) || isSeparator(line)) + 1;
  const block = lines.slice(paragraph);
  if (block.length === 0) return lines.length - 1;
  if (block.filter(isField).length >= MIN_FIELDS || headerBlockAt(lines, paragraph) === block.length) return paragraph;
  for (let at = Math.max(paragraph, lines.length - MAX_INTRODUCTION); at < lines.length; at += 1) {
    if (attributionAt(lines, at)?.lines === lines.length - at) return at;
  }
  return block.length <= MAX_INTRODUCTION && /[\d@].*:\s*$/.test(block.join(' ')) ? paragraph : lines.length;
}

function isSeparator(line: string): boolean {
  return isRule(line) || isOriginalMessageLine(line) || isForwardLine(line);
}
