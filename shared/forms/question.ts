import { isScalar, shownOf } from './json-value.ts';
import { isTypeOfQuestion } from './kind.ts';
import { bareName } from './words.ts';

const VALUES = ['value', 'answer'];
const LABELS = ['title', 'label', 'question', 'name'];
const IDS = ['id', 'key', 'ref'];
/** All that a question with its answer may say; an object that says more is none. */
const OF_A_QUESTION = new Set([...VALUES, 'rawvalue', ...LABELS, ...IDS, 'type', 'required']);

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
  // First what nearly all other objects fail: this is asked of each.
  if (!entries.every(([key]) => OF_A_QUESTION.has(bareName(key)))) return undefined;
  const find = (names: string[], isIt: (value: unknown) => boolean) =>
    entries
      .filter(([key, value]) => names.includes(bareName(key)) && isIt(value))
      .toSorted(([a], [b]) => names.indexOf(bareName(a)) - names.indexOf(bareName(b)))[0];
  const answer = find(VALUES, () => true);
  const label = find(LABELS, isText);
  const id = find(IDS, isText);
  if (!answer || (!label && !id)) return undefined;
  const [, value] = answer;
  // Nobody reads the name of what has no value.
  if (!isAsked && isEmpty(value)) return undefined;

  const type = find(['type'], isText);
  const ofTheForm = ([name, said]: Entry) => {
    const bare = bareName(name);
    if (IDS.includes(bare)) return isScalar(said);
    if (bare === 'type') return isText(said) && isTypeOfQuestion(String(said));
    return bare === 'required' && isScalar(said) && /^(?:true|false|[01]|yes|no|on|off)$/i.test(String(said));
  };
  const isNew = (entry: Entry) =>
    entry !== answer &&
    entry !== label &&
    !isEmpty(entry[1]) &&
    ![value, label?.[1]].some((said) => isSame(entry[1], said));
  const others = entries.filter(isNew);
  return {
    ...(label && { label: String(label[1]) }),
    ...(id && isAsked && { id: String(id[1]) }),
    ...(type && { type: String(type[1]) }),
    value,
    rest: others.filter((entry) => !(isAsked && ofTheForm(entry))),
    unsaid: others.filter((entry) => isAsked && ofTheForm(entry)),
  };
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
