import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSecrets } from '../../../infra/local/emulators/secrets.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { formSources } from '../../../shared/aws/form-sources.ts';
import { secretsManager } from '../../../shared/aws/secrets.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import type { FormSources } from '../../../shared/ticket/ports.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const [ID, DESK_ID] = ['desk-forms', 'desk-secret'];
const NOW = '2026-11-30T08:00:00.000Z';
const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(24, '.')).toString('base64')}`;
const [NEW, OLD, BEFORE] = ['new', 'old', 'before'].map(secretOf) as [string, string, string];
const SHORT = secretOf('x').slice(0, 30);

type Sources = Record<string, unknown>;

let service: Service;
/** What the two secrets hold now. */
let held: { sources: unknown; webhooks: Record<string, string[]> };
let reads: number;
let clock: number;
let logged: { message: string; details: unknown }[];
const log = { error: (message: string, details?: unknown) => void logged.push({ message, details }) };
beforeAll(async () => {
  const put = () => {};
  service = await startSecrets({
    [ID]: {
      get: () => {
        reads += 1;
        return JSON.stringify({ sources: held.sources, unused: 'x' });
      },
      put,
    },
    [DESK_ID]: { get: () => JSON.stringify({ signingKey: 'the signing key of today', webhooks: held.webhooks }), put },
  });
});
afterAll(() => service.close());
beforeEach(() => {
  logged = [];
  reads = 0;
  clock = Date.parse(NOW);
});

type Given = { sources?: Sources; webhooks?: Record<string, string[]> };

function onTheWire({ sources = {}, webhooks = {} }: Given): FormSources {
  held = { sources, webhooks };
  const client = new SecretsManagerClient({ ...clientFor(service.url), maxAttempts: 1 });
  const now = () => clock;
  const before = secretsManager(client, DESK_ID, now, log);
  return formSources({ client, id: ID, before, providers: PROVIDERS, now, log });
}

function inMemory(given: Given): FormSources {
  const desk = memoryDesk({ now: NOW, ...given });
  const error = desk.log.error;
  desk.log.error = (message, details) => {
    logged.push({ message, details });
    error(message, details);
  };
  return desk.forms;
}

const shop = { type: 'standard', secrets: [{ secret: NEW }, { secret: OLD, until: '2026-11-30T09:00:00.000Z' }] };
const logOf = () => logged.map(({ details }) => details);

describe.each<[string, (given: Given) => FormSources]>([
  ['in Secrets Manager', onTheWire],
  ['in memory', inMemory],
])('the sources of forms %s', (_, open) => {
  it('are found by name, with all that an admin said of them, and no other is', async () => {
    const parts = {
      owner: 'Anna@Acme.example',
      map: { email: { from: [{ label: 'E-mail' }] } },
      defaults: { priority: 2, language: 'it' },
      page: { origins: ['https://www.acme.example'], next: 'https://www.acme.example/thanks' },
    };
    const forms = open({ sources: { shop: { ...shop, ...parts } } });
    expect(await forms.find('shop')).toEqual({
      name: 'shop',
      type: 'standard',
      secrets: [NEW, OLD],
      ...parts,
      owner: 'anna@acme.example',
    });
    expect(await forms.find('chat')).toBeUndefined();
    expect(logged).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString', ''])('take %j for no source', async (name) => {
    expect(await open({ sources: { shop } }).find(name)).toBeUndefined();
  });

  it('leave out a secret whose time has passed, to the second', async () => {
    const until = (instant: string) =>
      open({ sources: { shop: { ...shop, secrets: [{ secret: NEW }, { secret: OLD, until: instant }] } } });
    expect((await until('2026-11-30T08:00:01.000Z').find('shop'))?.secrets).toEqual([NEW, OLD]);
    expect((await until(NOW).find('shop'))?.secrets).toEqual([NEW]);
  });

  it('still have those of before, of the type `standard`, until one of the same name takes their place', async () => {
    const webhooks = { shop: [BEFORE], form: [BEFORE, OLD] };
    const forms = open({ sources: { shop }, webhooks });
    expect(await forms.find('form')).toEqual({ name: 'form', type: 'standard', secrets: [BEFORE, OLD] });
    expect((await forms.find('shop'))?.secrets).toEqual([NEW, OLD]);
  });

  it('are found when they are out of use, also without a secret, and so is a page', async () => {
    const forms = open({
      sources: {
        shop: { ...shop, secrets: [], isDisabled: true },
        page: { type: 'standard', secrets: [], page: { origins: ['https://acme.example'] } },
      },
    });
    expect(await forms.find('shop')).toMatchObject({ isDisabled: true, secrets: [] });
    expect(await forms.find('page')).toMatchObject({ secrets: [] });
  });

  it.each<[string, object, string[]]>([
    ['a short secret', { secrets: [{ secret: SHORT }, { secret: NEW }] }, ['secrets.0']],
    [
      'a secret that is no base64',
      { secrets: [{ secret: NEW }, { secret: 'a secret in words, long' }] },
      ['secrets.1'],
    ],
    ['a bare text for a secret', { secrets: [{ secret: NEW }, OLD] }, ['secrets.1']],
    ['a time that is none', { secrets: [{ secret: NEW }, { secret: OLD, until: 'soon' }] }, ['secrets.1']],
    ['an owner who is none', { secrets: [{ secret: NEW }], owner: 'anna' }, ['owner']],
    ['a map that is none', { secrets: [{ secret: NEW }], map: [] }, ['map']],
    ['a priority that is none', { secrets: [{ secret: NEW }], defaults: { priority: 5 } }, ['defaults']],
    [
      'an origin with a path',
      { secrets: [{ secret: NEW }], page: { origins: ['https://acme.example/form'] } },
      ['page'],
    ],
    [
      'an origin without encryption',
      { secrets: [{ secret: NEW }], page: { origins: ['http://acme.example'] } },
      ['page'],
    ],
    ['an odd switch', { secrets: [{ secret: NEW }], isDisabled: 'yes' }, ['isDisabled']],
  ])('(%s) work with the rest and name it in the log, without its value', async (_, part, names) => {
    const found = await open({ sources: { shop: { type: 'standard', ...part } } }).find('shop');
    expect(found?.secrets).toEqual([NEW]);
    expect(logOf()).toMatchObject(names.map((name) => ({ name: `shop.${name}`, reason: expect.any(String) })));
    for (const value of [SHORT, NEW, OLD, 'in words', 'soon', 'anna', '/form']) {
      expect(JSON.stringify(logged)).not.toContain(value);
    }
  });

  it.each<[string, unknown]>([
    ['no secret that counts', { type: 'standard', secrets: [{ secret: OLD, until: NOW }] }],
    ['no secret', { type: 'standard' }],
    ['secrets that are no list', { type: 'standard', secrets: NEW }],
    ['no type', { secrets: [{ secret: NEW }] }],
    ['a type that nobody knows', { type: 'constructor', secrets: [{ secret: NEW }] }],
    ['nothing', null],
    ['a list', [NEW]],
  ])('(one with %s) fail for that source and no other, and never quote it', async (_, broken) => {
    const forms = open({ sources: { shop, broken } });
    const error = await forms.find('broken').catch((error: unknown) => error);
    expect(String(error)).toMatch(/the form broken /);
    expect(String(error) + JSON.stringify(logged)).not.toContain(NEW);
    expect((await forms.find('shop'))?.secrets).toEqual([NEW, OLD]);
  });
});

describe('a source that is changed', () => {
  it('counts half a minute later, a new one too, and strangers bring it about no sooner', async () => {
    const forms = onTheWire({ sources: { shop } });
    await Promise.all([forms.find('shop'), forms.find('chat'), forms.find('shop')]);
    held.sources = { shop: { ...shop, secrets: [{ secret: BEFORE }] }, chat: shop };
    clock += 30_000;
    expect((await forms.find('shop'))?.secrets).toEqual([NEW, OLD]);
    expect(await forms.find('chat')).toBeUndefined();
    expect(reads).toBe(1);
    clock += 1;
    expect((await forms.find('shop'))?.secrets).toEqual([BEFORE]);
    expect(await forms.find('chat')).toMatchObject({ name: 'chat' });
  });

  it('loses its old secret when its time has passed, whenever it was read', async () => {
    const forms = onTheWire({
      sources: { shop: { ...shop, secrets: [{ secret: NEW }, { secret: OLD, until: '2026-11-30T08:00:10.000Z' }] } },
    });
    expect((await forms.find('shop'))?.secrets).toEqual([NEW, OLD]);
    clock += 10_000;
    expect((await forms.find('shop'))?.secrets).toEqual([NEW]);
  });

  it('is asked for again at the next call when it could not be read', async () => {
    const forms = onTheWire({ sources: { shop } });
    held.sources = 'none';
    await expect(forms.find('shop')).rejects.toThrow('the secret desk-forms is wrong');
    held.sources = { shop };
    expect(await forms.find('shop')).toMatchObject({ name: 'shop' });
  });
});
