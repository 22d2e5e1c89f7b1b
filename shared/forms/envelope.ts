import { createHash } from 'node:crypto';
import { remembered } from './remembered.ts';
import type { FormField, FormFile, Submission } from './submission.ts';
import { bareName } from './words.ts';
import { isWrapper } from './wrapper.ts';

/** Only those that can be nothing else: an `id` may be the form's, the person's or the account's. */
const IDS = ['submissionid', 'entryid', 'responseid'];
const FORMS = ['formname', 'formtitle', 'formslug'];
const TIMES = [
  ...['submittedat', 'submissiontime', 'submitdate', 'datesubmitted', 'entrydatesubmitted'],
  ...['lastsubmittedtime', 'createtime', 'createdat', 'submissiondate', 'timestamp'],
];
/** With its zone: a time without one is another instant in each country. */
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** What a delivery says of itself under the names that providers use for it: whose submission, of which form, when. */
export function readEnvelope(fields: readonly FormField[]): Pick<Submission, 'id' | 'form' | 'at'> {
  const said = new Map<string, string>();
  for (const { key, kind, values } of fields) {
    if (kind !== 'hidden') continue;
    const name = ownName(key);
    if (values.length === 1 && !said.has(name)) said.set(name, values[0] ?? '');
  }
  const first = (names: string[]) => names.map((name) => said.get(name)?.trim()).find(Boolean);
  return { id: first(IDS), form: first(FORMS), at: toInstant(first(TIMES)) };
}

/** A key without what only holds it. */
const ownName = remembered((key) =>
  bareName(
    key
      .split('.')
      .filter((part) => !isWrapper(part))
      .join(''),
  ),
);

/** A time with its zone as an instant (ISO, UTC); undefined for any other text. */
export function toInstant(text: string | undefined): string | undefined {
  const instant = INSTANT.test(text ?? '') ? new Date(text ?? '') : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant.toISOString() : undefined;
}

/** What was answered, as one text: the same for a body that was put together again, with another boundary or in another order of names. */
export function sameAnswers(fields: readonly FormField[], files: readonly FormFile[]): string {
  const of = ({ key, values }: FormField) => [key, values];
  const ofFile = (file: FormFile) => [
    'link' in file ? file.link : createHash('sha256').update(file.content).digest('hex'),
    file.filename,
  ];
  const answered = fields.filter(({ values }) => values.length > 0);
  return JSON.stringify([answered.map(of), files.map(ofFile)]);
}
