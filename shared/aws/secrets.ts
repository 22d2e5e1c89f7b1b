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

/** The desk's one secret in Secrets Manager, read when it is first needed. */
export function secretsManager(client: SecretsManagerClient, id: string): Secrets {
  let read: { at: number; value: Promise<z.infer<typeof secretSchema>> } | undefined;
  const secret = () => {
    if (!read || Date.now() - read.at > KEEP_MS) {
      const value = fetchSecret(client, id);
      // A failure is not kept: the next call tries again.
      value.catch(() => {
        read = undefined;
      });
      read = { at: Date.now(), value };
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
  const parsed = secretSchema.safeParse(JSON.parse(SecretString ?? '{}'));
  // Never the parser's own message: it could quote what it read.
  if (!parsed.success)
    throw new Error(`the secret ${id} lacks fields: ${parsed.error.issues.map(({ path }) => path.join('.'))}`);
  return parsed.data;
}
