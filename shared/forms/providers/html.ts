import { readAnswers } from '../answers.ts';
import { nest } from '../bracket-names.ts';
import { readFormBody } from '../form-body.ts';
import { originOf } from '../origin.ts';
import { PAGE_FIELDS } from '../page-fields.ts';
import { sameForm } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import { whyNoTextSecret } from '../text-secret.ts';

/**
 * A plain form on a page of one's own: `desk embed NAME` prints it, and it works with JavaScript and without. Nothing signs it, so that in place
 * of secrets `verify` is given the origins of the pages that may carry it. A browser says truly where a form is; a program says what it likes,
 * and is met by what else the page brings (`PageMarks`) and by the caps of the online desk.
 */
export const html: FormProvider = {
  name: 'html',
  from: 'page',
  types: ['application/x-www-form-urlencoded', 'multipart/form-data'],
  verify: ({ headers }, origins) => (origins.includes(originOf(headers) ?? '') ? {} : undefined),
  async read(delivery) {
    const body = await readFormBody(delivery);
    const ours: readonly string[] = Object.values(PAGE_FIELDS);
    const said = (name: string) => body.entries.find((entry) => entry.name === name && entry.value !== '')?.value;
    const entries = body.entries.filter(({ name }) => !ours.includes(name));
    const { fields, files } = readAnswers(nest(entries), { isTyped: true, isPage: true });
    const page = {
      token: said(PAGE_FIELDS.token),
      isTrapped: said(PAGE_FIELDS.trap) !== undefined,
      next: said(PAGE_FIELDS.next),
      challenge: said(PAGE_FIELDS.challenge),
    };
    return { fields, files: [...files, ...body.files], same: sameForm({ ...body, entries }), page };
  },
  /** Its secrets are those of Turnstile. */
  whyUnusable: whyNoTextSecret,
};
