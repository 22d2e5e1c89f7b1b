import { isObject, isScalar, listOf, objectOf, partOf, shownOf, textOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import { isPrivate } from '../private-key.ts';
import { standIn } from '../stands-in.ts';
import type { FieldKind, FormField, FormFile } from '../submission.ts';

/** The answers of a Netlify form. */

const FILE: Known = { filename: textOf, type: isScalar, size: isScalar, url: isLink };
/** Where the sender came from, not what they wrote; `isPrivate` knows the others of its kind. */
const REFERRER = 'referrer';
/** What the summary begins with. */
const SENDER = /^<strong>[^<]*<\/strong> /;

type Answer = { key: string; label: string; kind: FieldKind; value: unknown };

/** The questions of a form in their order, then what the form sent along with them. */
export function answersOf(whole: unknown): Answer[] {
  const questions = listOf(partOf(whole, 'ordered_human_fields')).filter(isObject);
  const asked = questions.map(({ name, title, value }): Answer => {
    const key = textOf(name) ?? 'ordered_human_fields';
    return { key, label: textOf(title) ?? key, kind: 'text', value };
  });
  const values = new Map<string, unknown>(asked.map(({ key, value }) => [key, value]));
  const others = Object.entries(objectOf(partOf(whole, 'data'))).filter(
    ([key, value]) => !isSame(values.get(key), value) && key !== REFERRER && !isPrivate(key),
  );
  return [...asked, ...others.map(([key, value]): Answer => ({ key, label: key, kind: 'hidden', value }))];
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (!isScalar(one) && textsOf(one) === textsOf(other));
}

function textsOf(value: unknown): string {
  return leavesOf(value, { key: 'data' })
    .flatMap(({ values }) => values)
    .join('\n');
}

/** The fields of an answer. */
export function fieldsOf({ value, ...place }: Answer): FormField[] {
  return isFile(value)
    ? [...leavesOf(fileOf(value).filename, place), ...leftovers(value, FILE, place.key)]
    : leavesOf(value, place);
}

/** The values of these parts that stand in no field. */
export function unsaid(parts: [string, unknown][], fields: FormField[]): FormField[] {
  const values = new Set(fields.flatMap((field) => field.values));
  const said = [fields.map((field) => field.values.join('\n')).join('\n')];
  const isSaid = (value: unknown) =>
    shownOf(value).every(
      (text) => values.has(text) || [text, text.replace(SENDER, '')].some((it) => standIn([it], said)),
    );
  return parts
    .filter(([, value]) => !isScalar(value) || !isSaid(value))
    .flatMap(([key, value]) => leavesOf(value, { key, kind: 'hidden' }))
    .filter((field) => !field.values.every(isSaid));
}

type NetlifyFile = { url: string; filename?: unknown; type?: unknown };

function isFile(value: unknown): value is NetlifyFile {
  return isLink(partOf(value, 'url'));
}

function fileOf({ url, filename, type }: NetlifyFile): FormFile {
  return linkedFile(url, textOf(filename), textOf(type));
}

/** The file that an answer is, if it is one. */
export function filesOf({ value }: Answer): FormFile[] {
  return isFile(value) ? [fileOf(value)] : [];
}
