import type * as z from 'zod';
import { readJson as readJsonBytes } from '../../shared/bytes.ts';
import { type FieldError, PublicError } from '../../shared/public-error.ts';

/** The JSON in these bytes as the schema has it. Throws a 400 that names every wrong field and its mend. */
export function parseJson<Schema extends z.ZodType>(schema: Schema, bytes: ArrayBuffer | Uint8Array): z.output<Schema> {
  return parseFields(schema, readJson(bytes));
}

/** Fields, as of a query, as the schema has them. Throws a 400 that names every wrong field and its mend. */
export function parseFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.output<Schema> {
  const read = schema.safeParse(fields);
  if (read.success) return read.data;
  const whole = read.error.issues.find((issue) => issue.path.length === 0 && issue.code !== 'unrecognized_keys');
  if (whole) throw new PublicError(400, whole.message);
  throw new PublicError(400, 'Some fields are wrong.', read.error.issues.flatMap(toFieldErrors));
}

function readJson(bytes: ArrayBuffer | Uint8Array): unknown {
  try {
    return readJsonBytes(bytes);
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, message: 'is not known here: leave it out' }));
  }
  return [{ field: issue.path.join('.'), message: issue.message }];
}
