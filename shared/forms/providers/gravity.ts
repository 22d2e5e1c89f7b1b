import { readAnswers } from '../answers.ts';
import { readEnvelope, sameAnswers, toInstant } from '../envelope.ts';
import { idOf, objectOf, textOf } from '../json-value.ts';
import { PARSED_TYPES, readParsedBody } from '../parsed-body.ts';
import type { FormProvider } from '../provider.ts';
import type { FormField } from '../submission.ts';
import { hasToken, whyNoToken } from '../token.ts';
import { newUrlToken } from '../url-token.ts';

/** Inputs of a name are 2 (prefix), 3 (first), 4 (middle), 6 (last) and 8 (suffix). */
const OF_A_NAME = [2, 3, 4, 6, 8];
/** The number of a question, or of one of its inputs. */
const INPUT = /^\d+(?:\.\d+)?$/;

/** What becomes of an entry where it is kept. */
const CHANGING = new Set([
  ...['is_read', 'is_starred', 'is_approved', 'is_fulfilled', 'status', 'date_updated'],
  ...['payment_status', 'payment_date', 'payment_amount', 'payment_method', 'transaction_id', 'transaction_type'],
]);

/**
 * Gravity Forms, with its Webhooks add-on: the form's *Settings* → *Webhooks* → *Add New*; the address, method POST, format JSON, a
 * request header *Authorization* with the value `Bearer` and the token, and as body *Select Fields* with the keys `email`, `name`,
 * `subject`, `message`, `entry_id` (https://docs.gravityforms.com/triggering-webhooks-form-submissions/). *All Fields* sends the entry
 * as it is stored, where questions have numbers alone: then a map must say which is what.
 */
export const gravity: FormProvider = {
  name: 'gravity',
  types: PARSED_TYPES,
  verify: (delivery, secrets) => (hasToken(delivery, secrets) ? {} : undefined),
  async read(delivery) {
    const body = await readParsedBody(delivery);
    const answers = readAnswers(body.value, { isTyped: body.isTyped });
    const fields = joinInputs(answers.fields);
    const files = [...answers.files, ...body.files];
    const entry = entryOf(body.value);
    const { id = idOf(entry.id), form, at = utc(textOf(entry.date_created)) } = readEnvelope(body.value);
    // Whether it was read, starred or paid for since makes no other entry of it.
    const same = sameAnswers({ ...answers, fields: fields.filter(({ key }) => !CHANGING.has(key)), files });
    return { id, form, at, fields, files, same };
  },
  whyUnusable: whyNoToken,
  newSecret: newUrlToken,
};

/** A whole entry, whose `id` is its own; nothing where it is none. */
function entryOf(value: unknown): Record<string, unknown> {
  const entry = objectOf(value);
  return ['form_id', 'date_created'].every((name) => Object.hasOwn(entry, name)) ? entry : {};
}

/** Gravity writes its times in UTC, without saying so. */
function utc(text: string | undefined): string | undefined {
  return toInstant(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text ?? '') ? `${text?.replace(' ', 'T')}Z` : text);
}

/** Questions of several inputs, `1.3` and `1.6`, as one answer each: a name in one text, of all others each input that was filled in. */
function joinInputs(fields: readonly FormField[]): FormField[] {
  const groups = Map.groupBy(fields, ({ key }) => (INPUT.test(key) ? key.split('.', 1).join() : key));
  return [...groups].flatMap(([key, inputs]) => (INPUT.test(key) ? [joined(key, inputs)] : inputs));
}

function joined(key: string, inputs: readonly FormField[]): FormField {
  const [only, ...more] = inputs;
  if (only && more.length === 0) return { key, label: `Field ${key}`, kind: only.kind, values: only.values };
  const numberOf = (input: FormField) => Number(input.key.slice(key.length + 1));
  const numbers = inputs.map(numberOf);
  const isName = [3, 6].every((part) => numbers.includes(part)) && numbers.every((part) => OF_A_NAME.includes(part));
  const values = inputs.toSorted((a, b) => numberOf(a) - numberOf(b)).flatMap((input) => input.values);
  const kind = isName ? 'name' : 'choice';
  return { key, label: `Field ${key}`, kind, values: isName && values.length > 0 ? [values.join(' ')] : values };
}
