import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll } from 'vitest';
import type { Io } from '../../../../infra/cli/command.ts';
import type { OpenSources, SourcesDesk } from '../../../../infra/cli/sources/open.ts';
import { sourceSecrets } from '../../../../infra/cli/sources/secrets.ts';
import { startSecrets } from '../../../../infra/local/emulators/secrets.ts';
import { localSecret } from '../../../../infra/local/local-secret.ts';
import { clientFor } from '../../../../infra/local/resources.ts';
import type { Service } from '../../../../infra/local/serve.ts';
import { type MemoryDesk, memoryDesk } from '../../../support/memory-desk.ts';
import { testIo } from '../io.ts';

export const SIGNING_KEY = 'the signing key that nobody may lose';

type Given = { sources?: Record<string, unknown>; webhooks?: Record<string, unknown> };

export type TestDesk = SourcesDesk & {
  memory: MemoryDesk;
  /** The two secrets as they stand there. */
  stored(): {
    sources: Record<string, { type: string; secrets: { secret: string; until?: string }[] } & Record<string, unknown>>;
  };
  deskSecret(): Record<string, unknown>;
  /** What a command printed; `status` of one that throws is thrown. */
  run(
    command: (args: string[], io: Io, open: OpenSources) => Promise<number>,
    line: string,
    stdin?: string | Buffer,
  ): Promise<{ status: number; out: string; err: string }>;
};

/** Desks whose secrets are behind Secrets Manager's own protocol and whose rest is in memory. */
export function sourcesDesks(): (given?: Given) => TestDesk {
  let form = localSecret('');
  let desk = localSecret('');
  let service: Service;
  beforeAll(async () => {
    const now = (secret: () => ReturnType<typeof localSecret>) => ({
      get: () => secret().get(),
      put: (value: string) => secret().put(value),
    });
    service = await startSecrets({ forms: now(() => form), desk: now(() => desk) });
  });
  afterAll(() => service.close());
  return ({ sources = {}, webhooks = {} } = {}) => {
    form = localSecret(JSON.stringify({ sources, unused: 'x' }));
    desk = localSecret(JSON.stringify({ signingKey: SIGNING_KEY, previousSigningKeys: ['older'], webhooks }));
    const memory = memoryDesk();
    const client = new SecretsManagerClient({ ...clientFor(service.url), maxAttempts: 1 });
    const made: SourcesDesk = {
      url: 'https://api.example',
      settings: memory.settings,
      secrets: sourceSecrets(client, { form: 'forms', desk: 'desk' }),
      records: memory.formRecords,
      files: memory.files,
      time: async () => memory.now(),
      machineNow: memory.machineNow,
    };
    return {
      ...made,
      memory,
      stored: () => JSON.parse(form.get() ?? ''),
      deskSecret: () => JSON.parse(desk.get() ?? ''),
      async run(command, line, stdin) {
        const { io, out, err } = testIo(stdin);
        const args = line
          .split(' ')
          .filter(Boolean)
          .map((word) => (word === "''" ? '' : word));
        return { status: await command(args, io, async () => made), out: out(), err: err() };
      },
    };
  };
}
