import { joinParts } from './composite.ts';
import { hasTwice, jsonInAnswer } from './json-body.ts';
import { kindOfType, kindOfValue } from './kind.ts';
import { scalarsIn } from './leaves.ts';
import { fileIn } from './linked-file.ts';
import { questionIn } from './question.ts';
import type { FieldKind, FormField, FormFile } from './submission.ts';
import { MOST_FIELDS, moreAnswers } from './submitted.ts';
import { isSecret, isTrace } from './unshown.ts';
import { bareName, inWords } from './words.ts';
import { isAnswers, isWrapper } from './wrapper.ts';

/** More than any provider nests; what lies deeper stands together in one field. */
const DEEPEST = 16;
/** Of a name on the way to a value, in UTF-16 units: else a long one is written once more for each value below it. */
const LONGEST_NAME = 200;

/** What holds what a provider says of a delivery, beside what holds its answers. */
const META = ['meta', 'metadata', 'entry', 'origin'];

/** What a provider knows of its deliveries. */
export type Reading = {
  /** What a question is called where its provider says it elsewhere. */
  labelOf?: (key: string) => string | undefined;
  /** What is of no use to anybody, by its name at the top. */
  isPlumbing?: (name: string) => boolean;
  /** A form, whose texts are as somebody typed them: no program has put JSON into one. */
  isTyped?: boolean;
  /** A page of one's own: what is called `ip_address` there was asked for, and nothing is a provider's. */
  isPage?: boolean;
};

/** What was answered, and what stands in none of its fields: hidden, beyond the bound, or of the form alone. */
export type Answers = { fields: FormField[]; files: FormFile[]; unseen: string[][] };

type Read = Reading & Answers & { left: number };

/** Where a value stands, how it is called there, and of what kind it is where that has been said. */
type Place = { depth: number; path: readonly string[]; label: string; kind?: FieldKind };

/**
 * All that is in parsed JSON, or in a form of nested names, as answers: nested objects by the names on their way, questions by their
 * titles, parts of a name or a day together, JSON in a text as what it says. Each value is in a field or a file, save what nobody may
 * read (`unshown.ts`), which is among the unseen. The key of a field is its way from the top, joined by dots. Never throws.
 */
export function readAnswers(value: unknown, reading: Reading = {}): Answers {
  const read: Read = { ...reading, fields: [], files: [], unseen: [], left: 0 };
  const isWhole = isObject(value) && !Array.isArray(value);
  readValue(read, value, { depth: 0, path: isWhole ? [] : ['body'], label: '' });
  if (read.left > 0) read.fields.push(moreAnswers(read.left));
  return { fields: read.fields, files: read.files, unseen: read.unseen };
}

function readValue(read: Read, value: unknown, place: Place): void {
  if (isObject(value)) readParts(read, value, place);
  else if (typeof value !== 'string' || !readInText(read, value, place)) {
    add(read, { ...place, kind: place.kind ?? kindOfValue(place.path, value) }, textsOf(value));
  }
}

function readParts(read: Read, parts: object, place: Place): void {
  if (place.depth >= DEEPEST) readDeep(read, parts, place);
  else if (Array.isArray(parts)) readList(read, parts, place);
  else readObject(read, parts, place);
}

/** Of what lies so deep the values are shown, without their names. */
function readDeep(read: Read, parts: object, place: Place): void {
  add(read, place, scalarsIn(parts, isSecret));
  read.unseen.push([keyOf(place), ...scalarsIn(parts, () => false)]);
}

/**
 * What a text says in JSON, in place of the text, unless something of it could not be seen then: a person may have typed it. Whether the
 * text has been said so. What only holds the answers is read in any case, beside the text.
 */
function readInText(read: Read, text: string, place: Place): boolean {
  const json = jsonIn(read, text, place);
  if (!json) return false;
  const inside: Read = { ...read, fields: [], files: [], unseen: [], left: 0 };
  readParts(inside, json, place);
  const isAll = inside.unseen.length === 0 && !hasTwice(text, json);
  if (!isAll && !isWrapper(place.path.at(-1) ?? '')) return false;
  for (const field of inside.fields) addField(read, field);
  for (const file of inside.files) addFile(read, file);
  return isAll;
}

function add(read: Read, place: Place, values: string[]): void {
  const { label, path, kind = 'text' } = place;
  addField(read, { key: keyOf(place), label: label || inWords(path.at(-1) ?? ''), kind, values });
}

function addField(read: Read, field: FormField): void {
  if (read.fields.length < MOST_FIELDS) read.fields.push(field);
  else {
    read.left += field.values.length > 0 ? 1 : 0;
    read.unseen.push([field.key, ...field.values]);
  }
}

