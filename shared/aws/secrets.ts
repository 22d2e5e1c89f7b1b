import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Log, Secrets } from '../ticket/ports.ts';
import { kept } from './kept.ts';
import { secretValue } from './secret-value.ts';
import { readSecret, SECRETS_MEND, type UsableSecrets } from './usable-secrets.ts';

/** How long a warm function keeps what it read, in ms of machine time: a rotated secret counts within this time. */
const KEEP_MS = 5 * 60_000;

/**
 * The desk's one secret in Secrets Manager, read when it is first needed. `now` is machine time in ms. A key or secret that cannot be
 * used is named in the log, each time it is read, and left out; without any signing key, and for a source without any usable secret,
 * it throws. What it throws and logs never quotes the secret.
 */
export function secretsManager(
  client: SecretsManagerClient,
  id: string,
  now: () => number,
  log: Pick<Log, 'error'>,
): Secrets {
  const secret = kept(() => fetchSecret(client, id, log), { ms: KEEP_MS, now });
  return {
    async signingKeys() {
      const { signingKeys } = await secret();
      return signingKeys;
    },
    async webhookSecrets(source) {
      const { webhooks } = await secret();
      const usable = webhooks.get(source);
      if (usable?.length === 0) throw new Error(`the secret ${id} has no usable webhooks.${source}: ${SECRETS_MEND}`);
      return usable;
    },
  };
}

async function fetchSecret(client: SecretsManagerClient, id: string, log: Pick<Log, 'error'>): Promise<UsableSecrets> {
  const usable = readSecret(await secretValue(client, id));
  if (usable === undefined) throw new Error(`the secret ${id} is wrong (it is no JSON object): ${SECRETS_MEND}`);
  for (const { name, reason } of usable.unusable) {
    log.error('a secret cannot be used and is left out', { secret: id, name, reason });
  }
  const names = usable.unusable.map(({ name }) => name).join(', ');
  if (usable.signingKeys.length === 0) {
    throw new Error(`the secret ${id} is wrong (no usable signingKey; unusable: ${names}): ${SECRETS_MEND}`);
  }
  return usable;
}
