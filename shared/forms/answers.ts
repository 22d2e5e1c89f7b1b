import { joinParts } from './composite.ts';
import { parseJsonText } from './json-body.ts';
import { kindOfType, kindOfValue } from './kind.ts';
import { scalarsIn } from './leaves.ts';
import { fileIn } from './linked-file.ts';
import { questionIn } from './question.ts';
import type { FieldKind, FormField, FormFile } from './submission.ts';
import { MOST_FIELDS, moreAnswers } from './submitted.ts';
import { isUnshown } from './unshown.ts';
import { inWords } from './words.ts';
import { isWrapper } from './wrapper.ts';

/** More than any provider nests; what lies deeper stands together in one field. */
const DEEPEST = 16;

type Labels = {
  /** What a question is called where its provider says it elsewhere. */
  labelOf?: (key: string) => string | undefined;
  /** What is of no use to anybody, by its name at the top. */
  isPlumbing?: (name: string) => boolean;
};

type Read = Labels & { fields: FormField[]; files: FormFile[]; left: number };

/** Where a value stands, how it is called there, and of what kind it is where that has been said. */
type Place = { depth: number; path: readonly string[]; label: string; kind?: FieldKind };

/**
 * All that is in parsed JSON, or in a form of nested names, as answers: nested objects by the names on their way, questions by their
 * titles, parts of a name or a day together, JSON in a text as what it says. Each value is in a field or a file, save what nobody may
 * read (`unshown.ts`). The key of a field is its way from the top, joined by dots. Never throws.
 */
export function readAnswers(value: unknown, labels: Labels = {}): { fields: FormField[]; files: FormFile[] } {
  const read: Read = { ...labels, fields: [], files: [], left: 0 };
  const isWhole = isObject(value) && !Array.isArray(value);
  readValue(read, value, { depth: 0, path: isWhole ? [] : ['body'], label: '' });
  if (read.left > 0) read.fields.push(moreAnswers(read.left));
  return { fields: read.fields, files: read.files };
}

/** What an object is as a whole. */
type Shape = { file: ReturnType<typeof fileIn>; question: ReturnType<typeof questionIn> };

/** `shape` is what the value is, where that has been looked at. */
function readValue(read: Read, value: unknown, place: Place, shape?: Shape): void {
  const found = typeof value === 'string' ? jsonIn(value) : value;
  if (!isObject(found)) add(read, { ...place, kind: place.kind ?? kindOfValue(place.path, found) }, textsOf(found));
  else if (place.depth >= DEEPEST) add(read, place, scalarsIn(found, isUnshown));
  else if (Array.isArray(found)) readList(read, found, place);
  else readObject(read, found, place, shape ?? shapeOf(found));
}

function shapeOf(object: object): Shape {
  return { file: fileIn(object), question: questionIn(object) };
}

function add(read: Read, { path, label, kind = 'text' }: Place, values: string[]): void {
  if (read.fields.length >= MOST_FIELDS) read.left += values.length > 0 ? 1 : 0;
  else read.fields.push({ key: path.join('.'), label: label || inWords(path.at(-1) ?? ''), kind, values });
}

function readList(read: Read, list: unknown[], place: Place): void {
  const items = list.map((item) => (typeof item === 'string' ? jsonIn(item) : item));
  if (!items.some(isObject)) {
    const kind = place.kind ?? kindOfValue(place.path, items.length > 1 ? items : items[0]);
    add(read, { ...place, kind }, items.flatMap(textsOf));
    return;
  }
  for (const [at, item] of items.entries()) {
    // What has a title of its own needs no number.
    const shape = isObject(item) ? shapeOf(item) : undefined;
    const label = shape?.question || shape?.file ? place.label : joinLabels(place.label, String(at + 1));
    readValue(read, item, { ...place, depth: place.depth + 1, path: [...place.path, String(at)], label }, shape);
  }
}

function readObject(read: Read, object: object, place: Place, { file, question }: Shape): void {
  if (file && read.files.length < MOST_FIELDS) {
    read.files.push(file.file);
    readEntries(read, file.rest, { ...place, kind: 'hidden' });
  } else if (question && place.path.length > 0) {
    if (isUnshown(question.type ?? '')) return;
    const path = question.id === undefined ? place.path : [question.id];
    const label = question.label || read.labelOf?.(path.join('.')) || place.label;
    const kind = question.type === undefined ? place.kind : kindOfType(question.type);
    readValue(read, question.value, { depth: place.depth + 1, path, label, kind });
    readEntries(read, question.rest, { depth: place.depth, path, label, kind: 'hidden' });
  } else {
    // A first and a last name beside all other answers are two of them.
    const isHolder = place.path.length === 0 || isWrapper(place.path.at(-1) ?? '');
    const joined = isHolder ? undefined : joinParts(object);
    if (joined) add(read, { ...place, kind: joined.kind }, [joined.value]);
    readEntries(read, joined?.rest ?? Object.entries(object), place);
  }
}

function readEntries(read: Read, entries: [string, unknown][], place: Place): void {
  for (const [name, value] of entries) {
    if (isUnshown(name) || (place.path.length === 0 && read.isPlumbing?.(name))) continue;
    const path = [...place.path, name];
    const label = isWrapper(name) ? place.label : joinLabels(place.label, inWords(name));
    const called = read.labelOf?.(path.join('.')) ?? label;
    readValue(read, value, { ...place, depth: place.depth + 1, path, label: called });
  }
}

/** A text that is a whole list or object of JSON, as what it says; else the text. */
function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  const ends = `${text.trimStart().charAt(0)}${text.trimEnd().at(-1)}`;
  if (ends !== '{}' && ends !== '[]') return text;
  try {
    return parseJsonText(text);
  } catch {
    return text;
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

const joinLabels = (...labels: string[]) => labels.filter(Boolean).join(' ');
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