function addFile(read: Read, file: FormFile): void {
  if (read.files.length < MOST_FIELDS) read.files.push(file);
  else addField(read, { key: 'file', label: file.filename, kind: 'link', values: 'link' in file ? [file.link] : [] });
}

function readList(read: Read, list: unknown[], place: Place): void {
  if (!list.some((item) => isObject(item) || (typeof item === 'string' && jsonIn(read, item, place)))) {
    const kind = place.kind ?? kindOfValue(place.path, list.length > 1 ? list : list[0]);
    add(read, { ...place, kind }, list.flatMap(textsOf));
    return;
  }
  for (const [at, item] of list.entries()) {
    const path = [...place.path, String(at)];
    const numbered = { ...place, depth: place.depth + 1, path, label: joinLabels(place.label, String(at + 1)) };
    if (!isObject(item) || Array.isArray(item) || numbered.depth >= DEEPEST) readValue(read, item, numbered);
    else readObject(read, item, numbered, { ...numbered, label: place.label });
  }
}

/** `titled`: the place of what has a title of its own, and needs no number. */
function readObject(read: Read, object: object, place: Place, titled = place): void {
  const file = read.isPage ? undefined : fileIn(object);
  const isQuestion = place.path.length > 0 && !read.isPage;
  const question = isQuestion ? questionIn(object, isAsked(place.path)) : undefined;
  // A first and a last name beside all other answers are two of them.
  const isHolder = place.path.length === 0 || isWrapper(place.path.at(-1) ?? '');
  const joined = isHolder ? undefined : joinParts(object);
  if (file) {
    addFile(read, file.file);
    if (file.type) hide(read, titled, file.type);
    readEntries(read, file.rest, { ...titled, kind: 'hidden' });
  } else if (question) readQuestion(read, question, question.label === undefined ? place : titled);
  else if (joined) {
    add(read, { ...place, kind: joined.kind }, [joined.value]);
    readEntries(read, joined.rest, place);
  } else readEntries(read, Object.entries(object), place);
}

function readQuestion(read: Read, question: NonNullable<ReturnType<typeof questionIn>>, place: Place): void {
  const { id, type } = question;
  const path = id === undefined ? place.path : [id];
  for (const entry of question.unsaid) hide(read, place, entry);
  if (isAsked(place.path) && isSecret(type ?? '')) {
    hide(read, place, ['value', question.value]);
    return;
  }
  const own = question.label && (isAsked(place.path) ? question.label : joinLabels(place.label, question.label));
  const label = own || read.labelOf?.(path.join('.')) || place.label;
  const kind = type === undefined ? place.kind : kindOfType(type);
  readValue(read, question.value, { depth: place.depth + 1, path, label, kind });
  readEntries(read, question.rest, { depth: place.depth, path, label, kind: 'hidden' });
}

function readEntries(read: Read, entries: [string, unknown][], place: Place): void {
  for (const [name, value] of entries) {
    if (place.path.length === 0 && read.isPlumbing?.(name)) continue;
    if (isSecret(name) || (isTrace(name) && !read.isPage && isEnvelope(place.path))) {
      hide(read, place, [name, value]);
      continue;
    }
    const path = [...place.path, short(name)];
    const label = isWrapper(name) ? place.label : joinLabels(place.label, inWords(short(name)));
    const called = read.labelOf?.(path.join('.')) ?? label;
    readValue(read, value, { ...place, depth: place.depth + 1, path, label: called });
  }
}

function hide(read: Read, place: Place, [name, value]: [string, unknown]): void {
  read.unseen.push([keyOf(place), name, ...(isObject(value) ? scalarsIn(value, () => false) : textsOf(value))]);
}

/** Whether what stands here is one of a form's questions, or what a provider calls so of itself. */
function isAsked(path: readonly string[]): boolean {
  const holder = path.at(-2) ?? '';
  return isWrapper(holder) || META.includes(bareName(holder));
}

/** Whether a provider speaks here of what it sends, and nobody who filled the form in. */
function isEnvelope(path: readonly string[]): boolean {
  return path.every((name) => META.includes(bareName(name)) || (isWrapper(name) && !isAnswers(name)));
}

/** The list or the object that a text is in JSON, where a program may have written it; of any length where all answers are in it. */
function jsonIn({ isTyped }: Read, text: string, { kind, path }: Place): object | undefined {
  if (isTyped || kind === 'long text') return undefined;
  return jsonInAnswer(text, isWrapper(path.at(-1) ?? '') ? Number.POSITIVE_INFINITY : undefined);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

const keyOf = ({ path }: Place) => path.join('.');
const short = (name: string) => (name.length > LONGEST_NAME ? name.slice(0, LONGEST_NAME).toWellFormed() : name);
const joinLabels = (...labels: string[]) => labels.filter(Boolean).join(' ');
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
