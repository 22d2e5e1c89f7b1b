import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSecrets } from '../../../infra/local/emulators/secrets.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { secretsManager } from '../../../shared/aws/secrets.ts';
import type { Secrets } from '../../../shared/ticket/ports.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const ID = 'desk-secret';
const MINUTE = 60_000;
const webhooks = { form: ['whsec_new', 'whsec_old'] };
const signingKey = 'a signing key of today';

let service: Service;
/** What the service holds now, as it stands there. */
let held: string | undefined;
let clock: number;
beforeAll(async () => {
  service = await startSecrets(ID, () => held);
});
afterAll(() => service.close());
beforeEach(() => {
  clock = Date.parse('2026-11-30T08:00:00.000Z');
  hold({ signingKey, webhooks });
});

const hold = (secret: unknown) => {
  held = JSON.stringify(secret);
};
const onTheWire = (id = ID) =>
  secretsManager(new SecretsManagerClient({ ...clientFor(service.url), maxAttempts: 1 }), id, () => clock);

describe.each<[string, () => Secrets]>([
  ['in Secrets Manager', onTheWire],
  ['in memory', () => memoryDesk({ webhooks }).secrets],
])('secrets %s', (_, open) => {
  it('have a key to sign with, the same each time', async () => {
    const secrets = open();
    const [first, ...older] = await secrets.signingKeys();
    expect(first?.length).toBeGreaterThanOrEqual(16);
    expect(await secrets.signingKeys()).toEqual([first, ...older]);
  });

  it('know the active secrets of a source, in their order, and no other source', async () => {
    const secrets = open();
    expect(await secrets.webhookSecrets('form')).toEqual(['whsec_new', 'whsec_old']);
    expect(await secrets.webhookSecrets('chat')).toBeUndefined();
  });

  it.each(['constructor', '__proto__', 'toString', ''])('take %j for no source', async (source) => {
    expect(await open().webhookSecrets(source)).toBeUndefined();
  });
});

describe('a rotated secret', () => {
  it('counts five minutes later, and the key before it still verifies', async () => {
    const secrets = onTheWire();
    expect(await secrets.signingKeys()).toEqual([signingKey]);
    hold({
      signingKey: 'a signing key of tomorrow',
      previousSigningKeys: [signingKey],
      webhooks: { form: ['whsec_next'] },
    });
    clock += 5 * MINUTE;
    expect(await secrets.webhookSecrets('form')).toEqual(webhooks.form);
    clock += 1;
    expect(await secrets.signingKeys()).toEqual(['a signing key of tomorrow', signingKey]);
    expect(await secrets.webhookSecrets('form')).toEqual(['whsec_next']);
  });

  it('that cannot be read is asked for again at the next call, not after five minutes', async () => {
    const secrets = onTheWire();
    held = undefined;
    await expect(secrets.signingKeys()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    hold({ signingKey });
    expect(await secrets.signingKeys()).toEqual([signingKey]);
  });

  it('is read once for calls at the same time', async () => {
    let reads = 0;
    const counted = await startSecrets(ID, () => {
      reads += 1;
      return held;
    });
    const secrets = secretsManager(new SecretsManagerClient(clientFor(counted.url)), ID, () => clock);
    await Promise.all([secrets.signingKeys(), secrets.webhookSecrets('form'), secrets.signingKeys()]);
    expect(reads).toBe(1);
    await counted.close();
  });
});

describe('a secret that is wrong', () => {
  const SECRET = 'whsec_nobody_may_see_this';

  it.each([
    ['no JSON', `${SECRET}, said the admin`, 'the secret desk-secret is wrong (it is no JSON object)'],
    ['without a key', JSON.stringify({ webhooks: { form: [SECRET] } }), 'signingKey'],
    ['with a key that is too short', JSON.stringify({ signingKey: 'short' }), 'signingKey'],
    ['with a source that has no secrets', JSON.stringify({ signingKey, webhooks: { form: [] } }), 'webhooks.form'],
    [
      'with an older key that is none',
      JSON.stringify({ signingKey, previousSigningKeys: [7] }),
      'previousSigningKeys.0',
    ],
  ])('(%s) is told by its field and never by its value', async (_, value, text) => {
    held = value;
    const error = await onTheWire()
      .signingKeys()
      .catch((error: Error) => error);
    expect(String(error)).toContain(text);
    expect(String(error)).not.toContain(SECRET);
  });

  it('(not there at all) is told by the service', async () => {
    await expect(onTheWire('other').signingKeys()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
