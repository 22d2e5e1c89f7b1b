import { bareLine, COMMAND_NAMES, isKnownCommand, isOfOtherProgram } from './command-line.ts';

/** In a name of so many letters there may be two slips, else one: a letter too many, too few, another one, or two in the wrong order. */
const LONG_NAME = 6;

/**
 * True for a line that can only be meant as a command, right or with a slip, wherever it stands: `#nte`, `#closee`. A hash tag of a
 * signature (`#TeamSupport`) is none.
 */
export function isMeantAsCommand(line: string): boolean {
  if (isKnownCommand(line) || isOfOtherProgram(bareLine(line))) return true;
  const [, word = ''] = /^#(\p{L}{2,12})(?:[ \t]+\S{1,16})?[ \t]*[.,:;!]?$/u.exec(bareLine(line)) ?? [];
  return word !== '' && COMMAND_NAMES.some((name) => isSlipOf(word.toLowerCase(), name));
}

function isSlipOf(word: string, name: string): boolean {
  // Of three letters, too many words are one letter away.
  if (name.length === 3 && word[0] !== name[0]) return false;
  return slips(word, name) <= (name.length >= LONG_NAME ? 2 : 1);
}

/** The distance of Damerau and Levenshtein, of neighbours only. */
function slips(word: string, name: string): number {
  const rows = [Array.from({ length: name.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= word.length; row += 1) {
    const now = [row];
    for (let at = 1; at <= name.length; at += 1) {
      const cost = word[row - 1] === name[at - 1] ? 0 : 1;
      const isSwapped = word[row - 1] === name[at - 2] && word[row - 2] === name[at - 1];
      now[at] = Math.min(
        (rows[row - 1]?.[at] ?? 0) + 1,
        (now[at - 1] ?? 0) + 1,
        (rows[row - 1]?.[at - 1] ?? 0) + cost,
        isSwapped ? (rows[row - 2]?.[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    rows.push(now);
  }
  return rows[word.length]?.[name.length] ?? 0;
}
