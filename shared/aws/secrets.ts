import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Secrets } from '../ticket/ports.ts';

const secretSchema = z.object({
  signingKey: z.string().min(16),
  previousSigningKeys: z.array(z.string().min(16)).default([]),
  webhooks: z.record(z.string(), z.array(z.string()).min(1)).default({}),
});

/** How long a warm function keeps what it read, in ms of machine time: a rotated secret counts within this time. */
const KEEP_MS = 5 * 60_000;

/**
 * The desk's one secret in Secrets Manager, read when it is first needed. `now` is machine time in ms. What it throws never
 * quotes the secret.
 */
export function secretsManager(client: SecretsManagerClient, id: string, now: () => number = Date.now): Secrets {
  let read: { at: number; value: Promise<z.infer<typeof secretSchema>> } | undefined;
  const secret = () => {
    if (!read || now() - read.at > KEEP_MS) {
      const value = fetchSecret(client, id);
      // A failure is not kept: the next call tries again.
      value.catch(() => {
        read = undefined;
      });
      read = { at: now(), value };
    }
    return read.value;
  };
  return {
    async signingKeys() {
      const { signingKey, previousSigningKeys } = await secret();
      return [signingKey, ...previousSigningKeys];
    },
    async webhookSecrets(source) {
      const { webhooks } = await secret();
      return Object.hasOwn(webhooks, source) ? webhooks[source] : undefined;
    },
  };
}

async function fetchSecret(client: SecretsManagerClient, id: string) {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  const parsed = secretSchema.safeParse(parseJson(SecretString ?? '{}'));
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'it is no JSON object');
    const mend = 'it needs signingKey (16 characters or more), and webhooks as lists of secrets by source';
    throw new Error(`the secret ${id} is wrong (${fields.join(', ')}): ${mend}`);
  }
  return parsed.data;
}

/** The value of a JSON text; null for any other, since the parser's own message would quote it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
