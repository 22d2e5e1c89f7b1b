import type { Priority } from '../sla/terms.ts';
import { isPart } from './priority-doubt.ts';
import { priorityTag } from './priority-tag.ts';
import { INCIDENT_WORDS, LEVEL_WORDS, NEGATIONS, PRIORITY_WORDS, URGENT_WORDS } from './priority-words.ts';

/** So many lines with something on them are the beginning: a greeting, and what is said first. */
const FIRST_LINES = 5;

/** All that a line may hold that only declares: its form, what makes it stand out, and how bad it is. */
const ONLY_A_FORM = new RegExp(
  String.raw`^(?:[\s*_#!.,:;=()[\]–—-]|p(?=[\s-]*[1-4])|[1-4](?!\d)|(?:${PRIORITY_WORDS}|${LEVEL_WORDS}|${URGENT_WORDS}|${INCIDENT_WORDS})(?!\p{L}))+$`,
  'iu',
);

/** A form at the beginning of a line that a bracket or a mark sets off from what is said: `[P1] The till is down`, `P1! …`. */
const FORM = String.raw`(?:p-?[1-4]|(?:(?:prio|sev)\.|${PRIORITY_WORDS})(?:\s*(?:${LEVEL_WORDS}))?\s*[:=#-]?\s*p?[1-4])`;
const SET_OFF = new RegExp(
  String.raw`^[\s*_#!]*(?:(?:${URGENT_WORDS})[\s:!,–—-]+)?(?:[[(【{]\s*${FORM}\s*[\]】})]|${FORM}[*_]*\s*(?:[:|–—]|!+|-\s))[*_]*`,
  'iu',
);

/** A figure with its unit is a reading at a point `P1`, and another of its kind makes it a range: `P1 - P3`. */
const MEASURED = /^(?:\d[\d.,]*\s*[\p{L}°%]{0,3}$|p[1-4](?!\p{N}))/iu;

const URGENT = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.-])(?<!(?:${NEGATIONS})\s+(?:(?:an?|un|una|so|sehr|molto|è|e|es|ist|very|at all|particularly)\s+)*)(?:${URGENT_WORDS})(?![\p{L}\p{N}_]|\s+nicht)`,
  'iu',
);

/** What is looked at of a text for how urgent it sounds. In characters. */
const MOST = 4_000;

/**
 * The priority that a text declares near its beginning: in a line of its own (`P1`, `Priorità: 1`, `Sev 2 (critical)`), or set off at the
 * beginning of a line (`[P1] The till is down`, `P1: …`, `P1 - …`, `P1! …`). A list of several is about them. `text` is what somebody
 * wrote themselves, without quotes.
 */
export function priorityLine(text: string): Priority | undefined {
  const lines = text
    .slice(0, MOST)
    .normalize('NFKC')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, FIRST_LINES);
  const alone = lines.find((each) => ONLY_A_FORM.test(each) && declared(each) !== undefined);
  return alone === undefined ? setOff(lines) : declared(alone);
}

/** Of several lines that begin so none declares: `P1: 24 V`, `P2: ground`. */
function setOff(lines: readonly string[]): Priority | undefined {
  const [first, ...more] = lines.flatMap((line) => {
    const [form] = SET_OFF.exec(line) ?? [];
    return form === undefined ? [] : [{ priority: declared(`${form} x`), said: line.slice(form.length).trim() }];
  });
  if (first === undefined || more.some(({ priority }) => priority !== first.priority)) return undefined;
  return MEASURED.test(first.said) || isPart(first.said) ? undefined : first.priority;
}

/** Marks of emphasis are for the eye. */
function declared(line: string): Priority | undefined {
  return priorityTag(line.replace(/[*_]/g, ' ').trim());
}

/** Whether a text says that it is urgent. That sets no priority: whoever reads it decides. */
export function soundsUrgent(text: string): boolean {
  return URGENT.test(text.slice(0, MOST).normalize('NFKC'));
}
