import fc from 'fast-check';
import { isContainer, type Path, partAt, pathsOf, withPart } from '../paths.ts';

/** Deliveries as no provider documents them, made of one that it does. */

/** Where something that was changed need not be seen: the form itself, a history, an account, what is private. */
const UNSEEN: Record<string, RegExp> = {
  typeform: /^form_response\/(?:definition|ending)|choices\/(?:ids|refs)/,
  tally: /(?:options|rows|columns)(?:\/|$)/,
  netlify: /data\/(?:ip|user_agent|referrer|g-recaptcha-response)/,
  github: /^(?:repository|sender)|reactions/,
  hubspot: /form-submissions|identity-profiles|versions/,
};

/** Where an answer stands: whatever is put there is seen, a scalar too. */
const ANSWERS: Record<string, RegExp> = {
  standard: /./,
  webflow: /^payload\/data\//,
  typeform:
    /answers\/\d+\/(?:text|email|number|boolean|file_url)$|labels|other|hidden\/|variables\/0\/number|calculated/,
  tally: /fields\/\d+\/value$/,
  netlify:
    /^(?:data|human_fields)\/[^/]+$|^ordered_human_fields\/\d+\/value$|^(?:title|name|email|company|summary|body)$/,
  github: /^action$|^issue\/(?:title|body|state|number)$|labels\/0\/name/,
  hubspot: /^properties\/\w+\/value$/,
};

/** Values that are nowhere else, so that they are seen where they are found. */
const scalar = fc.oneof(
  fc.integer({ min: 10_000_000, max: 99_999_999 }),
  fc.integer({ min: 10_000_000, max: 99_999_999 }).map((number) => `é${number}“`),
);
const key = fc.constantFrom('a b', 'value', 'extra', '0', 'constructor', '__proto__', 'IP', 'naïve');
const containers = fc.letrec<{ any: unknown; container: unknown }>((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, scalar, tie('container')),
  container: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('any'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('any')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
    fc.array(tie('any'), { minLength: 1, maxLength: 2 }).map((list) => JSON.stringify(list)),
  ),
})).container;

type Changed = { at: string; values: string[]; body: unknown };

/** A body with one part replaced, or one added, and the values that were put there. */
export function changed(name: string, body: unknown): fc.Arbitrary<Changed> {
  const paths = pathsOf(body).filter((path) => !UNSEEN[name]?.test(path.join('/')));
  const replaced = fc.constantFrom(...paths).chain((path) => {
    const value = ANSWERS[name]?.test(path.join('/')) ? fc.oneof(scalar, containers) : containers.filter(isContainer);
    return value.map((put) => ({ at: path.join('/'), values: scalarsOf(put), body: withPart(body, path, put) }));
  });
  const objects = paths.filter((path) => isContainer(partAt(body, path)) && !Array.isArray(partAt(body, path)));
  const added = fc.tuple(fc.constantFrom(...objects), fc.oneof(scalar, containers)).map(([path, put]) => ({
    at: path.join('/'),
    values: scalarsOf(put),
    body: withPart(body, [...path, 'brand_new'], put),
  }));
  return fc.oneof(replaced, added);
}

/** A body of which some parts are missing, or anything else. */
export function broken(body: unknown): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...pathsOf(body)), fc.oneof(fc.constant(undefined), fc.jsonValue()));
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => changes.reduce(put, body));
}

function put(body: unknown, [path, value]: [Path, unknown]): unknown {
  return partAt(body, path) === undefined ? body : withPart(body, path, value);
}

/** Also those of JSON inside a text. */
function scalarsOf(value: unknown): string[] {
  if (isContainer(value)) return Object.values(value).flatMap(scalarsOf);
  const text = String(value);
  return text.startsWith('[') ? scalarsOf(JSON.parse(text)) : [text];
}
