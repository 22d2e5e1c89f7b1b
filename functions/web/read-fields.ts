import { PublicError } from '../../shared/public-error.ts';
import type { PageContext } from './app.ts';

/** The fields of a submitted form. Throws a 400 for a body that is none, as a program may send it. */
export async function readFields(c: PageContext): Promise<FormData> {
  try {
    return await c.req.formData();
  } catch (error) {
    // As https://fetch.spec.whatwg.org/#dom-body-formdata says it fails; a body that is too large fails otherwise.
    if (!(error instanceof TypeError)) throw error;
    throw new PublicError(400, 'The form is not valid.');
  }
}
