import { readAnswers } from '../answers.ts';
import { readEnvelope, sameAnswers } from '../envelope.ts';
import { readJsonBody } from '../json-body.ts';
import type { FormProvider } from '../provider.ts';
import { hasToken, whyNoToken } from '../token.ts';
import { newWebhookKey, whyNoWebhookKey } from '../webhook-key.ts';
import { standard } from './standard.ts';

/** What a form's editor changes, and when the script says that it was sent. */
const CHANGING = new Set(['formTitle', 'submittedAt']);

/**
 * Google Forms posts nothing by itself. Put `docs/google-forms.gs` into the form's script editor (⋮ → *Script editor*), fill in address
 * and secret, and run `install` once: it then signs each response by Standard Webhooks, and tries again. What it posts is
 * `{formId, formTitle, responseId, submittedAt, respondentEmail, answers: [{id, title, type, value}]}`; a script of one's own may post
 * `answers` as an object by title, and carry a token (`tok_…`) instead of a signature.
 */
export const google: FormProvider = {
  name: 'google',
  verify(delivery, secrets, now) {
    const isSigned = standard.verify(delivery, secrets.filter(isSigningSecret), now) !== undefined;
    // The id in what is signed is the delivery's; the response's own is in the body, and the same for each.
    return isSigned || hasToken(delivery, secrets) ? {} : undefined;
  },
  read(delivery) {
    const body = readJsonBody(delivery.body);
    const answers = readAnswers(body);
    const { fields, files } = answers;
    return {
      ...readEnvelope(body),
      fields,
      files,
      same: sameAnswers({ ...answers, fields: fields.filter(({ key }) => !CHANGING.has(key)) }),
    };
  },
  whyUnusable: (secret) => (isSigningSecret(secret) ? whyNoWebhookKey : whyNoToken)(secret),
  newSecret: newWebhookKey,
};

const isSigningSecret = (secret: string) => secret.startsWith('whsec_');
