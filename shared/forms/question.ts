import { isScalar, shownOf } from './json-value.ts';
import { isTypeOfQuestion } from './kind.ts';
import { bareName } from './words.ts';

const LABELS = ['title', 'label', 'question', 'name'];
const IDS = ['id', 'key', 'ref'];
/** All that a question with its answer may say; an object that says more is none. */
const OF_A_QUESTION = new Set(['value', 'answer', 'rawvalue', ...LABELS, ...IDS, 'type', 'required']);

/** A question and its answer in one object, as `{"id": …, "title": "Nome", "type": "text", "value": "Anna"}`. */
type Question = {
  label?: string;
  /** By which its form knows it. */
  id?: string;
  type?: string;
  value: unknown;
  /** What it says beside its value that its value does not say. */
  rest: Entry[];
  /** What its form says of it and no person: its id, its type. */
  unsaid: Entry[];
};

type Entry = [name: string, value: unknown];

/**
 * Undefined for an object that is no question. `isAsked` where it stands among a form's questions: elsewhere an `id` or a `type` may be what
 * somebody has to read.
 */
export function questionIn(object: object, isAsked: boolean): Question | undefined {
  const entries: Entry[] = Object.entries(object);
  const named = new Map<string, Entry>();
  for (const entry of entries) {
    const name = bareName(entry[0]);
    // Nearly all other objects fail at once: this is asked of each.
    if (!OF_A_QUESTION.has(name)) return undefined;
    if (!named.has(name)) named.set(name, entry);
  }
  const find = (names: string[]) => names.map((name) => named.get(name)).find((entry) => entry && isText(entry[1]));
  const answer = named.get('value') ?? named.get('answer');
  const label = find(LABELS);
  const id = find(IDS);
  if (!answer || (!label && !id)) return undefined;
  const [, value] = answer;
  // Nobody reads the name of what has no value.
  if (!isAsked && isEmpty(value)) return undefined;

  const type = find(['type']);
  const question: Question = { value, rest: [], unsaid: [] };
  if (label) question.label = String(label[1]);
  if (id && isAsked) question.id = String(id[1]);
  if (type) question.type = String(type[1]);
  for (const entry of entries) {
    if (entry === answer || entry === label || isEmpty(entry[1])) continue;
    if (isSame(entry[1], value) || isSame(entry[1], label?.[1])) continue;
    const isOfTheForm = isAsked && isWordOfTheForm(bareName(entry[0]), entry[1]);
    (isOfTheForm ? question.unsaid : question.rest).push(entry);
  }
  return question;
}

/** Whether a form says so of its question, by which it knows it, of which type it is, and whether it must be answered. */
function isWordOfTheForm(name: string, value: unknown): boolean {
  if (!isScalar(value)) return false;
  if (name === 'type') return isTypeOfQuestion(String(value));
  return IDS.includes(name) || (name === 'required' && /^(?:true|false|[01]|yes|no|on|off)$/i.test(String(value)));
}

function isText(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
}

/** Whether nothing of it is shown. */
function isEmpty(value: unknown): boolean {
  return isScalar(value) && shownOf(value).join().trim() === '';
}

/** `0` and `"0"` say the same. What is no scalar is compared by nothing: it is shown. */
function isSame(one: unknown, other: unknown): boolean {
  return isScalar(one) && isScalar(other) && String(one) === String(other);
}
