import { beginsAsGreeting } from './answers-below.ts';
import { isBlank } from './line.ts';
import { isSigned } from './prose.ts';
import { isQuoted, unquoted } from './quote.ts';

/** What logs, programs and shells write. */
const LOGGED =
  /^\s*>{3}|[{}=;\\|$]|\d:\d\d:\d\d|\b(?:error|exception|traceback|warn(?:ing)?|fatal|failed|debug)\b|\(\w*\)|\s--?\w|\w\/\w+\/|^\s*>\s*(?:at|\d+|sudo|cd|ls|dir|npm|pip|git|ping|curl)\s/i;
/** Somebody picked a sentence or two; a mail is longer. */
const SHORTEST_LETTER = 3;

/**
 * True for quoted lines that read as a mail: sentences, with a greeting above, a name below, or a quote in the quote. All else is a
 * passage of a manual, a list, a log: what somebody shows.
 */
export function isLetter(quoted: readonly string[]): boolean {
  const said = quoted.map(unquoted).filter((line) => !isBlank(line));
  const [first = ''] = said;
  if (said.length < SHORTEST_LETTER || quoted.some((line) => LOGGED.test(line))) return false;
  return (
    beginsAsGreeting(first.trim()) !== undefined ||
    (isSigned(said.at(-1) ?? '') && said.some(isSentence)) ||
    quoted.some((line) => /^\s*>\s?>/.test(line))
  );
}

/** True if most of the lines are a log's or a shell's. */
export function isLog(quoted: readonly string[]): boolean {
  const lines = quoted.filter((line) => !isBlank(unquoted(line)));
  return lines.filter((line) => isQuoted(line) && LOGGED.test(line)).length * 2 > lines.length;
}

function isSentence(line: string): boolean {
  return /[.!?…。！？]$/.test(line.trimEnd());
}
