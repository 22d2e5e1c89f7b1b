import * as z from 'zod';
import { addressField } from '../address.ts';
import { cleanLine, cleanText } from '../mail/clean.ts';
import type { Priority } from '../sla/terms.ts';

/** The fields with which JSON asks for a ticket: in a webhook, and in the agents' API. Each message names the mend. */

/** What fits one header line, RFC 5322, section 2.1.1. */
const LONGEST_SUBJECT = 998;

const NOT_AN_ADDRESS = 'must be a mail address, as anna@acme.example';
const NOT_A_PRIORITY = 'must be 1, 2, 3 or 4 (also as "1" or "P1")';

/** A mail address in lower case, its domain in ASCII. */
export const emailField = addressField(z.string({ error: required(NOT_AN_ADDRESS) }), NOT_AN_ADDRESS).describe(
  'A mail address',
);

/** An optional text on one line; empty and null are the same as left out. Longer than `longest` characters is refused. */
export const optionalLineField = (longest: number) =>
  line(longest)
    .nullish()
    .transform((text) => text || undefined)
    .describe(`One line of at most ${longest} characters`);

/** A text on one line that is not empty; `empty` is the mend of one that is. */
export function lineField(longest: number, empty: string) {
  return line(longest)
    .refine((text) => text !== '', { error: empty })
    .describe(`One line of 1 to ${longest} characters`);
}

/** What the sender is called. */
export const nameField = optionalLineField(200);

export const subjectField = lineField(LONGEST_SUBJECT, 'is empty: say in a few words what it is about');

/** A text of any length, line feeds only. */
export const textField = z
  .string({ error: required('must be a text') })
  .transform(cleanText)
  .pipe(z.string().refine((text) => text.trim() !== '', { error: 'is empty: write the message itself' }))
  .describe('A text that is not blank');

/** Optional: empty, null and left out are no priority. */
export const priorityField = z
  .union([z.string(), z.number(), z.null()], { error: NOT_A_PRIORITY })
  .optional()
  .transform((value, ctx): Priority | undefined => {
    const text = String(value ?? '').trim();
    if (text === '') return undefined;
    const digit = /^p?([1-4])$/i.exec(text)?.[1];
    if (digit) return Number(digit) as Priority;
    ctx.addIssue({ code: 'custom', message: NOT_A_PRIORITY });
    return z.NEVER;
  })
  .describe('1 to 4, also as "1" or "P1"');

/** A text on one line; refused, not cut, when it is too long, as the sender can mend it. */
function line(longest: number) {
  return z
    .string({ error: required('must be a text of one line') })
    .transform((text) => cleanLine(text, Number.POSITIVE_INFINITY))
    .pipe(z.string().max(longest, { error: `must be at most ${longest} characters` }));
}

/** Says that a field is missing when it is, and else what it must be. */
function required(rule: string): (issue: { input?: unknown }) => string {
  return ({ input }) => (input === undefined ? `is missing: it ${rule}` : rule);
}
