import { type Answered, isByAnother, isOfAnother } from './answered.ts';
import { type Attribution, attributionAt } from './attribution.ts';
import { headerBlockAt, isField, senderAndSubject } from './header-block.ts';
import { isBlank, LONGEST_MARK, lastShown } from './line.ts';
import { isMobileFooter } from './mobile-footer.ts';
import { isQuoted } from './quote.ts';
import { isClosingLine, isOriginalMessageLine, isProgramsRule } from './separator.ts';

/** What stands above the mail that is answered: an attribution, a header block, a rule with words. */
export interface Head extends Attribution {
  readonly block: boolean;
}

/** Blank lines that a program may set between a head and what it is about. */
const MOST_BLANKS = 3;
/** A pasted mail that has an end line has it soon. */
const MOST_PASTED_LINES = 200;

/** Where people read what others wrote, in a line that is not over: "In the forum", "Nel blog c'è". */
const READ_IN =
  /(?<!\p{L})(?:forum|forums|foro|fórum|blog|wiki|reddit|newsgroup|stack ?overflow|github|gitlab|chat|форуме?|フォーラム|论坛)(?![\p{L}.])(?![^\n]*(?:\d|https?:|[.!?]\s*$))/iu;

/**
 * Reads the head at line `at`. It is certain only as mail programs set it: with an empty line below an attribution or a block, or the
 * footer of a phone above, and not announced by a colon ("I got this:"), as what people paste or list is; nor is it if it is of another
 * mail than `answered`.
 */
export function headAt(lines: readonly string[], at: number, answered?: Answered): Head | undefined {
  const head = anyHeadAt(lines, at);
  if (!head?.certain) return head;
  const certain =
    !isAnnounced(lines, at, head) && isSetApart(lines, at, head) && !isAnothers(lines, at, head, answered);
  return { ...head, certain };
}

/** True if the block that the head is, or has below it, is of another mail than the answered one, or an attribution names somebody else. */
function isAnothers(lines: readonly string[], at: number, head: Head, answered: Answered | undefined): boolean {
  if (answered === undefined) return false;
  const block = head.block ? at : firstShown(lines, at + head.lines);
  if (block === undefined || headerBlockAt(lines, block) === 0)
    return isByAnother(lines.slice(at, at + head.lines).join(' '), answered);
  return isOfAnother(senderAndSubject(lines, block), answered);
}

function anyHeadAt(lines: readonly string[], at: number): Head | undefined {
  if (isOriginalMessageLine(lines[at] ?? '')) return { lines: 1, certain: true, block: false };
  const fields = headerBlockAt(lines, at);
  if (fields > 0) return { lines: fields, certain: true, block: true };
  const attribution = attributionAt(lines, at);
  return attribution && { ...attribution, block: false };
}

/** How many lines a head has with the heads right below it: a rule with words, the fields. */
export function headLines(lines: readonly string[], at: number, head: Head): number {
  let end = at + head.lines;
  for (;;) {
    const next = firstShown(lines, end);
    const below = next === undefined || isQuoted(lines[next] ?? '') ? undefined : anyHeadAt(lines, next);
    if (next === undefined || below === undefined) return end - at;
    end = next + below.lines;
  }
}

/** True if a colon above says that something is shown now, or if somebody read it elsewhere. */
function isAnnounced(lines: readonly string[], at: number, head: Head): boolean {
  for (let above = at - 1; above >= at - 1 - MOST_BLANKS; above -= 1) {
    const line = lines[above];
    if (line === undefined) return false;
    if (isBlank(line)) continue;
    if (!head.block && line.length <= LONGEST_MARK && READ_IN.test(line)) return true;
    return /[:：]\s*$/.test(line.slice(-20)) && !isField(line);
  }
  return false;
}

function isSetApart(lines: readonly string[], at: number, head: Head): boolean {
  const next = lines[at + head.lines];
  if (isOriginalMessageLine(lines[at] ?? '')) return !isPasted(lines, at + 1) && isRuleOfMail(lines, at);
  if (next === undefined || isBlank(next) || isOriginalMessageLine(next)) return true;
  return !head.block && isMobileFooter(lines[lastShown(lines, at)] ?? '');
}

/** The words between dashes can be printed on a letter: they are a mail's with its fields below, or as programs set them. */
function isRuleOfMail(lines: readonly string[], at: number): boolean {
  const next = firstShown(lines, at + 1);
  return isProgramsRule(lines[at] ?? '') || (next !== undefined && headerBlockAt(lines, next) > 0);
}

/** Below "-----Original Message-----": a lone `From:` is no program's, and an end line no program's at all. */
function isPasted(lines: readonly string[], from: number): boolean {
  const next = firstShown(lines, from);
  if (next === undefined) return false;
  if (isField(lines[next] ?? '') && headerBlockAt(lines, next) === 0) return true;
  const end = lines.slice(from, from + MOST_PASTED_LINES).findIndex(isClosingLine);
  return end >= 0 && firstShown(lines, from + end + 1) !== undefined;
}

function firstShown(lines: readonly string[], from: number): number | undefined {
  for (let at = from; at <= from + MOST_BLANKS; at += 1) {
    const line = lines[at];
    if (line === undefined) return undefined;
    if (!isBlank(line)) return at;
  }
  return undefined;
}
