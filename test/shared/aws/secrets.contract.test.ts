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
const webhookSecret = (text: string) => `whsec_${Buffer.from(text.padEnd(24, '.')).toString('base64')}`;
const [NEW, OLD, NEXT] = ['new', 'old', 'next'].map(webhookSecret) as [string, string, string];
const webhooks = { form: [NEW, OLD] };
const signingKey = 'the signing key of today';

let service: Service;
/** What the service holds now, as it stands there. */
let held: string | undefined;
let clock: number;
let logged: { message: string; details: unknown }[];
const log = { error: (message: string, details?: unknown) => void logged.push({ message, details }) };
beforeAll(async () => {
  service = await startSecrets({ [ID]: { get: () => held, put: () => {} } });
});
afterAll(() => service.close());
beforeEach(() => {
  logged = [];
  clock = Date.parse('2026-11-30T08:00:00.000Z');
  hold({ signingKey, webhooks });
});

const hold = (secret: unknown) => {
  held = JSON.stringify(secret);
};
const onTheWire = (id = ID) =>
  secretsManager(new SecretsManagerClient({ ...clientFor(service.url), maxAttempts: 1 }), id, () => clock, log);

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
    expect(await secrets.webhookSecrets('form')).toEqual([NEW, OLD]);
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
      webhooks: { form: [NEXT] },
    });
    clock += 5 * MINUTE;
    expect(await secrets.webhookSecrets('form')).toEqual(webhooks.form);
    clock += 1;
    expect(await secrets.signingKeys()).toEqual(['a signing key of tomorrow', signingKey]);
    expect(await secrets.webhookSecrets('form')).toEqual([NEXT]);
  });

  it('that cannot be read is asked for again at the next call, not after five minutes', async () => {
    const secrets = onTheWire();
    held = undefined;
    await expect(secrets.signingKeys()).rejects.toThrow('the secret desk-secret is wrong (no usable signingKey');
    hold({ signingKey });
    expect(await secrets.signingKeys()).toEqual([signingKey]);
  });

  it('is read once for calls at the same time', async () => {
    let reads = 0;
    const get = () => {
      reads += 1;
      return held;
    };
    const counted = await startSecrets({ [ID]: { get, put: () => {} } });
    const secrets = secretsManager(new SecretsManagerClient(clientFor(counted.url)), ID, () => clock, log);
    await Promise.all([secrets.signingKeys(), secrets.webhookSecrets('form'), secrets.signingKeys()]);
    expect(reads).toBe(1);
    await counted.close();
  });
});

describe('a secret of which a part is wrong', () => {
  const good = { signingKey, previousSigningKeys: [], webhooks };
  const SHORT = webhookSecret('x').slice(0, 30);
  it.each<[string, object, string[]]>([
    ['a short older key', { previousSigningKeys: ['x'.repeat(23)] }, ['previousSigningKeys.0']],
    ['an older key that is no text', { previousSigningKeys: [7] }, ['previousSigningKeys.0']],
    ['older keys that are no list', { previousSigningKeys: signingKey }, ['previousSigningKeys']],
    ['a new key that is short', { signingKey: 'short', previousSigningKeys: [signingKey] }, ['signingKey']],
    ['no new key', { signingKey: undefined, previousSigningKeys: [signingKey] }, ['signingKey']],
    ['a short secret', { webhooks: { form: [SHORT, NEW, OLD] } }, ['webhooks.form.0']],
    ['a secret of 23 bytes', { webhooks: { form: [NEW, `whsec_${'A'.repeat(31)}`, OLD] } }, ['webhooks.form.1']],
    ['a secret that is no base64', { webhooks: { form: [NEW, OLD, `whsec_${'€'.repeat(40)}`] } }, ['webhooks.form.2']],
    ['a secret in hexadecimal of another door', { webhooks: { ...webhooks, chat: ['v1,x'] } }, ['webhooks.chat.0']],
    ['a source that is no list', { webhooks: { ...webhooks, chat: NEW } }, ['webhooks.chat']],
    ['an empty source', { webhooks: { ...webhooks, chat: [] } }, ['webhooks.chat']],
  ])('(%s) works with the others and names it in the log, without its value', async (_, part, names) => {
    hold({ ...good, ...part });
    const secrets = onTheWire();
    expect(await secrets.signingKeys()).toEqual([signingKey]);
    expect(await secrets.webhookSecrets('form')).toEqual([NEW, OLD]);
    expect(logged.map(({ details }) => details)).toEqual(
      names.map((name) => ({ secret: ID, name, reason: expect.any(String) })),
    );
    for (const value of [SHORT, NEW, signingKey, 'x'.repeat(23), 'v1,x', '€€']) {
      expect(JSON.stringify(logged)).not.toContain(value);
    }
  });

  it.each([
    ['short', [SHORT]],
    ['no base64', ['a secret in words, and a long one']],
    ['nothing', []],
  ])('(all of a source: %s) fails for that source and no other', async (_, secrets) => {
    hold({ ...good, webhooks: { ...webhooks, chat: secrets } });
    await expect(onTheWire().webhookSecrets('chat')).rejects.toThrow(/no usable webhooks\.chat/);
    expect(await onTheWire().webhookSecrets('form')).toEqual([NEW, OLD]);
  });

  it('takes a secret of exactly 24 bytes, with padding, without, and without its prefix', async () => {
    const form = [webhookSecret('x'), `whsec_${'A'.repeat(34)}==`, 'A'.repeat(34)];
    hold({ ...good, webhooks: { form } });
    expect(await onTheWire().webhookSecrets('form')).toEqual(form);
    expect(logged).toEqual([]);
  });
});

describe('a secret that is wrong', () => {
  const SECRET = 'whsec_nobody_may_see_this';

  it.each([
    ['no JSON', `${SECRET}, said the admin`, 'the secret desk-secret is wrong (it is no JSON object)'],
    ['without a key', JSON.stringify({ webhooks: { form: [SECRET] } }), 'signingKey'],
    ['with a key that is too short', JSON.stringify({ signingKey: 'short' }), 'signingKey'],
    ['that is a list', JSON.stringify([SECRET]), 'the secret desk-secret is wrong (it is no JSON object)'],
    [
      'with no key that is long enough',
      JSON.stringify({ signingKey: '', previousSigningKeys: [SECRET.slice(0, 23), 7] }),
      'signingKey, previousSigningKeys.0, previousSigningKeys.1',
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
