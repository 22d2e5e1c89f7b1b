import * as z from 'zod';
import { whyNoWebhookKey } from '../forms/webhook-key.ts';

/** 192 bits: what nobody guesses, and what `shared/forms/webhook-key.ts` asks of a source's secret. */
const LEAST_BYTES = 24;

/** How a wrong secret is mended. */
export const SECRETS_MEND = `it needs signingKey (${LEAST_BYTES} bytes or more), and webhooks as lists of secrets by source (whsec_ and base64 of ${LEAST_BYTES} bytes or more)`;

/** What of the desk's secret can be used, and what cannot: by name and place, never by value. */
export type UsableSecrets = {
  /** The one that signs first; the older ones only verify. */
  signingKeys: string[];
  /** By source; a source that is there with nothing usable has an empty list. */
  webhooks: Map<string, string[]>;
  unusable: { name: string; reason: string }[];
};

type Check = (value: unknown) => string | undefined;

/** Reads the desk's secret part by part, so that one bad part does not void the others. Undefined when it is no object. Never throws. */
export function readSecret(secret: unknown): UsableSecrets | undefined {
  const read = z.record(z.string(), z.unknown()).safeParse(secret);
  if (!read.success) return undefined;
  const { signingKey, previousSigningKeys, webhooks } = read.data;
  const unusable: UsableSecrets['unusable'] = [];
  const usable = (name: string, value: unknown, check: Check): string[] => {
    const reason = check(value);
    if (reason === undefined) return [String(value)];
    unusable.push({ name, reason });
    return [];
  };
  const listOf = (name: string, values: unknown, check: Check): string[] => {
    if (!Array.isArray(values) || (values.length === 0 && name.startsWith('webhooks'))) {
      unusable.push({ name, reason: 'is no list of secrets' });
      return [];
    }
    return values.flatMap((value, at) => usable(`${name}.${at}`, value, check));
  };
  const signing = usable('signingKey', signingKey, whyNoKey);
  const older = listOf('previousSigningKeys', previousSigningKeys ?? [], whyNoKey);
  const sources = z.record(z.string(), z.unknown()).safeParse(webhooks ?? {});
  if (!sources.success) unusable.push({ name: 'webhooks', reason: 'is no object of sources' });
  const bySource = Object.entries(sources.data ?? {}).map(
    ([source, values]) => [source, listOf(`webhooks.${source}`, values, whyNoWebhookSecret)] as const,
  );
  return { signingKeys: [...signing, ...older], webhooks: new Map(bySource), unusable };
}

function whyNoKey(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'is no text';
  const { length } = Buffer.from(value.trim());
  return length < LEAST_BYTES ? `has ${length} bytes and needs ${LEAST_BYTES}` : undefined;
}

function whyNoWebhookSecret(value: unknown): string | undefined {
  return typeof value === 'string' ? whyNoWebhookKey(value) : 'is no text';
}
