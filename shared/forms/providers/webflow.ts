import { headerOf } from '../delivery-header.ts';
import { isFresh } from '../fresh.ts';
import { readJsonBody } from '../json-body.ts';
import { idOf, isObject, isScalar, isTime, listOf, objectOf, textOf, timeOf } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import { type Known, leftovers } from '../leftovers.ts';
import { isLink, linkedFile } from '../linked-file.ts';
import { isPrivate } from '../private-key.ts';
import type { FormProvider } from '../provider.ts';
import type { FieldKind, FormFile } from '../submission.ts';
import { submitted } from '../submitted.ts';
import { isSigned, whyNoTextSecret } from '../text-secret.ts';
import { hasUrlToken, newUrlToken } from '../url-token.ts';

/** Webflow tries three times more, ten minutes apart, with the timestamp of the first. */
const WINDOW_SECONDS = 45 * 60;

const FILE = 'FormFileUploadInput';
const KINDS = new Map<unknown, FieldKind>([
  ['FormTextarea', 'long text'],
  ['FormSelect', 'choice'],
  ['FormRadioInput', 'choice'],
  ['FormCheckboxInput', 'choice'],
]);

const PAYLOAD: Known = {
  name: isScalar,
  siteId: isScalar,
  site: isScalar,
  data: isObject,
  schema: [{ fieldName: isScalar, fieldType: isScalar, fieldElementId: isScalar }],
  submittedAt: isTime,
  d: isTime,
  id: idOf,
  _id: idOf,
  formId: isScalar,
  formElementId: isScalar,
};

/**
 * Webflow. There: Site settings, Apps & integrations, Webhooks, Add webhook; trigger "Form submission", the newest API version, and the
 * address that we print, with its token: what is made in the dashboard is not signed. One made with Webflow's API is: give us the
 * `secretKey` of its answer instead.
 */
export const webflow: FormProvider = {
  name: 'webflow',

  verify(delivery, secrets, now) {
    if (hasUrlToken(delivery, secrets)) return {};
    const timestamp = headerOf(delivery.headers, 'x-webflow-timestamp');
    const signature = headerOf(delivery.headers, 'x-webflow-signature');
    if (!isFresh(timestamp, now, { unit: 1, seconds: WINDOW_SECONDS })) return undefined;
    // The secret looks like hexadecimal and is used as the text that it is.
    return isSigned(signature, secrets, [`${timestamp}:`, delivery.body], 'hex') ? {} : undefined;
  },

  read({ body }) {
    const whole = readJsonBody(body);
    // The first version of the API had no envelope below its own.
    const payload = isObject(objectOf(whole).payload) ? objectOf(objectOf(whole).payload) : objectOf(whole);
    const types = new Map(listOf(payload.schema).map((each) => [objectOf(each).fieldName, objectOf(each).fieldType]));
    const answers = Object.entries(objectOf(payload.data)).filter(([key]) => !isPrivate(key));
    const files: FormFile[] = [];
    const fields = answers.flatMap(([key, value]) => {
      const type = types.get(key);
      if (type !== FILE || !isLink(value)) return leavesOf(value, { key, kind: KINDS.get(type) });
      const file = linkedFile(value);
      files.push(file);
      return leavesOf(file.filename, { key });
    });
    const known: Known = payload === whole ? PAYLOAD : { triggerType: isScalar, payload: PAYLOAD };
    return submitted({
      id: idOf(payload.id) ?? idOf(payload._id),
      form: textOf(payload.name),
      at: timeOf(payload.submittedAt) ?? timeOf(payload.d),
      fields: [...fields, ...leftovers(whole, known)],
      files,
    });
  },

  whyUnusable: whyNoTextSecret,
  newSecret: newUrlToken,
};
