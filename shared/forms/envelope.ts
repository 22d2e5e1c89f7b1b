import { createHash } from 'node:crypto';
import type { Answers } from './answers.ts';
import { isObject, objectOf, textOf } from './json-value.ts';
import type { FormFile, Submission } from './submission.ts';
import { bareName } from './words.ts';
import { isAnswers, isWrapper } from './wrapper.ts';

/** Only those that can be nothing else: an `id` may be the form's, the person's or the account's. */
const IDS = ['submissionid', 'entryid', 'responseid'];
const FORMS = ['formname', 'formtitle', 'formslug'];
const TIMES = [
  ...['submittedat', 'submissiontime', 'submitdate', 'datesubmitted', 'entrydatesubmitted'],
  ...['lastsubmittedtime', 'createtime', 'createdat', 'submissiondate', 'timestamp'],
];
const ASKED = new Set([...IDS, ...FORMS, ...TIMES]);
/** With its zone: a time without one is another instant in each country. */
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** No envelope has more in it, one in the other. */
const DEEPEST = 8;

/**
 * What a delivery says of itself under the names that providers use for it: whose submission, of which form, when. By its own structure
 * alone, the outermost first: neither what was answered nor JSON that somebody typed says whose submission it is.
 */
export function readEnvelope(body: unknown): Pick<Submission, 'id' | 'form' | 'at'> {
  const levels: Map<string, string>[] = [];
  for (let inside = [body]; inside.length > 0 && levels.length < DEEPEST; ) {
    const entries = inside.flatMap((object) => Object.entries(objectOf(object)));
    levels.push(saidBy(entries));
    inside = entries.flatMap(([name, part]) => (isWrapper(name) && !isAnswers(name) && isObject(part) ? [part] : []));
  }
  const first = (names: string[]) => levels.flatMap((said) => names.map((name) => said.get(name))).find(Boolean);
  return { id: first(IDS), form: first(FORMS), at: toInstant(first(TIMES)) };
}

/** Texts and numbers by their names, `form.name` as `form_name`. */
function saidBy(entries: [string, unknown][]): Map<string, string> {
  const said = new Map<string, string>();
  const say = (name: string, value: unknown) => {
    const bare = bareName(name);
    const text = ASKED.has(bare) && !said.has(bare) && textOf(value)?.trim();
    if (text) said.set(bare, text);
  };
  for (const [name, value] of entries) say(name, value);
  for (const [name, value] of entries) {
    if (!isObject(value) || isWrapper(name)) continue;
    for (const [part, inner] of Object.entries(value)) say(name + part, inner);
  }
  return said;
}

/** A time with its zone as an instant (ISO, UTC); undefined for any other text. */
export function toInstant(text: string | undefined): string | undefined {
  const instant = INSTANT.test(text ?? '') ? new Date(text ?? '') : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant.toISOString() : undefined;
}

/**
 * What was answered, as one text: the same for a body that was put together again, with another boundary. `fields` are those that say what
 * somebody answered, `unseen` what stands in none of them.
 */
export function sameAnswers({ fields, files, unseen }: Answers): string {
  const answered = fields.filter(({ values }) => values.length > 0);
  return JSON.stringify([answered.map(({ key, values }) => [key, values]), files.map(sameFile), unseen]);
}

/** A file as one text: by its content, or where it is. */
export function sameFile(file: FormFile): string[] {
  const content = 'link' in file ? file.link : createHash('sha256').update(file.content).digest('hex');
  return [content, file.filename];
}
