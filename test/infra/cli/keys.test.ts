import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Command } from '../../../infra/cli/command.ts';
import { keysList } from '../../../infra/cli/keys/list.ts';
import { type OpenKeys, secretKeys } from '../../../infra/cli/keys/open.ts';
import { keysRetire } from '../../../infra/cli/keys/retire.ts';
import { keysRotate } from '../../../infra/cli/keys/rotate.ts';
import { startSecrets } from '../../../infra/local/emulators/secrets.ts';
import { localSecret } from '../../../infra/local/local-secret.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { secretsManager } from '../../../shared/aws/secrets.ts';
import { readReplyAddress, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { testIo } from './io.ts';

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';

let service: Service;
let client: SecretsManagerClient;
let secret: ReturnType<typeof localSecret>;
const open: OpenKeys = async () => secretKeys(client, 'desk');

beforeEach(async () => {
  secret = localSecret(JSON.stringify({ signingKey: KEY, webhooks: { form: ['whsec_x'] } }));
  service = await startSecrets({ desk: secret });
  client = new SecretsManagerClient(clientFor(service.url));
});
afterEach(() => service.close());

async function run(command: (...of: [...Parameters<Command>, OpenKeys]) => Promise<number>, ...args: string[]) {
  const { io, out, err } = testIo();
  return { status: await command(args, io, open), out: out(), err: err() };
}

/** The keys as a function reads them that starts now. */
const keysNow = () => secretsManager(client, 'desk', () => 0, { error() {} }).signingKeys();
const read = async (address: string) => readReplyAddress(await keysNow(), DESK, address).kind;

it('a new key signs, and what was signed before counts; all else in the secret stays', async () => {
  const before = replyAddress(KEY, DESK, { ticketId: 'T-QVV2XNC7' });
  expect(await run(keysRotate)).toMatchObject({ status: 0 });
  const [first = '', ...older] = await keysNow();
  expect([first.length, older]).toEqual([64, [KEY]]);
  expect([await read(before), await read(replyAddress(first, DESK, { ticketId: 'T-QVV2XNC7' }))]).toEqual([
    'ticket',
    'ticket',
  ]);
  expect(JSON.parse(secret.get() ?? '')).toMatchObject({ webhooks: { form: ['whsec_x'] } });
});

it('older keys go when somebody says so, with all that they signed', async () => {
  const before = replyAddress(KEY, DESK, { ticketId: 'T-QVV2XNC7' });
  await run(keysRotate);
  expect(await run(keysRetire)).toMatchObject({
    status: 1,
    out: expect.stringContaining('1 key would go'),
    err: expect.stringContaining('--yes'),
  });
  expect(await read(before)).toBe('ticket');
  expect(await run(keysRetire, '--yes')).toMatchObject({ status: 0 });
  expect([await read(before), (await keysNow()).length]).toEqual(['forged', 1]);
  await expect(run(keysRetire, '--yes')).rejects.toThrow('there is one key');
});

it('keys are told apart, and never shown', async () => {
  await run(keysRotate);
  const keys = await keysNow();
  for (const { out } of [
    await run(keysList),
    await run(keysList, '--json'),
    await run(keysRotate),
    await run(keysRetire),
  ]) {
    for (const key of keys) expect(out).not.toContain(key);
  }
  expect(JSON.parse((await run(keysList, '--json')).out)).toMatchObject([
    { signs: true },
    { signs: false },
    { signs: false },
  ]);
});

it('a secret that is not the desk’s is not written over', async () => {
  secret.put('{"signingKey": 7}');
  await expect(run(keysRotate)).rejects.toThrow('the secret desk is not as the desk keeps it');
  expect(secret.get()).toBe('{"signingKey": 7}');
});
