import type { Submission } from '../../../../shared/forms/submission.ts';

/** All of a submission that somebody can see in its ticket, as one text. */
export function shown({ id, form, at, fields, files }: Submission): string {
  const ofFields = fields.map(({ label, values }) => `${label}: ${values.join(', ')}`);
  const ofFiles = files.map((file) => `${file.filename} ${'link' in file ? file.link : ''}`);
  return [id, form, at, ...ofFields, ...ofFiles].join('\n');
}
