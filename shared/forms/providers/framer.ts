import { readAnswers } from '../answers.ts';
import { readEnvelope, sameAnswers } from '../envelope.ts';
import { readJsonBody } from '../json-body.ts';
import type { FormDelivery, FormProvider } from '../provider.ts';
import { isSigned } from '../text-secret.ts';
import { hasToken } from '../token.ts';
import { newUrlToken } from '../url-token.ts';

/** What Framer asks of a secret. */
const SHORTEST = 32;

/**
 * Framer: select the form, *Send To* → *Add…* → *Webhook*, enter the address, and the secret that `desk sources add` printed (Framer
 * takes 32 characters or more and never shows it again). It signs the body followed by the submission's id, which is in a header alone
 * (https://www.framer.com/help/articles/framer-form-webhook-setup). Where no secret can be set, the address with `?token=` counts.
 */
export const framer: FormProvider = {
  name: 'framer',
  verify(delivery, secrets) {
    if (!isSignedWithId(delivery, secrets) && !hasToken(delivery, secrets)) return undefined;
    return { id: delivery.headers['framer-webhook-submission-id'] || undefined };
  },
  read(delivery) {
    const body = readJsonBody(delivery.body);
    const answers = readAnswers(body);
    const { fields, files } = answers;
    // The id is in the header: in the body it is what somebody typed.
    const { form, at } = readEnvelope(body);
    return { form, at, fields, files, same: sameAnswers(answers) };
  },
  whyUnusable: ({ length }) => (length < SHORTEST ? `has ${length} characters and needs ${SHORTEST}` : undefined),
  newSecret: newUrlToken,
};

function isSignedWithId({ headers, body }: FormDelivery, secrets: readonly string[]): boolean {
  const id = headers['framer-webhook-submission-id'];
  const signature = /^sha256=([0-9a-f]{64})$/i.exec(headers['framer-signature'] ?? '')?.[1]?.toLowerCase();
  return id !== undefined && id !== '' && isSigned(signature ?? '', secrets, [body, id], 'hex');
}
