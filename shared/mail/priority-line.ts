import type { Priority } from '../sla/terms.ts';
import { isPart } from './priority-doubt.ts';
import { requestedPriority } from './priority-request.ts';
import { plainTag, priorityTag } from './priority-tag.ts';
import { isOver } from './priority-talk.ts';
import {
  BEFORE_DIGIT,
  CALLING_WORDS,
  INCIDENT_WORDS,
  LEVEL_WORDS,
  NEGATIONS,
  PRIORITY_WORDS,
  URGENT_WORDS,
} from './priority-words.ts';

/** So many lines with something on them are the beginning: a greeting, and what is said first. */
const FIRST_LINES = 5;

/** All that a line may hold that only declares: its form, what makes it stand out, and how bad it is. */
const ONLY_A_FORM = new RegExp(
  String.raw`^(?:[\s*_#!.,:;=()[\]–—-]|p(?=[\s-]*[1-4])|[1-4](?!\d)|(?:${PRIORITY_WORDS}|${LEVEL_WORDS}|${URGENT_WORDS}|${INCIDENT_WORDS})(?!\p{L}))+$`,
  'iu',
);

/** A form at the beginning of a line that a bracket or a mark sets off from what is said: `[P1] The till is down`, `P1! …`. */
const FORM = String.raw`(?:p-?|(?-i:P) (?=\d\s*[\]:!–—-])|${BEFORE_DIGIT})[1-4]`;
const SET_OFF = new RegExp(
  String.raw`^[\s*_#!]*(?:(?:${URGENT_WORDS})[\s:!,–—-]+)?(?:[[(【{]\s*${FORM}\s*[\]】})]|${FORM}[*_]*\s*(?:[:|–—]|!+|-\s))[*_]*`,
  'iu',
);

/** What is said in a line like a subject: a sentence is longer. In characters. */
const LONGEST_HEAD = 80;
const HEAD = new RegExp(
  String.raw`^[\s*_#!]*(?:(?:${URGENT_WORDS}|${CALLING_WORDS})[\s:!,–—-]+)?(?:(?:p-?|(?-i:P) )[1-4][*_]*[,.]?|${BEFORE_DIGIT}[1-4][*_]*)\s+["'“«(]?\p{L}{2}`,
  'iu',
);
const GREETING = /^[^.?:;]{1,40}[,!.:]?\s*$/u;

/** A figure with its unit is a reading at a point `P1`, and another of its kind makes it a range: `P1 - P3`. */
const MEASURED = /^(?:\d[\d.,]*\s*[\p{L}°%]{0,3}$|p[1-4](?!\p{N}))/iu;

const URGENT = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.-])(?<!(?:${NEGATIONS})\s+(?:(?:an?|un|una|so|sehr|molto|è|e|es|ist|very|at all|particularly)\s+)*)(?:${URGENT_WORDS})(?![\p{L}\p{N}_]|\s+nicht|\s*[?])`,
  'iu',
);

/** What is looked at of a text for how urgent it sounds. In characters. */
const MOST = 4_000;

/**
 * The priority that a text declares near its beginning: in a line of its own (`P1`, `Priorità: 1`, `Sev 2 (critical)`), set off at the
 * beginning of a line (`[P1] The till is down`, `P1: …`, `P1 - …`, `P1! …`), at its head (`P1 server down`), or in a sentence that asks for it
 * (`Please raise it to P1`). A list of several is about them. `text` is what somebody wrote themselves, without quotes.
 */
export function priorityLine(text: string): Priority | undefined {
  const lines = text
    .slice(0, MOST)
    .split('\n')
    .map(plainTag)
    .filter((line) => line.trim() !== '')
    .slice(0, FIRST_LINES);
  const alone = lines.find((each) => ONLY_A_FORM.test(each) && declared(each) !== undefined);
  if (alone !== undefined) return declared(alone);
  return setOff(lines) ?? atHead(lines) ?? first(lines.map(requestedPriority));
}

/** `P1 server down` as a first line, or right below a greeting. Of two such lines none declares. */
function atHead(lines: readonly string[]): Priority | undefined {
  const [greeting = '', below = ''] = lines;
  const heads = lines.filter((line) => line.length <= LONGEST_HEAD && HEAD.test(line));
  const [head] = heads;
  const isFirst = head === greeting || (head === below && GREETING.test(greeting));
  return head !== undefined && heads.length === 1 && isFirst ? declared(head) : undefined;
}

function first(found: readonly (Priority | undefined)[]): Priority | undefined {
  return found.find((each) => each !== undefined);
}

/** Of several lines that begin so none declares: `P1: 24 V`, `P2: ground`. */
function setOff(lines: readonly string[]): Priority | undefined {
  const [first, ...more] = lines.flatMap((line) => {
    const [form] = SET_OFF.exec(line) ?? [];
    return form === undefined ? [] : [{ priority: declared(`${form} x`), said: line.slice(form.length).trim() }];
  });
  if (first === undefined || more.some(({ priority }) => priority !== first.priority)) return undefined;
  return MEASURED.test(first.said) || isPart(first.said) || isOver({ before: '', tag: '', after: `: ${first.said}` })
    ? undefined
    : first.priority;
}

/** Marks of emphasis are for the eye. */
function declared(line: string): Priority | undefined {
  return priorityTag(line.replace(/[*_]/g, ' ').trim());
}

/** Whether a text says that it is urgent; a question, as a form's "How urgent?", says nothing. That sets no priority: whoever reads it decides. */
export function soundsUrgent(text: string): boolean {
  return URGENT.test(text.slice(0, MOST).normalize('NFKC'));
}
