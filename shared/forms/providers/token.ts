import { readAnswers } from '../answers.ts';
import { readEnvelope } from '../envelope.ts';
import { PARSED_TYPES, readParsedBody } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import { hasToken, whyNoToken } from '../token.ts';
import { newUrlToken } from '../url-token.ts';

/**
 * Any sender that can be given an address, or a header, and posts what was filled in as JSON or as a form. It proves itself by the
 * token of the source: `https://…/webhooks/NAME?token=tok_…`, or better `Authorization: Bearer tok_…`, which stands in no log of
 * addresses.
 */
export const token: FormProvider = {
  name: 'token',
  types: PARSED_TYPES,
  verify: (delivery, secrets) => (hasToken(delivery, secrets) ? {} : undefined),
  async read(delivery) {
    const body = await readParsedBody(delivery);
    const { fields, files } = readAnswers(body.value, { isTyped: body.isTyped });
    // An id in the body is an answer like the others: many senders pass on whatever fields a visitor has sent.
    const { form, at } = readEnvelope(body.value);
    return { form, at, fields, files: [...files, ...body.files], same: body.same() };
  },
  whyUnusable: whyNoToken,
  newSecret: newUrlToken,
};
