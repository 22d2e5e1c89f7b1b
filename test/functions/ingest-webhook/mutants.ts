import fc from 'fast-check';
import { isUnshown } from '../../../shared/forms/unshown.ts';
import { isContainer, type Path, partAt, pathsOf, withPart } from '../../shared/forms/paths.ts';

/** Deliveries that no provider documents, made of one that it does, and what of them a ticket has to show. */

/** What of a delivery says nothing of a request, by its way from the top: the form itself, programs' own names of things, a history. */
const OF_THE_FORM: Record<string, RegExp> = {
  webflow:
    /^triggerType$|^payload\/(?:name|siteId|site|submittedAt|d|id|_id|formId|formElementId)$|schema\/\d+\/field\w+$/,
  typeform:
    /^event_(?:id|type)$|^form_response\/(?:form_id|token|landing_id|landed_at|submitted_at)$|^form_response\/(?:definition|ending)(?:\/|$)|(?:answers|variables)\/\d+\/(?:type|key|field\/(?:id|ref|type))$|choices\/(?:id|ref)s/,
  tally:
    /^(?:eventId|eventType|createdAt)$|^data\/(?:responseId|submissionId|respondentId|formId|formName|createdAt)$|fields\/\d+\/(?:key|label|type)$|\/(?:options|rows|columns)(?:\/|$)|value\/\d+\/(?:id|mimeType|size)$/,
  netlify:
    /^(?:number|id|form_id|form_name|created_at|site_url)$|ordered_human_fields\/\d+\/(?:title|name)$|^data\/(?:ip|user_agent|referrer|g-recaptcha-response)(?:\/|$)|\/(?:type|size)$/,
  github: /(?:^|\/)(?:repository|sender)(?:\/|$)|reactions(?:\/|$)|(?:^|[/_])(?:url|id)$|site_admin$/,
  hubspot:
    /^(?:vid|canonical-vid|portal-id|is-contact|profile-url)$|^(?:form-submissions|identity-profiles)(?:\/|$)|^properties\/[^/]+\/versions(?:\/|$)/,
  google: /(?:^|\/)(?:id|title|type)$/,
  jotform:
    /^(?:slug|jsExecutionTracker|submitSource|buildDate|uploadServerUrl|eventObserver|event_id|timeToSubmit|temp_upload|file_server|validatedNewRequiredFieldIDs|path)(?:\/|$)/,
};
/** Ids that stand for the words of an option, boxes that say an answer once more, and a summary of what is said. */
const IN_WORDS: Record<string, RegExp> = {
  tally: /^(?:[osrk]\d|true|false)$/,
  netlify: /^<strong>Mara Blu<\/strong> The/,
};

const number = fc.integer({ min: 10_000_000, max: 99_999_999 });
const text = number.chain((mark) =>
  fc.constantFrom(
    `${mark}`,
    `è ${mark} 🖨️👩‍🔧`,
    `<b onclick="x">${mark}</b> & 'so' "on"`,
    `one ${mark}\r\n\ttwo\n\nthree`,
    `bell \u0007${mark}\u0000 \u001b[31m\u0085\u202e`,
    `${mark}\ud800`,
    `${'long '.repeat(4_000)}${mark}`,
    `${'x'.repeat(8_000)}${mark}`,
    `  ${mark}  `,
    `{"json": ["${mark}"]}`,
    `["${mark}", {"a": "b${mark}"}]`,
    `{${mark}`,
    `a${mark}@b.example`,
    `no-reply+${mark}@b.example`,
    `https://x.example/${mark}?a=b%20c`,
    `P${mark}`,
  ),
);
const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  number,
  fc.constantFrom(true, false, null, '', ' ', 0, -1.5, 1e21),
);
const key = fc.constantFrom(
  ...['extra', 'a b', 'a.b', 'value', '0', '', 'constructor', '__proto__', 'toString', 'naïve', '🖨️', 'q5_more'],
  ...['first', 'last', 'day', 'url', 'ip', 'g-recaptcha-response', 'email', 'message', 'k'.repeat(500)],
);
const objectOf = (part: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, part), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));
const nested = fc.tuple(scalar, fc.constantFrom(20, 60, 1_000), fc.boolean()).map(([bottom, depth, isList]) => {
  let value: unknown = bottom;
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value };
  return value;
});
const many = fc
  .tuple(number, fc.constantFrom(200, 5_000))
  .map(([mark, count]) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, `${mark}${at}.`])));
const any = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('any'), { maxLength: 3 }) },
    { weight: 2, arbitrary: objectOf(tie('any')) },
  ),
})).any;
const put = fc.oneof({ weight: 12, arbitrary: any }, { weight: 1, arbitrary: nested }, { weight: 1, arbitrary: many });

