import { isObject, isScalar, listOf, objectOf, partOf, textOf } from '../json-value.ts';
import { leavesOf, type Place } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import type { FieldKind, FormField, FormFile } from '../submission.ts';

const KINDS = new Map<unknown, FieldKind>([
  ['TEXTAREA', 'long text'],
  ['INPUT_EMAIL', 'email'],
  ['INPUT_PHONE_NUMBER', 'phone'],
  ['INPUT_LINK', 'link'],
  ['INPUT_DATE', 'date'],
  ['INPUT_NUMBER', 'number'],
  ['RATING', 'number'],
  ['LINEAR_SCALE', 'number'],
  ['MULTIPLE_CHOICE', 'choice'],
  ['CHECKBOXES', 'choice'],
  ['DROPDOWN', 'choice'],
  ['MULTI_SELECT', 'choice'],
  ['RANKING', 'choice'],
  ['MATRIX', 'choice'],
  ['HIDDEN_FIELDS', 'hidden'],
  ['CALCULATED_FIELDS', 'hidden'],
]);

const isAny = () => true;
/** What could have been chosen is no answer. */
const FIELD: Known = {
  key: isScalar,
  label: isScalar,
  type: isScalar,
  value: isAny,
  options: Array.isArray,
  rows: Array.isArray,
  columns: Array.isArray,
};
const FILE: Known = { id: isScalar, name: textOf, url: isLink, mimeType: isScalar, size: isScalar };

/** The answers of a Tally form, in words. */
export function answersOf(fields: unknown[]): FormField[] {
  const boxes = boxesOf(fields);
  return fields.flatMap((field) => (isBox(field, boxes) ? leftovers(field, FIELD, 'fields') : answerOf(field)));
}

/** The keys under which each option of a group is told once more, as true or false. */
function boxesOf(fields: unknown[]): Set<string> {
  if (!fields.some((field) => typeof partOf(field, 'value') === 'boolean')) return new Set();
  const boxes = fields.map(objectOf).flatMap(({ key, options }) => {
    return listOf(options).map((option) => `${textOf(key)}_${textOf(objectOf(option).id)}`);
  });
  return new Set(boxes);
}

function isBox(field: unknown, boxes: Set<string>): boolean {
  return typeof partOf(field, 'value') === 'boolean' && boxes.has(textOf(partOf(field, 'key')) ?? '');
}

function answerOf(field: unknown): FormField[] {
  const { key: ownKey, label, type, value, options, rows, columns } = objectOf(field);
  const key = textOf(ownKey) ?? 'fields';
  const place: Place = { key, label: textOf(label) ?? key, kind: KINDS.get(type) };
  const words = wordsOf([options, rows, columns]);
  const rest = leftovers(field, FIELD, key);
  if (value === undefined) return rest;
  if (isObject(value)) return [...rowsOf(value, place, words), ...rest];
  const files = listOf(value).filter(isFile);
  const ofFiles = files.flatMap((file) => leftovers(file, FILE, key));
  const said = Array.isArray(value) ? value.map((each) => (isFile(each) ? fileOf(each).filename : each)) : value;
  return leavesOf(inWords(said, words), place).concat(ofFiles, rest);
}

/** A matrix, a field for each of its rows; the parts of any other object. */
function rowsOf(value: Record<string, unknown>, place: Place, words: Words): FormField[] {
  return Object.entries(value).flatMap(([row, part]) => {
    const at = { ...place, key: `${place.key} ${row}`, label: `${place.label} ${words.get(row) ?? row}` };
    return leavesOf(inWords(part, words), at);
  });
}

/** What the ids of options, rows and columns stand for. */
type Words = ReadonlyMap<unknown, string>;
const NO_WORDS: Words = new Map();

function wordsOf(lists: unknown[]): Words {
  if (!lists.some(Array.isArray)) return NO_WORDS;
  const words = new Map<unknown, string>();
  for (const each of lists.flatMap(listOf)) {
    const { id, text } = objectOf(each);
    const word = textOf(text);
    if (word !== undefined) words.set(id, word);
  }
  return words;
}

/** An answer by its words. */
function inWords(answer: unknown, words: Words): unknown {
  const said = (each: unknown) => words.get(each) ?? each;
  return Array.isArray(answer) ? answer.map(said) : said(answer);
}

type TallyFile = { url: string; name?: unknown; mimeType?: unknown };

function isFile(value: unknown): value is TallyFile {
  return isLink(partOf(value, 'url'));
}

function fileOf({ url, name, mimeType }: TallyFile): FormFile {
  return linkedFile(url, textOf(name), textOf(mimeType));
}

/** The files that a field asked for. */
export function filesOf(field: unknown): FormFile[] {
  return listOf(partOf(field, 'value')).filter(isFile).map(fileOf);
}
