import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretValue } from '../../../shared/aws/secret-value.ts';
import { targetSecretsSchema } from '../../../shared/aws/target-secrets.ts';
import { CommandError } from '../command.ts';

/** What is secret of targets, with an admin's rights. One admin at a time: Secrets Manager knows no conditional write. */
export type SecretOfTargets = {
  read(): Promise<Record<string, unknown>>;
  /** Writes what is secret of the target of this name; undefined takes it away. */
  put(name: string, secret: unknown): Promise<void>;
};

/** `id` is the secret's. What is thrown never quotes a value. */
export function secretOfTargets(client: SecretsManagerClient, id: string): SecretOfTargets {
  const read = async () => {
    const value = targetSecretsSchema.safeParse(await secretValue(client, id));
    if (!value.success) throw new CommandError(`the secret ${id} is not as the desk keeps it: mend it by hand first`);
    return value.data.targets;
  };
  return {
    read,
    async put(name, secret) {
      const { [name]: _, ...others } = await read();
      const targets = secret === undefined ? others : { ...others, [name]: secret };
      await client.send(new PutSecretValueCommand({ SecretId: id, SecretString: JSON.stringify({ targets }) }));
    },
  };
}
