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
  { email: emailField, name: nameField, subject: subjectField, body: textField, priority: priorityField },
  { error: 'The request must be a JSON object.' },
);

/** All that stands beside those fields in what was posted, as answers. */
export function otherAnswers(request: unknown): FormField[] {
  // A list of one of ours is a name that stood twice: the last value counts, and each is shown.
  const isOther = ([key, value]: [string, unknown]) =>
    (!Object.hasOwn(webhookRequestSchema.shape, key) || Array.isArray(value)) && !isPrivate(key);
  return leavesOf(Object.fromEntries(Object.entries(objectOf(request)).filter(isOther)), { key: '' }, isSecretKey);
}
