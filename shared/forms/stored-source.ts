import * as z from 'zod';
import { addressSchema } from '../address.ts';
import { LANGUAGES } from '../language.ts';
import { PRIORITIES } from '../sla/terms.ts';
import { formMapSchema } from './map-schema.ts';
import type { FormProvider } from './provider.ts';
import type { FormSource } from './source.ts';

/** A source's name as a new one may be called; part of its address, so that it needs no encoding. */
export const SOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/** A secret, and until when it counts (ISO, UTC; machine time), where a newer one takes its place. */
const secretSchema = z.object({ secret: z.string(), until: z.iso.datetime().optional() });
export type StoredSecret = z.infer<typeof secretSchema>;

/** An `https` page, or one of this machine, where forms are tried. */
const pageUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address, as https://www.acme.example' })
  .refine((url) => /^https:|^http:\/\/(?:localhost|127\.0\.0\.1)(?:[:/]|$)/.test(url), {
    error: 'must begin with https://',
  });

/** The parts of a source that it can do without. */
const PARTS = {
  owner: addressSchema,
  map: formMapSchema,
  defaults: z.strictObject({
    priority: z.literal(PRIORITIES, { error: 'must be 1, 2, 3 or 4' }).optional(),
    language: z.enum(LANGUAGES, { error: `must be one of ${LANGUAGES.join(', ')}` }).optional(),
  }),
  page: z.strictObject({
    origins: z.array(
      pageUrl.refine((url) => !URL.canParse(url) || new URL(url).origin === url, {
        error: 'must be an origin, as https://www.acme.example',
      }),
    ),
    next: pageUrl.optional(),
    turnstile: z
      .string()
      .regex(/^[\w-]{10,100}$/, { error: 'must be a site key, as Turnstile shows it' })
      .optional(),
  }),
  isDisabled: z.literal(true),
};
const partsSchema = z.object(PARTS).partial();

/** A source as it stands in the forms' secret: newest secret first. What is out of use has no part in it. */
type StoredSource = { type: string; secrets: StoredSecret[] } & z.infer<typeof partsSchema>;

/** A part of a source that cannot be used: by its place, never by its value. */
type UnusablePart = { name: string; reason: string };

/** A source as far as it can be used. `source` is missing where its type is not known. */
export type ReadSource = { source?: StoredSource; unusable: UnusablePart[] };

/**
 * Reads a stored source part by part, so that one bad part does not void the others. `providers` are those by whose rules its secrets are
 * looked at. Never throws.
 */
export function readSource(
  name: string,
  value: unknown,
  providers: Readonly<Record<string, Pick<FormProvider, 'whyUnusable'>>>,
): ReadSource {
  const entry = z.looseObject({ type: z.string() }).safeParse(value);
  const provider = entry.success && Object.hasOwn(providers, entry.data.type) && providers[entry.data.type];
  if (!entry.success || !provider) return { unusable: [{ name: `${name}.type`, reason: 'is no type of source' }] };
  const unusable: UnusablePart[] = [];
  const source: StoredSource = { type: entry.data.type, secrets: [] };
  const list = z.array(z.unknown()).safeParse(entry.data.secrets ?? []);
  if (!list.success) unusable.push({ name: `${name}.secrets`, reason: 'is no list' });
  for (const [at, each] of (list.data ?? []).entries()) {
    const read = secretSchema.safeParse(each);
    const reason = read.success ? provider.whyUnusable(read.data.secret) : 'is no {"secret": …, "until": …}';
    if (read.success && reason === undefined) source.secrets.push(read.data);
    else unusable.push({ name: `${name}.secrets.${at}`, reason: reason ?? 'cannot be used' });
  }
  for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    if (entry.data[part] === undefined) continue;
    const read = PARTS[part].safeParse(entry.data[part]);
    if (read.success) Object.assign(source, { [part]: read.data });
    else unusable.push({ name: `${name}.${part}`, reason: read.error.issues.map(describe).join(', ') });
  }
  return { source, unusable };
}

/**
 * A source as the door has it: with those secrets that count at `now` (machine time). Throws for one of which nothing can be used; one that
 * is out of use needs no secret, and neither does a page, which proves itself by its origin.
 */
export function asFormSource(name: string, { source }: ReadSource, now: Date): FormSource {
  if (!source) throw new Error(`the form ${name} is of no type that can be used: see desk sources list`);
  const secrets = countingAt(source.secrets, now).map(({ secret }) => secret);
  if (secrets.length === 0 && !source.page && !source.isDisabled) {
    throw new Error(`the form ${name} has no secret that can be used: see desk sources list`);
  }
  return { ...source, name, secrets };
}

/** The secrets that count at an instant of machine time. */
export function countingAt(secrets: readonly StoredSecret[], now: Date): StoredSecret[] {
  return secrets.filter(({ until }) => until === undefined || Date.parse(until) > now.getTime());
}

/** What is wrong with a part, without its value. */
function describe({ path, message }: { path: PropertyKey[]; message: string }): string {
  return [path.join('.'), message].filter(Boolean).join(' ');
}
