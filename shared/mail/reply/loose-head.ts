import { type Evidence, evidenceIn } from './evidence.ts';
import { isField } from './header-block.ts';
import { bare, isBlank, isRule, LONGEST_MARK } from './line.ts';
import { isOriginalWords } from './separator.ts';

/** An attribution is wrapped over so many lines, and fields stand so close together. */
const WINDOW = 4;
/** Fewer labelled lines are somebody's own list. */
const FEWEST_FIELDS = 2;
/** `Quoting Anna <anna@rossi.example>:`, in the words of whatever program. */
const ENDS_WITH_SENDER = /[<([][^\s<>@]{1,80}@[^\s<>@]{1,120}[>)\]]\s?[:：]$/u;

/**
 * The first line that may be the head of somebody else's mail, in whatever language and of whatever program: much that people write
 * looks like one, too. -1 for none. For where a line of another's must not be taken for the writer's, and the writer can be asked.
 */
export function looseHead(lines: readonly string[]): number {
  return lines.findIndex((line, at) => !isBlank(line) && line.length <= LONGEST_MARK && mayBeHead(lines, at));
}

function mayBeHead(lines: readonly string[], at: number): boolean {
  const line = bare(lines[at] ?? '');
  const near = lines.slice(at, at + WINDOW).filter((each) => each.length <= LONGEST_MARK);
  if (isOriginalWords(line) || ENDS_WITH_SENDER.test(line)) return true;
  const found = evidence(near);
  // A firm's address and its hours stand below a rule, too.
  if (isRule(line)) return found.address && found.date;
  if (isField(line) && near.filter(isField).length >= FEWEST_FIELDS) return found.address && (found.date || found.time);
  return [1, 2].some((count) => isAttribution(near.slice(0, count)));
}

function isAttribution(lines: readonly string[]): boolean {
  if (!/[:：]$/.test(bare(lines.at(-1) ?? ''))) return false;
  const { address, date, time } = evidence(lines);
  return address ? date || time : date && time;
}

function evidence(lines: readonly string[]): Evidence {
  return evidenceIn(lines.map(bare).join(' '));
}
