import { readJson } from '../bytes.ts';
import { PublicError } from '../public-error.ts';
import { nest } from './bracket-names.ts';
import { isFormBody, readFormBody } from './form-body.ts';
import type { FormDelivery } from './provider.ts';
import type { FormFile } from './submission.ts';

/**
 * What a delivery says, whether it is JSON or a form: of a form, what its names describe. Throws a `PublicError` of 400 for what is
 * neither, and those of `readFormBody`.
 */
export async function readParsedBody(delivery: FormDelivery): Promise<{ value: unknown; files: FormFile[] }> {
  if (!isFormBody(delivery)) return { value: readJsonBody(delivery), files: [] };
  const { entries, files } = await readFormBody(delivery);
  return { value: nest(entries), files };
}

/** The JSON of a delivery. Throws a `PublicError` of 400 for what is none, or is not in UTF-8. */
export function readJsonBody({ body }: FormDelivery): unknown {
  try {
    return readJson(body);
  } catch {
    throw new PublicError(400, 'The request must be JSON in UTF-8.');
  }
}
