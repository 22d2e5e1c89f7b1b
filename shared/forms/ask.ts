import type { Language } from '../language.ts';
import type { Priority } from '../sla/terms.ts';
import type { FormSource } from './source.ts';
import type { Submission } from './submission.ts';

/** What a submission asks for. */
export type Asked = {
  email?: string;
  name?: string;
  subject: string;
  text: string;
  priority?: Priority;
  language?: Language;
  /** What could not be read as it should, in words for agents. */
  problems: string[];
};

/** Provisional: the fields that are called so, and all of them in the text. */
export function ask({ fields }: Submission, _source: Pick<FormSource, 'name' | 'map'>): Asked {
  const answerTo = (name: string) => fields.find(({ key }) => key === name)?.values[0];
  const [email, name] = [answerTo('email'), answerTo('name')];
  return {
    ...(email && { email }),
    ...(name && { name }),
    subject: answerTo('subject') ?? 'A form',
    text: fields.map(({ label, values }) => `${label}: ${values.join(', ')}`).join('\n'),
    problems: [],
  };
}
