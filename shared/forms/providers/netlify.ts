import { hash } from 'node:crypto';
import { answersOf, fieldsOf, filesOf, unsaid } from '../answers/netlify.ts';
import { headerOf } from '../delivery-header.ts';
import { readJsonBody } from '../json-body.ts';
import { idOf, isObject, isScalar, isTime, objectOf, partOf, textOf, timeOf } from '../json-value.ts';
import { type Known, leftovers } from '../leftovers.ts';
import type { FormProvider } from '../provider.ts';
import { submitted } from '../submitted.ts';
import { isSigned, newTextSecret, whyNoTextSecret } from '../text-secret.ts';

const isAny = () => true;
/** What Netlify makes of the answers, as the sender's name: shown where it stands in none of them. */
const DERIVED = ['title', 'email', 'name', 'first_name', 'last_name', 'company', 'summary', 'body'];
const BODY: Known = {
  ...Object.fromEntries(DERIVED.map((key) => [key, isAny])),
  id: idOf,
  form_id: isScalar,
  form_name: isScalar,
  number: isScalar,
  created_at: isTime,
  site_url: isScalar,
  ordered_human_fields: [{ title: isScalar, name: isScalar, value: isAny }],
  // The answers once more, by their titles.
  human_fields: isObject,
  data: isObject,
};
/**
 * Netlify Forms. There: the site, Forms, Form notifications, Add notification, HTTP POST request; event "New form submission", the address
 * that we print, and as JWS secret token the secret that we print.
 */
export const netlify: FormProvider = {
  name: 'netlify',

  verify({ headers, body }, secrets, now) {
    const [header = '', claims = '', signature = '', more] = headerOf(headers, 'x-webhook-signature').split('.');
    if (more !== undefined || !isSigned(signature, secrets, [`${header}.${claims}`], 'base64url')) return undefined;
    // Authentic by now: what is compared tells nobody anything.
    const { iss, sha256, exp } = decoded(claims);
    if (decoded(header).alg !== 'HS256' || iss !== 'netlify' || hash('sha256', body) !== sha256) return undefined;
    return typeof exp === 'number' && exp * 1000 < now.getTime() ? undefined : {};
  },

  read({ body }) {
    const given = readJsonBody(body);
    // A function of the site that passes its event on wraps it.
    const isWrapped = isObject(partOf(given, 'payload'));
    const whole = isWrapped ? partOf(given, 'payload') : given;
    const { id, form_name, data, created_at, human_fields } = objectOf(whole);
    const answers = answersOf(whole);
    const fields = answers.flatMap(fieldsOf);
    const derived = DERIVED.map((key): [string, unknown] => [key, partOf(whole, key)]);
    return submitted({
      id: idOf(id),
      form: textOf(form_name) ?? textOf(partOf(data, 'form_name')) ?? textOf(partOf(data, 'form-name')),
      at: timeOf(created_at),
      fields: [
        ...fields,
        ...unsaid([...Object.entries(objectOf(human_fields)), ...derived], fields),
        ...leftovers(whole, BODY),
        ...(isWrapped ? leftovers(given, { payload: isObject, site: isObject }) : []),
      ],
      files: answers.flatMap(filesOf),
    });
  },

  whyUnusable: whyNoTextSecret,
  newSecret: newTextSecret,
};

/** The claims or the header of a token. */
function decoded(part: string): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(Buffer.from(part, 'base64url').toString()));
  } catch {
    return {};
  }
}
