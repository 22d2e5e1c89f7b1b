import * as z from 'zod';
import { emailField, nameField, priorityField, subjectField, textField } from './fields.ts';
import { objectOf } from './json-value.ts';
import { leavesOf } from './leaves.ts';
import { isPrivate } from './private-key.ts';
import type { FormField } from './submission.ts';

/**
 * What an online form posts. Other fields are answers to be read, and no more: a plan or a customer that the sender claims would be a
 * promise that nobody gave (promise.md section 4).
 */
export const webhookRequestSchema = z.object(
  { email: emailField, name: nameField, subject: subjectField, body: textField, priority: priorityField },
  { error: 'The request must be a JSON object.' },
);

const OURS = new Set(Object.keys(webhookRequestSchema.shape));

/** All that stands beside those fields in what was posted, as answers. */
export function otherAnswers(request: unknown): FormField[] {
  const others = Object.entries(objectOf(request)).filter(([key]) => !(OURS.has(key) || isPrivate(key)));
  return others.flatMap(([key, value]) => leavesOf(value, { key }));
}
