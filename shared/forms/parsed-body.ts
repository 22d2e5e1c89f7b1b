import { nest } from './bracket-names.ts';
import { sameFile } from './envelope.ts';
import { type FormBody, isFormBody, readFormBody } from './form-body.ts';
import { plainJson, readJsonBody } from './json-body.ts';
import type { FormDelivery } from './provider.ts';
import type { FormFile } from './submission.ts';
import { isSecret } from './unshown.ts';

/** Types of bodies that are read so. */
export const PARSED_TYPES = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/** `same` is all that came, as one text: the same when a form has another boundary, or JSON was written again. */
type ParsedBody = { value: unknown; files: FormFile[]; isTyped: boolean; same: () => string };

/**
 * What a delivery says, whether it is JSON or a form: of a form, what its names describe, with texts as they were typed. Throws a
 * `PublicError` of 400 for what is neither, and those of `readFormBody`.
 */
export async function readParsedBody(delivery: FormDelivery): Promise<ParsedBody> {
  if (!isFormBody(delivery)) {
    const value = readJsonBody(delivery.body);
    return { value, files: [], isTyped: false, same: () => plainJson(delivery.body.toString()) };
  }
  const form = await readFormBody(delivery);
  return { value: nest(form.entries), files: form.files, isTyped: true, same: () => sameForm(form) };
}

/** All that came in a form, but for what a captcha or a session makes anew each time that one is sent. */
export function sameForm({ entries, files }: FormBody): string {
  const pairs = entries.filter(({ name }) => !isSecret(name)).map(({ name, value }) => [name, value]);
  return JSON.stringify([pairs, files.map((file) => [file.name, ...sameFile(file)])]);
}
