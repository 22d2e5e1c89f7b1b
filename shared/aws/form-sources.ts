import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { FormProvider } from '../forms/provider.ts';
import { asFormSource, type ReadSource, readSource } from '../forms/stored-source.ts';
import type { FormSources, Log, Secrets } from '../ticket/ports.ts';
import { kept } from './kept.ts';
import { secretValue } from './secret-value.ts';

/**
 * How long a warm function keeps what it read, in ms of machine time. An admin who adds or rotates waits no longer for it to count, and
 * no stranger's request makes the desk read it sooner.
 */
const KEEP_MS = 30_000;

type Parts = {
  client: SecretsManagerClient;
  /** Of the forms' secret. */
  id: string;
  /** Where sources stood before they had a secret of their own: each is one of the type `standard`. */
  before: Pick<Secrets, 'webhookSecrets'>;
  /** Those that this function can read; a source of another type is unusable. */
  providers: Readonly<Record<string, Pick<FormProvider, 'whyUnusable'>>>;
  /** Machine time in ms. */
  now: () => number;
  log: Pick<Log, 'error'>;
};

/**
 * The sources in the forms' secret, then those in the desk's own. What cannot be used is named in the log at each read and left out; for a source of which
 * nothing can be used it throws. What it throws and logs never quotes the secret.
 */
export function formSources({ client, id, before, providers, now, log }: Parts): FormSources {
  const read = async (): Promise<Map<string, ReadSource>> => {
    const secret = z.object({ sources: z.record(z.string(), z.unknown()) }).safeParse(await secretValue(client, id));
    if (!secret.success)
      throw new Error(`the secret ${id} is wrong (it has no object of sources): see desk sources list`);
    return new Map(
      Object.entries(secret.data.sources).map(([name, value]) => {
        const source = readSource(name, value, providers);
        for (const part of source.unusable) log.error('a part of a form cannot be used', { secret: id, ...part });
        return [name, source];
      }),
    );
  };
  const sources = kept(read, { ms: KEEP_MS, now });
  return {
    async find(name) {
      const found = (await sources()).get(name);
      if (found) return asFormSource(name, found, new Date(now()));
      const secrets = await before.webhookSecrets(name);
      return secrets && { name, type: 'standard', secrets };
    },
  };
}
