import type { MIMEType } from 'node:util';
import { PublicError } from '../../shared/public-error.ts';
import type { PageContext } from './app.ts';
import { formType, MULTIPART, PAIRS } from './form-type.ts';

/** Fields of a form, each file one: ours has seven and ten files, and who chooses far too many is still told so in words. */
const MOST_FIELDS = 200;

/**
 * The fields of a submitted form, whose bytes the app has bounded. Throws a 400 for a body that is none, as a program may send it, or that has
 * more fields than any form: they are counted before they are read, since what reads them may take time by the square of their number (Node 24's
 * `URLSearchParams` of names without a value).
 */
export async function readFields(c: Pick<PageContext, 'req'>): Promise<FormData> {
  const type = formType(c.req.header('content-type'));
  const body = await c.req.arrayBuffer();
  if (type?.essence === PAIRS) return readPairs(body);
  if (type?.essence === MULTIPART) return readParts(body, type);
  throw notValid();
}

function readPairs(body: ArrayBuffer): FormData {
  if (hasMore(body, '&', MOST_FIELDS)) throw notValid();
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(Buffer.from(body).toString())) form.append(name, value);
  return form;
}

async function readParts(body: ArrayBuffer, type: MIMEType): Promise<FormData> {
  // One more: the last boundary ends the form.
  if (hasMore(body, `--${type.params.get('boundary') ?? ''}`, MOST_FIELDS + 1)) throw notValid();
  try {
    return await new Response(body, { headers: { 'content-type': type.toString() } }).formData();
  } catch (error) {
    // As https://fetch.spec.whatwg.org/#dom-body-formdata says it fails.
    if (!(error instanceof TypeError)) throw error;
    throw notValid();
  }
}

function hasMore(body: ArrayBuffer, text: string, most: number): boolean {
  const bytes = Buffer.from(body);
  let count = 0;
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

function notValid(): PublicError {
  return new PublicError(400, 'The form is not valid.');
}
