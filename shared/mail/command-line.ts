import { bare, LONGEST_MARK } from './reply/line.ts';

export const COMMAND_NAMES = [
  ...['note', 'ask', 'close', 'priority', 'assign', 'withdraw', 'confirm', 'phoned'],
  ...['requester', 'customer', 'plan', 'add', 'remove', 'file', 'dismiss', 'tag', 'untag', 'snooze', 'split', 'merge'],
];
const NAMES = COMMAND_NAMES.join('|');
/** Any word, not only of ASCII: `#notе` with a Cyrillic letter is a slip, too. */
export const COMMAND_LINE = /^#(\p{L}+)(?:[ \t]+(.*))?$/iu;
/** A command with a slip: `#note:`, `#  close`, `#close.`. Only the names that there are, since `#1`, `# Heading` are the agent's own. */
const NEARLY_A_COMMAND = new RegExp(`^#\\s*(?:${NAMES})(?![\\w-])(?:[ \\t]*[.,:;!].*|[ \\t]*)$`, 'i');
/** What begins like a command and is an agent's own: a line of C, a hash tag of several words (`#TeamSupport`), several hash tags. */
const OWN = [
  /^#(?:include|define|undef|ifn?def|endif|pragma)(?!\S)/,
  new RegExp(`^#(?!(?:${NAMES}))(?=\\p{L}{2,40}$)\\p{L}*(?-i:\\p{Ll}\\p{Lu})`, 'iu'),
  new RegExp(`^(?:#(?!(?:${NAMES}))\\p{L}{2,40}(?:\\s+(?=#)|$)){2,9}$`, 'iu'),
];
/** With its argument, too. In small letters, since `# Note on the update` is a heading. */
const SPACED_WITH_ARGUMENT = /^#\s+(?:note\s|close\s+\S+$|priority\s+p?\d|assign\s+\S{1,16}$)/;
/** Nobody sets more than one blank behind the sign of a heading. */
const WIDELY_SPACED = new RegExp(`^#\\s{2,}(?:${NAMES})[.,:;!]*$`);
const KNOWN_COMMAND = new RegExp(`^#(?:${NAMES})(?:[ \\t]|[.,:;!]|$)`, 'i');
/** Behind the first `#` of a command that signs stand around: its name, then signs, an argument or nothing. */
const NAMED = new RegExp(`^#*([ \\t]?)(?:${NAMES})(?:[^\\p{L}\\p{N}]*$|[ \\t]|[^\\p{L}\\p{N}_-]+(?:[ \\t]|$))`, 'iu');

/**
 * A command as other programs have them: `/note`, `!close spam`, `\\ask`. Behind an `@` may stand somebody's name, so only what no sentence
 * goes on from is one there.
 */
const OF_OTHER_PROGRAMS = new RegExp(
  `^(?:[/!\\\\]{1,2}(?:${NAMES})(?:[.,:;!]?$|[.,:;!]?[ \\t])|@(?:${NAMES})[.,:;!]*$|@note[:,]?[ \\t]|@(?:priority[ \\t]+p?\\d|assign[ \\t]+\\S{1,16}$))`,
  'i',
);

/** As it was typed: without characters that show nothing, hard spaces, and the stars that a mail program sets for bold. */
export function bareLine(line: string): string {
  const text = bare(line).replace(/\u00A0/g, ' ');
  const inner = text.replace(/^[*_]+(?=[#＃])/, '');
  return (inner === text ? text : withoutStarsBehind(inner)).replace(/^＃/, '#').trim();
}

/** In a loop: a pattern would look at a line of nothing but stars once for each of them. */
function withoutStarsBehind(text: string): string {
  let end = text.length;
  while (end > 0 && '*_'.includes(text[end - 1] ?? ' ')) end -= 1;
  return text.slice(0, end);
}

/** True for a line that is taken for a command at the head or the end of a mail, whether it is one or not. */
export function looksLikeCommand(line: string): boolean {
  const text = bareLine(line);
  if (OWN.some((pattern) => pattern.test(text))) return false;
  return (
    [COMMAND_LINE, NEARLY_A_COMMAND, SPACED_WITH_ARGUMENT].some((pattern) => pattern.test(text)) ||
    isAmongSigns(text) ||
    isOfOtherProgram(text)
  );
}

/** True for a command with the sign of another program before it: nobody means it for a customer. */
export function isOfOtherProgram(text: string): boolean {
  if (text.length > LONGEST_MARK) return false;
  return OF_OTHER_PROGRAMS.test(text.normalize('NFKC').replace(/^[*_`"“'([]{1,3}|[*_`"”')\]]{1,3}$/g, ''));
}

/** True for one of the commands that there are, wherever it stands, right or with a slip. */
export function isKnownCommand(line: string): boolean {
  const text = bareLine(line);
  return KNOWN_COMMAND.test(text) || WIDELY_SPACED.test(text) || isAmongSigns(text);
}

/**
 * True for a command with signs before or behind it, as lists, links, code and quotes have them: `- #note`, `1. #note`, `> #note`,
 * `(#note)`, `##note`, `#note…`, `[#note](https://…)`. Nobody can say whether it is meant. A heading (`## Note`) is none.
 */
function isAmongSigns(text: string): boolean {
  if (text.length > LONGEST_MARK) return false;
  const plain = text
    .normalize('NFKC')
    .replace(/<[^<>\s]*>/g, '')
    .replace(/\]\([^()\s]*\)/g, ']')
    .replace(/♯/g, '#')
    .replace(/[\uFE0E\uFE0F\u20E3]/g, '')
    .trim();
  const hash = plain.indexOf('#');
  if (hash < 0) return false;
  const before = plain.slice(0, hash);
  const after = plain.slice(hash + 1);
  const [, space] = NAMED.exec(after) ?? [];
  if (space === undefined || (before === '' && space !== '')) return false;
  return /^\d{0,3}$/.test(before.replace(/[^\p{L}\p{N}]/gu, ''));
}
