import { isScalar } from './json-value.ts';
import { bareName } from './words.ts';

/** All that a question with its answer may say; an object that says more is none. */
const OF_A_QUESTION = new Set([
  'value',
  'answer',
  'rawvalue',
  'title',
  'label',
  'question',
  'name',
  'id',
  'key',
  'ref',
  'type',
  'required',
]);

/** A question and its answer in one object, as `{"id": …, "title": "Nome", "type": "text", "value": "Anna"}`. */
type Question = {
  label?: string;
  id?: string;
  type?: string;
  value: unknown;
  /** What it says beside its value that its value does not say. */
  rest: [string, unknown][];
};

/** Undefined for an object that is no question. */
export function questionIn(object: object): Question | undefined {
  // First what nearly all other objects fail: this is asked of each.
  if (!Object.keys(object).every((key) => OF_A_QUESTION.has(bareName(key)))) return undefined;
  const entries = Object.entries(object);
  const names = new Map(entries.map(([key, value]) => [bareName(key), value]));
  if (!names.has('value') && !names.has('answer')) return undefined;
  const textOf = (name: string) => {
    const said: unknown = names.get(name);
    return typeof said === 'number' || (typeof said === 'string' && said.trim() !== '') ? String(said) : undefined;
  };
  const label = textOf('title') ?? textOf('label') ?? textOf('question') ?? textOf('name');
  const id = textOf('id') ?? textOf('key') ?? textOf('ref');
  if ((label ?? id) === undefined) return undefined;
  const value: unknown = names.get('value') ?? names.get('answer');
  const rest = !names.has('rawvalue')
    ? []
    : entries.filter(([name, said]) => bareName(name) === 'rawvalue' && !isSame(said, value));
  return { label, id, type: textOf('type'), value, rest };
}

/** `0` and `"0"` say the same. What is no scalar is compared by nothing: it is shown. */
function isSame(one: unknown, other: unknown): boolean {
  return isScalar(one) && isScalar(other) && String(one) === String(other);
}
