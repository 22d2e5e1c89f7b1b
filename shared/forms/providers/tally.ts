import { answersOf, filesOf } from '../answers/tally.ts';
import { headerOf } from '../delivery-header.ts';
import { readJsonBody } from '../json-body.ts';
import { idOf, isObject, isScalar, isTime, listOf, objectOf, partOf, textOf, timeOf } from '../json-value.ts';
import { type Known, leftovers } from '../leftovers.ts';
import type { FormProvider } from '../provider.ts';
import { submitted } from '../submitted.ts';
import { isSigned, newTextSecret, whyNoTextSecret } from '../text-secret.ts';

const BODY: Known = { eventId: isScalar, eventType: isScalar, createdAt: isTime, data: isObject };
const DATA: Known = {
  responseId: isScalar,
  submissionId: isScalar,
  // Who answered, the same for all that they answer.
  respondentId: isScalar,
  formId: isScalar,
  formName: isScalar,
  createdAt: isTime,
  fields: Array.isArray,
};
/**
 * Tally. There: the form, Integrations, Webhooks, Connect: the address that we print; Signing secret: the secret that we print. It waits
 * 10 seconds for an answer.
 */
export const tally: FormProvider = {
  name: 'tally',

  verify({ headers, body }, secrets) {
    return isSigned(headerOf(headers, 'tally-signature'), secrets, [body], 'base64') ? {} : undefined;
  },

  read({ body }) {
    const whole = readJsonBody(body);
    const data = partOf(whole, 'data');
    const { submissionId, responseId, formName, createdAt, fields } = objectOf(data);
    const listed = listOf(fields);
    return submitted({
      id: idOf(submissionId) ?? idOf(responseId),
      form: textOf(formName),
      at: timeOf(createdAt),
      fields: [...answersOf(listed), ...(isObject(data) ? leftovers(data, DATA) : []), ...leftovers(whole, BODY)],
      files: listed.flatMap(filesOf),
    });
  },

  whyUnusable: whyNoTextSecret,
  newSecret: newTextSecret,
};
