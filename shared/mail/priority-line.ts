import type { Priority } from '../sla/terms.ts';
import { priorityTag } from './priority-tag.ts';
import { INCIDENT_WORDS, LEVEL_WORDS, NEGATIONS, PRIORITY_WORDS, URGENT_WORDS } from './priority-words.ts';

/** So many lines with something on them are the beginning: a greeting, and what is said first. */
const FIRST_LINES = 5;

/** All that a line may hold that only declares: its form, what makes it stand out, and how bad it is. */
const ONLY_A_FORM = new RegExp(
  String.raw`^(?:[\s*_#!.,:;=()[\]–—-]|p(?=[\s-]*[1-4])|[1-4](?!\d)|(?:${PRIORITY_WORDS}|${LEVEL_WORDS}|${URGENT_WORDS}|${INCIDENT_WORDS})(?!\p{L}))+$`,
  'iu',
);

const URGENT = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.-])(?<!(?:${NEGATIONS})\s+(?:(?:an?|un|una|so|sehr|molto|è|e|es|ist|very|at all|particularly)\s+)*)(?:${URGENT_WORDS})(?![\p{L}\p{N}_]|\s+nicht)`,
  'iu',
);

/** What is looked at of a text for how urgent it sounds. In characters. */
const MOST = 4_000;

/**
 * The priority that a text declares in a line of its own near its beginning: `P1`, `Priorità: 1`, `Sev 2 (critical)`. `text` is what
 * somebody wrote themselves, without quotes.
 */
export function priorityLine(text: string): Priority | undefined {
  const lines = text
    .slice(0, MOST)
    .normalize('NFKC')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const line = lines.slice(0, FIRST_LINES).find((each) => ONLY_A_FORM.test(each) && declared(each) !== undefined);
  return line === undefined ? undefined : declared(line);
}

/** Marks of emphasis are for the eye. */
function declared(line: string): Priority | undefined {
  return priorityTag(line.replace(/[*_]/g, ' ').trim());
}

/** Whether a text says that it is urgent. That sets no priority: whoever reads it decides. */
export function soundsUrgent(text: string): boolean {
  return URGENT.test(text.slice(0, MOST).normalize('NFKC'));
}
