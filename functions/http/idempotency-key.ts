import * as z from 'zod';
import { parseFields } from './parse.ts';

/** Chosen by us; the draft leaves it open. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

const headerSchema = z.object({
  'Idempotency-Key': z
    .string()
    .regex(IDEMPOTENCY_KEY, { error: 'must be 1 to 255 printable ASCII characters, as a UUID is' })
    .optional(),
});

/** The key of a request, as its header has it; undefined for none. Throws a 400 for one that can be none. */
export function idempotencyKey(header: string | undefined): string | undefined {
  return parseFields(headerSchema, { 'Idempotency-Key': header })['Idempotency-Key'];
}