const HOW = ['drop', 'set', 'set', 'add', 'add', 'wrap', 'list', 'value', 'json', 'twice'] as const;

/** A body of which parts are missing, others, wrapped, or more. What JSON cannot say is not in it. */
export function mutant(body: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(body);
  const change = fc.record({ path: fc.constantFrom(...paths), how: fc.constantFrom(...HOW), key, value: put });
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce(changed, body))
    .map((changed) => JSON.parse(JSON.stringify(changed ?? null)))
    .filter((changed) => JSON.stringify(changed).length < MOST_CHARACTERS);
}

/** What a source takes is 256 kB; this is about shapes. */
const MOST_CHARACTERS = 200_000;

/** A form as browsers send it: its names and values, repeated and nested as programs name them, and files. */
export type FormMutant = { type: 'pairs' | 'parts'; entries: [string, string][]; files: [string, string][] };

const name = fc.constantFrom(
  ...[
    'email',
    'message',
    'a',
    'a',
    'a[]',
    'a[b]',
    'a[b][c][d]',
    'a[length]',
    'a[0]',
    'a[',
    '[]',
    ']b[',
    'è 🖨️',
    'a"b',
    'n'.repeat(900),
  ],
  ...[
    '__proto__',
    '__proto__[x]',
    'constructor[prototype][x]',
    `a${'[b]'.repeat(30)}`,
    'rawRequest',
    'answers',
    'ip',
    'form[name]',
  ],
);
const manyEntries = number.map((mark) =>
  Array.from({ length: 5_000 }, (_, at): [string, string] => [`n${at}`, `${mark}${at}.`]),
);

export const formMutant: fc.Arbitrary<FormMutant> = fc.record({
  type: fc.constantFrom('pairs', 'parts'),
  entries: fc.oneof(
    {
      weight: 20,
      arbitrary: fc.array(fc.tuple(name, fc.oneof(text, fc.constantFrom('', '0', 'on'))), { maxLength: 8 }),
    },
    { weight: 1, arbitrary: manyEntries },
  ),
  files: fc.array(
    fc.tuple(
      name,
      fc.oneof(number, fc.constant('è 🖨️')).map((mark) => `${mark}.txt`),
    ),
    { maxLength: 2 },
  ),
});

/** What a ticket of such a form has to show: each value, and each file by its name. */
export function answersInForm(form: FormMutant): string[] {
  const isSeen = ([of]: [string, string]) => !of.split(/[[\]]+/).some(isUnshown);
  const files = form.type === 'parts' ? form.files.map(([, filename]) => filename) : [];
  return [...form.entries.filter(isSeen).flatMap(([, value]) => answersIn('', value)), ...files];
}

type Change = { path: Path; how: (typeof HOW)[number]; key: string; value: unknown };

function changed(body: unknown, { path, how, key, value }: Change): unknown {
  const there = partAt(body, path);
  if (there === undefined) return body;
  const parent = partAt(body, path.slice(0, -1));
  switch (how) {
    case 'drop':
      return withPart(body, path, undefined);
    case 'set':
      return withPart(body, path, value);
    case 'add':
      return isContainer(there) ? withPart(body, [...path, Array.isArray(there) ? there.length : key], value) : body;
    case 'wrap':
      return withPart(body, path, { [key]: there });
    case 'list':
      return withPart(body, path, [there]);
    case 'value':
      return withPart(body, path, { value: there });
    case 'json':
      return withPart(body, path, JSON.stringify(there));
    case 'twice':
      return Array.isArray(parent) ? withPart(body, path.slice(0, -1), [...parent, there]) : body;
  }
}

/** What a ticket of this body has to show, other than what is of the form alone or may be read by nobody. */
export function answersIn(name: string, body: unknown): string[] {
  const answers: string[] = [];
  const left: { value: unknown; path: string[] }[] = [{ value: body, path: [] }];
  // Without a call for each level: some are nested deeper than calls may be.
  for (let next = left.pop(); next; next = left.pop()) {
    const { path } = next;
    const value = fromText(next.value);
    if (OF_THE_FORM[name]?.test(path.join('/')) || isUnshown(path.at(-1) ?? '')) continue;
    if (isContainer(value))
      left.push(...Object.entries(value).map(([step, part]) => ({ value: part, path: [...path, step] })));
    else if (isAnswer(name, value)) answers.push(String(value).trim());
  }
  return answers;
}

function isAnswer(name: string, value: unknown): boolean {
  const said = value === null || value === undefined ? '' : String(value).trim();
  return said !== '' && !IN_WORDS[name]?.test(said);
}

/** What a text is in JSON, when that is an object or a list. */
function fromText(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
