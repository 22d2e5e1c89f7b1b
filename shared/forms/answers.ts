import { joinParts } from './composite.ts';
import { jsonInAnswer } from './json-body.ts';
import { scalarsIn } from './json-value.ts';
import { kindOfType, kindOfValue } from './kind.ts';
import { fileIn } from './linked-file.ts';
import { nameOf } from './name.ts';
import { questionIn } from './question.ts';
import type { FieldKind, FormField, FormFile } from './submission.ts';
import { MOST_FIELDS, moreAnswers } from './submitted.ts';
import { hasTwice } from './twice-named.ts';
import { isSecret } from './unshown.ts';

/** More than any provider nests; what lies deeper stands together in one field. */
const DEEPEST = 16;

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

/**
 * Where a value stands: under which name, in which place, and by its whole way (`key`); how it is called there, and of what kind it is where
 * that has been said.
 */
type Place = {
  depth: number;
  name: string;
  within: Place | undefined;
  key: string;
  label: string;
  kind: FieldKind | undefined;
};

const TOP: Place = { depth: 0, name: '', within: undefined, key: '', label: '', kind: undefined };

/**
 * All that is in parsed JSON, or in a form of nested names, as answers: nested objects by the names on their way, questions by their
 * titles, parts of a name or a day together, JSON in a text as what it says. Each value is in a field or a file, save what nobody may
 * read (`unshown.ts`), which is among the unseen. The key of a field is its way from the top, joined by dots. Never throws.
 */
export function readAnswers(value: unknown, reading: Reading = {}): Answers {
  const read: Read = { ...reading, fields: [], files: [], unseen: [], left: 0 };
  const isWhole = isObject(value) && !Array.isArray(value);
  readValue(read, value, isWhole ? TOP : { ...TOP, name: 'body', within: TOP, key: 'body' });
  if (read.left > 0) read.fields.push(moreAnswers(read.left));
  return { fields: read.fields, files: read.files, unseen: read.unseen };
}

function readValue(read: Read, value: unknown, place: Place): void {
  if (isObject(value)) readParts(read, value, place);
  else if (typeof value !== 'string' || !readInText(read, value, place)) add(read, place, textsOf(value), value);
}

function readParts(read: Read, parts: object, place: Place): void {
  if (place.depth >= DEEPEST) readDeep(read, parts, place);
  else if (Array.isArray(parts)) readList(read, parts, place);
  else readObject(read, parts, place);
}

/** Of what lies so deep the values are shown, without their names. */
function readDeep(read: Read, parts: object, place: Place): void {
  addAs(read, place, scalarsIn(parts, isSecret), place.kind ?? 'text');
  read.unseen.push([place.key, ...scalarsIn(parts, () => false)]);
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
  if (!isAll && !nameOf(place.name).isWrapper) return false;
  for (const field of inside.fields) addField(read, field);
  for (const file of inside.files) addFile(read, file);
  return isAll;
}

/** Of the kind that was said, else of that of the value. */
function add(read: Read, place: Place, values: string[], value: unknown): void {
  addAs(read, place, values, place.kind ?? kindOfValue(place.name, place.within?.within && place.within.name, value));
}

function addAs(read: Read, { key, name, label }: Place, values: string[], kind: FieldKind): void {
  addField(read, { key, label: label || nameOf(name).words, kind, values });
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
    add(read, place, list.flatMap(textsOf), list.length > 1 ? list : list[0]);
    return;
  }
  for (const [at, item] of list.entries()) {
    const numbered = below(place, String(at), joinLabels(place.label, String(at + 1)), place.kind);
    if (!isObject(item) || Array.isArray(item) || numbered.depth >= DEEPEST) readValue(read, item, numbered);
    else readObject(read, item, numbered, { ...numbered, label: place.label });
  }
}

/** `titled`: the place of what has a title of its own, and needs no number. */
function readObject(read: Read, object: object, place: Place, titled = place): void {
  const file = read.isPage ? undefined : fileIn(object);
  if (file) {
    addFile(read, file.file);
    if (file.type) hide(read, titled, file.type);
    readEntries(read, file.rest, { ...titled, kind: 'hidden' });
    return;
  }
  const isQuestion = place.within && !read.isPage;
  const question = isQuestion ? questionIn(object, isAsked(place)) : undefined;
  if (question) {
    readQuestion(read, question, question.label === undefined ? place : titled);
    return;
  }
  // A first and a last name beside all other answers are two of them.
  const isHolder = !place.within || nameOf(place.name).isWrapper;
  const joined = isHolder ? undefined : joinParts(object);
  if (joined) addAs(read, place, [joined.value], joined.kind);
  readEntries(read, joined ? joined.rest : Object.entries(object), place);
}

function readQuestion(read: Read, question: NonNullable<ReturnType<typeof questionIn>>, place: Place): void {
  const { id, type } = question;
  // Its form knows it by that, wherever it stands.
  const own = id === undefined ? place : { ...place, name: id, within: TOP, key: id };
  for (const entry of question.unsaid) hide(read, place, entry);
  if (isAsked(place) && isSecret(type ?? '')) {
    hide(read, place, ['value', question.value]);
    return;
  }
  const title = question.label && (isAsked(place) ? question.label : joinLabels(place.label, question.label));
  const label = title || read.labelOf?.(own.key) || place.label;
  const kind = type === undefined ? place.kind : kindOfType(type);
  readValue(read, question.value, { ...own, depth: place.depth + 1, label, kind });
  readEntries(read, question.rest, { ...own, label, kind: 'hidden' });
}

function readEntries(read: Read, entries: [string, unknown][], place: Place): void {
  for (const [name, value] of entries) {
    if (!place.within && read.isPlumbing?.(name)) continue;
    const said = nameOf(name);
    if (said.isSecret || (said.isTrace && !read.isPage && isEnvelope(place))) {
      hide(read, place, [name, value]);
      continue;
    }
    const label = said.isWrapper ? place.label : joinLabels(place.label, said.words);
    const inner = below(place, said.short, label, place.kind);
    const called = read.labelOf?.(inner.key);
    readValue(read, value, called === undefined ? inner : { ...inner, label: called });
  }
}

function hide(read: Read, { key }: Place, [name, value]: [string, unknown]): void {
  read.unseen.push([key, name, ...(isObject(value) ? scalarsIn(value, () => false) : textsOf(value))]);
}

function below(within: Place, name: string, label: string, kind: FieldKind | undefined): Place {
  const key = within.within ? `${within.key}.${name}` : name;
  return { depth: within.depth + 1, name, within, key, label, kind };
}

/** Whether what stands here is one of a form's questions, or what a provider calls so of itself. */
function isAsked({ within }: Place): boolean {
  return within !== undefined && nameOf(within.name).holdsAsked;
}

/** Whether a provider speaks here of what it sends, and nobody who filled the form in. */
function isEnvelope({ name, within }: Place): boolean {
  return !within || (nameOf(name).isEnvelope && isEnvelope(within));
}

/** The list or the object that a text is in JSON, where a program may have written it; of any length where all answers are in it. */
function jsonIn({ isTyped }: Read, text: string, { kind, name }: Place): object | undefined {
  if (isTyped || kind === 'long text') return undefined;
  return jsonInAnswer(text, nameOf(name).isWrapper ? Number.POSITIVE_INFINITY : undefined);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

const joinLabels = (before: string, label: string) => (before && label ? `${before} ${label}` : before || label);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
