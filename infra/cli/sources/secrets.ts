import { PutSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { secretValue } from '../../../shared/aws/secret-value.ts';
import { CommandError } from '../command.ts';

/** What Secrets Manager takes (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html). */
const MOST_BYTES = 65_536;

/** Sources by name as they are stored, and those that still stand beside the signing key, as lists of secrets. */
export type StoredSources = { sources: Record<string, unknown>; before: Record<string, unknown> };

/** The secrets in which sources live, with an admin's rights. One admin at a time: Secrets Manager knows no conditional write. */
export type SourceSecrets = {
  read(): Promise<StoredSources>;
  /** Writes a source in place of the one of this name, wherever that stood; undefined takes it away. */
  put(name: string, source: Record<string, unknown> | undefined): Promise<void>;
};

const formSchema = z.looseObject({ sources: z.record(z.string(), z.unknown()).default({}) });
const deskSchema = z.looseObject({ webhooks: z.record(z.string(), z.unknown()).default({}) });

/** `form` and `desk` are the names of the two secrets. What is thrown never quotes a value. */
export function sourceSecrets(
  client: SecretsManagerClient,
  { form, desk }: { form: string; desk: string },
): SourceSecrets {
  const read = async <T>(id: string, schema: z.ZodType<T>): Promise<T> => {
    const value = schema.safeParse(await secretValue(client, id));
    if (!value.success) throw new CommandError(`the secret ${id} is not as the desk keeps it: mend it by hand first`);
    return value.data;
  };
  const write = async (id: string, value: unknown): Promise<void> => {
    const SecretString = JSON.stringify(value);
    if (Buffer.byteLength(SecretString) > MOST_BYTES) {
      throw new CommandError(
        `the secret ${id} would have more than ${MOST_BYTES} bytes: shorten the maps, or remove a source`,
      );
    }
    await client.send(new PutSecretValueCommand({ SecretId: id, SecretString }));
  };
  const forgetBefore = async (name: string): Promise<void> => {
    const secret = await read(desk, deskSchema);
    if (Object.hasOwn(secret.webhooks, name))
      await write(desk, { ...secret, webhooks: without(secret.webhooks, name) });
  };
  return {
    async read() {
      const [{ sources }, { webhooks }] = [await read(form, formSchema), await read(desk, deskSchema)];
      return { sources, before: webhooks };
    },
    async put(name, source) {
      // Of one that goes, the place that counts less goes first: it must not be back for a moment. Of one that moves, it goes last.
      if (!source) await forgetBefore(name);
      const secret = await read(form, formSchema);
      const others = without(secret.sources, name);
      await write(form, { ...secret, sources: source ? { ...others, [name]: source } : others });
      if (source) await forgetBefore(name);
    },
  };
}

function without(record: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}
