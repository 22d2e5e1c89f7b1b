import { answersOf, questionsOf, variableOf } from '../answers/typeform.ts';
import { headerOf } from '../delivery-header.ts';
import { readJsonBody } from '../json-body.ts';
import { idOf, isObject, isScalar, isTime, listOf, objectOf, partOf, textOf, timeOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import type { FormProvider } from '../provider.ts';
import { submitted } from '../submitted.ts';
import { isSigned, newTextSecret, whyNoTextSecret } from '../text-secret.ts';

/** The form itself is no answer; what was answered is read on its own. */
const BODY: Known = { event_id: isScalar, event_type: isScalar, form_response: isObject };
const RESPONSE: Known = {
  form_id: isScalar,
  token: idOf,
  landing_id: isScalar,
  landed_at: isTime,
  submitted_at: isTime,
  definition: isObject,
  ending: isObject,
  answers: Array.isArray,
  hidden: isObject,
  variables: Array.isArray,
};
/**
 * Typeform. There: the form, Connect, Webhooks, Add a webhook: the address that we print; then Edit, Secret: the secret that we print;
 * and switch it on. Leave partial responses off.
 */
export const typeform: FormProvider = {
  name: 'typeform',

  verify({ headers, body }, secrets) {
    const header = headerOf(headers, 'typeform-signature');
    if (!header.startsWith('sha256=')) return undefined;
    return isSigned(header.slice('sha256='.length), secrets, [body], 'base64') ? {} : undefined;
  },

  read({ body }) {
    const whole = readJsonBody(body);
    const response = partOf(whole, 'form_response');
    const { token, submitted_at, definition, answers, hidden, variables } = objectOf(response);
    const questions = questionsOf(definition);
    const files = listOf(answers).map((answer) => partOf(answer, 'file_url'));
    return submitted({
      id: idOf(token),
      form: textOf(partOf(definition, 'title')),
      at: timeOf(submitted_at),
      fields: [
        ...answersOf(listOf(answers), questions),
        ...leavesOf(objectOf(hidden), { key: '', kind: 'hidden' }),
        ...listOf(variables).flatMap(variableOf),
        ...(isObject(response) ? leftovers(response, RESPONSE) : []),
        ...leftovers(whole, BODY),
      ],
      files: files.filter(isLink).map((link) => linkedFile(link)),
    });
  },

  whyUnusable: whyNoTextSecret,
  newSecret: newTextSecret,
};
