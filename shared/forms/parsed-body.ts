import { nest } from './bracket-names.ts';
import { isFormBody, readFormBody } from './form-body.ts';
import { readJsonBody } from './json-body.ts';
import type { FormDelivery } from './provider.ts';
import type { FormFile } from './submission.ts';

/** Types of bodies that are read so. */
export const PARSED_TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * What a delivery says, whether it is JSON or a form: of a form, what its names describe. Throws a `PublicError` of 400 for what is
 * neither, and those of `readFormBody`.
 */
export async function readParsedBody(delivery: FormDelivery): Promise<{ value: unknown; files: FormFile[] }> {
  if (!isFormBody(delivery)) return { value: readJsonBody(delivery.body), files: [] };
  const { entries, files } = await readFormBody(delivery);
  return { value: nest(entries), files };
}
