import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { TargetSecrets } from '../targets/ports.ts';
import { kept } from './kept.ts';
import { secretValue } from './secret-value.ts';

/** How long a warm function keeps what it read, in ms of machine time: as with forms, a change counts within it. */
const KEEP_MS = 30_000;

export const targetSecretsSchema = z.object({ targets: z.record(z.string(), z.unknown()).default({}) });

/** What is secret of targets, in a secret of their own, which one function may read. `now`: machine time in ms. What it throws never quotes it. */
export function targetSecrets(client: SecretsManagerClient, id: string, now: () => number): TargetSecrets {
  const secret = kept(
    async () => {
      const read = targetSecretsSchema.safeParse(await secretValue(client, id));
      if (!read.success)
        throw new Error(`the secret ${id} is wrong (it has no object of targets): see desk targets list`);
      return new Map(Object.entries(read.data.targets));
    },
    { ms: KEEP_MS, now },
  );
  return { of: async (name) => (await secret()).get(name) };
}
