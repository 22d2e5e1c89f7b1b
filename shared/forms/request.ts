import * as z from 'zod';
import { emailField, nameField, priorityField, subjectField, textField } from './fields.ts';

/**
 * What an online form posts. Other fields are let pass and never read: a plan or a customer that the sender claims would
 * be a promise that nobody gave (promise.md section 4).
 */
export const webhookRequestSchema = z.object(
  { email: emailField, name: nameField, subject: subjectField, body: textField, priority: priorityField },
  { error: 'The request must be a JSON object.' },
);
