import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { secretValue } from '../../../shared/aws/secret-value.ts';
import { ENV } from '../../../shared/names.ts';
import { CommandError } from '../command.ts';
import { reachDesk } from '../reach.ts';

/** Keys that sign addresses and links, newest first: the first signs, all are accepted. */
export type SigningKeys = {
  read(): Promise<string[]>;
  /** Writes these in their place; all else in the secret stays. */
  write(keys: readonly [string, ...string[]]): Promise<void>;
};

/** Finds the keys of the deployed desk of this stage, else of the one that runs here. */
export type OpenKeys = (stage?: string) => Promise<SigningKeys>;

export const openKeys: OpenKeys = async (stage) => {
  const { env } = await reachDesk(stage);
  return secretKeys(new SecretsManagerClient({}), env[ENV.secretId] ?? '');
};

const secretSchema = z.looseObject({ signingKey: z.string(), previousSigningKeys: z.array(z.string()).default([]) });

/** What is thrown never quotes a key. One admin at a time: Secrets Manager knows no conditional write. */
export function secretKeys(client: SecretsManagerClient, SecretId: string): SigningKeys {
  const read = async () => {
    const secret = secretSchema.safeParse(await secretValue(client, SecretId));
    if (secret.success) return secret.data;
    throw new CommandError(`the secret ${SecretId} is not as the desk keeps it: mend it by hand first`);
  };
  return {
    async read() {
      const { signingKey, previousSigningKeys } = await read();
      return [signingKey, ...previousSigningKeys];
    },
    async write([signingKey, ...previousSigningKeys]) {
      const SecretString = JSON.stringify({ ...(await read()), signingKey, previousSigningKeys });
      await client.send(new PutSecretValueCommand({ SecretId, SecretString }));
    },
  };
}
