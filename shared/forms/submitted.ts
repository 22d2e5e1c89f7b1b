import type { FormField, FormFile, Submission } from './submission.ts';

/** More fields than any form asks for; a table of more is of no use to who reads the ticket. What comes above stays in the raw delivery. */
export const MOST_FIELDS = 10_000;

/**
 * A submission of what was read. Of too many fields the last says how many more there are. Where there is an id, all that was answered
 * makes it the same as another, if `same` does not say otherwise.
 */
export function submitted(read: Omit<Submission, 'files'> & { files?: FormFile[] }): Submission {
  const { id, form, at, fields, files = [], isGreeting } = read;
  const same = read.same ?? (id === undefined ? undefined : sameText(fields, files));
  return { id, form, at, fields: bounded(fields), files, same, isGreeting };
}

function bounded(fields: FormField[]): FormField[] {
  if (fields.length <= MOST_FIELDS) return fields;
  return [...fields.slice(0, MOST_FIELDS), moreAnswers(fields.length - MOST_FIELDS)];
}

/** Says how many answers there are beside those that are shown. Hidden: it is no answer, and never the request itself. */
export function moreAnswers(count: number): FormField {
  return { key: 'more', label: 'More', kind: 'hidden', values: [`and ${count} more answers`] };
}

/**
 * What was answered, without what only its delivery says. Of a link its path counts: what follows is the pass to the file, which many
 * providers make anew for each try.
 */
function sameText(fields: FormField[], files: FormFile[]): string {
  const links = files.map((file) => ('link' in file ? file.link.split('?', 1)[0] : file.content.toString('base64')));
  return JSON.stringify([fields, links]);
}
