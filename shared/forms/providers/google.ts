import { randomBytes } from 'node:crypto';
import { readAnswers } from '../answers.ts';
import { readEnvelope, sameAnswers } from '../envelope.ts';
import { readJsonBody } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import { verifySignature, webhookKey } from '../signature.ts';
import { hasToken, whyNoToken } from '../token.ts';

const LEAST_BYTES = 24;

/**
 * Google Forms posts nothing by itself. Put `docs/google-forms.gs` into the form's script editor (⋮ → *Script editor*), fill in address
 * and secret, and run `install` once: it then signs each response by Standard Webhooks, and tries again. What it posts is
 * `{formId, formTitle, responseId, submittedAt, respondentEmail, answers: [{id, title, type, value}]}`; a script of one's own may post
 * `answers` as an object by title, and carry a token (`tok_…`) instead of a signature.
 */
export const google: FormProvider = {
  name: 'google',
  verify(delivery, secrets, now) {
    const isSigned = verifySignature({ secrets: secrets.filter(isSigningSecret), ...delivery, now });
    // The id in what is signed is the delivery's; the response's own is in the body, and the same for each.
    return isSigned || hasToken(delivery, secrets) ? {} : undefined;
  },
  read(delivery) {
    const { fields, files } = readAnswers(readJsonBody(delivery));
    return {
      ...readEnvelope(fields),
      fields,
      files,
      same: sameAnswers(
        fields.filter(({ kind }) => kind !== 'hidden'),
        files,
      ),
    };
  },
  whyUnusable(secret) {
    if (!isSigningSecret(secret)) return whyNoToken(secret);
    const length = webhookKey(secret)?.length ?? 0;
    return length < LEAST_BYTES ? `is not whsec_ and base64 of ${LEAST_BYTES} bytes or more` : undefined;
  },
  newSecret: () => `whsec_${randomBytes(32).toString('base64')}`,
};

const isSigningSecret = (secret: string) => secret.startsWith('whsec_');
