import * as z from 'zod';
import { LANGUAGES } from '../language.ts';
import type { FormMap, Selector, Transform } from './map.ts';

const PLACES = '{"key": …}, {"label": …}, {"kind": …}, {"pointer": …}, {"value": …} or {"template": …}';
const TRANSFORMS = '"trim", "lower", "first line", "join" or {"values": {…}}';
const KINDS = ['text', 'long text', 'email', 'name', 'phone', 'choice', 'number', 'date', 'link', 'hidden'];

const filled = (mend: string) => z.string({ error: mend }).refine((text) => text.trim() !== '', { error: mend });

const PLACE: Record<string, z.ZodType<string>> = {
  key: filled('must be the name that the provider has for the question'),
  label: filled('must be the question as it stands on the form'),
  kind: z.enum(KINDS, { error: `must be one of ${KINDS.join(', ')}` }),
  pointer: z.string().regex(/^(?:\/(?:[^~/]|~[01])*)+$/, { error: 'must be a JSON pointer, as /data/email' }),
  value: filled('must be a text that is the same for each request'),
  template: filled('must be a text with {questions} in braces, as "{Nome} {Cognome}"').refine(
    (text) => /\{[^{}]+\}/.test(text),
    {
      error: 'names no question: put one in braces, as "{Nome} {Cognome}", or use "value"',
    },
  ),
};

const selectorSchema = z.unknown().transform((value, ctx): Selector => {
  const [entry, ...more] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const schema = entry && Object.hasOwn(PLACE, entry[0]) ? PLACE[entry[0]] : undefined;
  if (!entry || !schema || more.length > 0) {
    const what = entry && !schema ? `${JSON.stringify(entry[0])} is no place to look: it ` : '';
    ctx.addIssue({ code: 'custom', message: `${what}must be one place to look, ${PLACES}` });
    return z.NEVER;
  }
  const read = schema.safeParse(entry[1]);
  for (const { message } of read.error?.issues ?? []) ctx.addIssue({ code: 'custom', message, path: [entry[0]] });
  return read.success ? ({ [entry[0]]: read.data } as Selector) : z.NEVER;
});

const transformSchema: z.ZodType<Transform> = z.union(
  [
    z.enum(['trim', 'lower', 'first line', 'join']),
    z.strictObject({ values: z.record(z.string(), z.union([z.string(), z.number().transform(String)])) }),
  ],
  { error: `must be ${TRANSFORMS}` },
);

/** Where one part of a ticket is looked for; one place may stand without its list, and a list of places without `from`. */
const entrySchema = z.preprocess(
  (value) => (Array.isArray(value) || !isObject(value) || !('from' in value) ? { from: value } : value),
  z.strictObject(
    {
      from: z.preprocess(
        listed,
        z.array(selectorSchema).min(1, { error: `is empty: name a place to look, ${PLACES}` }),
      ),
      as: z.preprocess(
        (value) => (value === undefined ? undefined : listed(value)),
        z.array(transformSchema).optional(),
      ),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? 'has only "from" and "as"' : 'must be {"from": […], "as": […]}',
    },
  ),
);

/**
 * A map as an admin writes it, `{"email": {"from": [{"label": "La tua mail"}]}}`; each message names the mend. What priorities and
 * languages a map names are checked, as a word that it cannot mean would only be seen in a ticket.
 */
export const formMapSchema: z.ZodType<FormMap, unknown> = z
  .strictObject(
    {
      email: entrySchema.optional(),
      name: entrySchema.optional(),
      subject: entrySchema.optional(),
      text: entrySchema.optional(),
      priority: entrySchema.optional(),
      language: entrySchema.optional(),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `${issue.keys.join(', ')}: not known here, a map has email, name, subject, text, priority and language`
          : 'must be an object: {"email": {"from": […]}, …}',
    },
  )
  .superRefine((map, ctx) => {
    check(map, 'priority', (value) => (/^p?[1-4]$/i.test(value) ? undefined : 'must be 1, 2, 3 or 4'), ctx);
    const isLanguage = (value: string) => LANGUAGES.some((language) => language === value);
    check(map, 'language', (value) => (isLanguage(value) ? undefined : `must be one of ${LANGUAGES.join(', ')}`), ctx);
  });

/** Each value that a map itself gives one part. */
function check(
  map: FormMap,
  part: 'priority' | 'language',
  whyNot: (value: string) => string | undefined,
  ctx: z.RefinementCtx,
): void {
  const refuse = (path: PropertyKey[], value: string) => {
    const message = whyNot(value);
    if (message) ctx.addIssue({ code: 'custom', message, path: [part, ...path] });
  };
  const { from = [], as = [] } = map[part] ?? {};
  const isWord = as.some((each) => typeof each === 'object');
  for (const [at, place] of from.entries()) if ('value' in place && !isWord) refuse(['from', at, 'value'], place.value);
  for (const [at, each] of as.entries()) {
    if (typeof each !== 'object') continue;
    for (const [word, value] of Object.entries(each.values)) refuse(['as', at, 'values', word], value);
  }
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
