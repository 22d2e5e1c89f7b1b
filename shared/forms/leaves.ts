import { jsonInAnswer } from './json-body.ts';
import { isObject, isScalar, type Skips, scalarsIn, shownOf } from './json-value.ts';
import { isPrivate } from './private-key.ts';
import type { FieldKind, FormField } from './submission.ts';
import { hasTwice } from './twice-named.ts';

/** How deep what is not documented is named part by part; what lies deeper stands together in one field. */
const DEEPEST = 50;
/** Of a label that is put together of its parts, in UTF-16 units: else a long key is repeated for each part of what it names. */
const LONGEST_LABEL = 200;

/** Where a value stands: its key, and its label where that is another. */
export type Place = { key: string; label?: string; kind?: FieldKind };

/**
 * Every value of what was parsed from JSON, as fields: `a b` for b in a, a list of scalars as several values, JSON inside a text as what
 * it says, `{value}` as its value, unless `skips` leaves a part out. Never throws, whatever its shape.
 *
 * For the values of providers that document what an answer is. `readAnswers`, for all others, also finds questions, files, names and days by
 * their shape, and knows a name by the end of its way: here a label of an issue would be who wrote it, a payer's name the requester's.
 */
export function leavesOf(
  value: unknown,
  { key, label = key, kind = 'text' }: Place,
  skips: Skips = isPrivate,
): FormField[] {
  if (isPlain(value)) return [{ key, label, kind: kindOf(kind, value), values: shownOf(value) }];
  if (Array.isArray(value) && value.every(isPlain)) return [{ key, label, kind, values: value.flatMap(shownOf) }];
  // A message is shown as it was written, also where somebody pasted JSON into it.
  const read = (found: unknown) => (typeof found === 'string' && kind !== 'long text' ? fromText(found, skips) : found);
  const fields: FormField[] = [];
  collect(value, key, label, DEEPEST);
  return fields;

  function collect(found: unknown, key: string, label: string, depth: number): void {
    const value = read(found);
    if (isScalar(value)) add(key, label, shownOf(value), value);
    else if (depth === 0) add(key, label, scalarsIn(value, skips));
    else if (isObject(value)) collectParts(value, key, label, depth);
    else collectList(value as unknown[], key, label, depth);
  }

  function collectParts(parts: Record<string, unknown>, key: string, label: string, depth: number): void {
    const entries = Object.entries(parts);
    if (entries.length === 0 && key !== '') add(key, label, []);
    for (const [name, part] of entries) {
      if (name === 'value' && key !== '') collect(part, key, label, depth - 1);
      else if (!skips(name, part)) collect(part, below(key, name), below(label, name), depth - 1);
    }
  }

  function collectList(list: unknown[], key: string, label: string, depth: number): void {
    const items = list.map(read);
    if (items.every(isScalar)) add(key, label, items.flatMap(shownOf));
    else items.forEach((item, at) => void collect(item, below(key, `${at + 1}`), below(label, `${at + 1}`), depth - 1));
  }

  function add(key: string, label: string, values: string[], value?: unknown): void {
    fields.push({ key, label, kind: kindOf(kind, value), values });
  }
}

/** Most values: nothing stands inside of them. */
function isPlain(value: unknown): boolean {
  return isScalar(value) && !(typeof value === 'string' && /^\s*[[{]/.test(value));
}

function kindOf(kind: FieldKind, value: unknown): FieldKind {
  return kind === 'text' && typeof value === 'number' ? 'number' : kind;
}

function below(path: string, name: string): string {
  const whole = path === '' ? name : `${path} ${name}`;
  return whole.length > LONGEST_LABEL ? `…${whole.slice(1 - LONGEST_LABEL).toWellFormed()}` : whole;
}

/** The object or the list that a text is in JSON; the text where it is none, or where something of it would not be shown. */
function fromText(text: string, skips: Skips): unknown {
  const value = jsonInAnswer(text);
  if (value === undefined) return text;
  const isWhole = scalarsIn(value, skips).length === scalarsIn(value, () => false).length && !hasTwice(text, value);
  return isWhole ? value : text;
}
