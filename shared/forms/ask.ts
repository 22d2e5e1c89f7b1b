import type { Language } from '../language.ts';
import type { Priority } from '../sla/terms.ts';
import type { FormSource } from './source.ts';
import type { Submission } from './submission.ts';

/** What a form asks of the desk. `text` has every answer that nothing else is made of, and links to files. */
export type Asked = {
  email?: string;
  name?: string;
  subject: string;
  text: string;
  priority?: Priority;
  language?: Language;
  /** What could not be mapped, in words for the agents. */
  problems: string[];
};

/** Stands in for the reading of maps, and the guess without one, until it is merged. */
export function ask({ fields, form = 'A form' }: Submission, _source: Pick<FormSource, 'map'>): Asked {
  const email = fields.find(({ kind }) => kind === 'email')?.values[0];
  const text = fields.map(({ label, values }) => `${label}: ${values.join(', ')}`).join('\n');
  return { ...(email && { email }), subject: form, text, problems: [] };
}
