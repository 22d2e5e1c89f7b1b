import * as z from 'zod';
import { emailField, nameField, priorityField, subjectField, textField } from './fields.ts';
import { objectOf } from './json-value.ts';
import { leavesOf } from './leaves.ts';
import { isPrivate, isSecretKey } from './private-key.ts';
import type { FormField } from './submission.ts';

/**
 * What an online form posts. Other fields are answers to be read, and no more: a plan or a customer that the sender claims would be a
 * promise that nobody gave (promise.md section 4).
 */
export const webhookRequestSchema = z.object(
  // A word for a priority is an answer like others, in whatever language, and asks for none.
  {
    email: emailField,
    name: nameField,
    subject: subjectField,
    body: textField,
    priority: priorityField.catch(undefined),
  },
  { error: 'The request must be a JSON object.' },
);

/** All that stands beside those fields in what was posted, as answers, and what stands for a priority and is none. */
export function otherAnswers(request: unknown): FormField[] {
  const isWord = (key: string, value: unknown) => key === 'priority' && !priorityField.safeParse(value).success;
  // A list of one of ours is a name that stood twice: the last value counts, and each is shown.
  const isOther = ([key, value]: [string, unknown]) =>
    (!Object.hasOwn(webhookRequestSchema.shape, key) || Array.isArray(value) || isWord(key, value)) && !isPrivate(key);
  return leavesOf(Object.fromEntries(Object.entries(objectOf(request)).filter(isOther)), { key: '' }, isSecretKey);
}
