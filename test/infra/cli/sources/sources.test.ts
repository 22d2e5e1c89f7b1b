import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sourcesAdd } from '../../../../infra/cli/sources/add.ts';
import { sourcesChange } from '../../../../infra/cli/sources/change.ts';
import { sourcesList } from '../../../../infra/cli/sources/list.ts';
import { sourcesRejected } from '../../../../infra/cli/sources/rejected.ts';
import { sourcesRemove } from '../../../../infra/cli/sources/remove.ts';
import { sourcesRotate } from '../../../../infra/cli/sources/rotate.ts';
import { stepsOf } from '../../../../infra/cli/sources/steps.ts';
import { sourcesDisable, sourcesEnable } from '../../../../infra/cli/sources/switch.ts';
import { presets } from '../../../../shared/forms/presets.ts';
import { PROVIDERS } from '../../../../shared/forms/providers.ts';
import { noteDelivered, noteRefused } from '../../../../shared/intake/note-form.ts';
import { SIGNING_KEY, sourcesDesks } from './sources-desk.ts';

const newDesk = sourcesDesks();
const directory = mkdtempSync(join(tmpdir(), 'desk-sources-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};

const OLD = `whsec_${'A'.repeat(32)}`;
const shop = { type: 'standard', secrets: [{ secret: OLD }] };
const MAP = { email: { from: [{ label: 'E-mail' }] } };

describe('sources add', () => {
  it('makes a secret, prints it once with the address and the steps there, and keeps it in the forms’ secret alone', async () => {
    const desk = newDesk();
    const { status, out } = await desk.run(
      sourcesAdd,
      'website --type standard --owner Anna@Acme.example --priority P2 --language it',
    );
    const { sources } = desk.stored();
    const secret = sources.website?.secrets[0]?.secret ?? '';
    expect(status).toBe(0);
    expect(sources).toEqual({
      website: {
        type: 'standard',
        secrets: [{ secret }],
        owner: 'Anna@Acme.example',
        defaults: { priority: 2, language: 'it' },
      },
    });
    expect(secret).toMatch(/^whsec_/);
    expect(out.split(secret)).toHaveLength(2);
    expect(out).toContain('https://api.example/webhooks/website\n');
    expect(out).toContain('1. Sign each request as Standard Webhooks says');
    expect(JSON.stringify(await desk.records.list()) + JSON.stringify(desk.memory.lines)).not.toContain(secret);
    expect(await desk.records.list()).toMatchObject([{ name: 'website', setAt: desk.memory.now().toISOString() }]);
  });

  it('puts a token into the address', async () => {
    const desk = newDesk();
    const { out } = await desk.run(sourcesAdd, 'jot --type token');
    const secret = desk.stored().sources.jot?.secrets[0]?.secret;
    expect(secret).toMatch(/^tok_[\w-]{43}$/);
    expect(out).toContain(`https://api.example/webhooks/jot?token=${secret}\n`);
  });

  it('asks for the secret that the provider makes, and prints it not at all', async () => {
    const desk = newDesk();
    const secret = 'a client secret of the app there';
    const { out, err } = await desk.run(sourcesAdd, 'crm --type hubspot', `${secret}\nsomething else`);
    expect(err).toContain('The secret that hubspot made');
    expect(desk.stored().sources.crm?.secrets).toEqual([{ secret }]);
    expect(out + err).not.toContain(secret);
  });

  it('takes a secret of a file, or of standard input', async () => {
    const desk = newDesk();
    await desk.run(sourcesAdd, `a --type standard --secret-file ${file('secret', `${OLD}\n`)}`);
    await desk.run(sourcesAdd, 'b --type standard --secret-file -', OLD);
    expect(desk.stored().sources).toMatchObject({ a: shop, b: shop });
  });

  it('takes a preset for a type, with its map, unless another is given', async () => {
    const desk = newDesk();
    const { out } = await desk.run(sourcesAdd, 'a --type elementor');
    expect(desk.stored().sources.a).toMatchObject({ type: 'token', map: presets.elementor?.map });
    expect(out).toContain('Actions After Submit');
    await desk.run(sourcesAdd, `b --type elementor --map ${file('own.json', JSON.stringify(MAP))}`);
    expect(desk.stored().sources.b).toMatchObject({ type: 'token', map: MAP });
  });

  it('takes a map', async () => {
    const desk = newDesk();
    await desk.run(sourcesAdd, `a --type standard --map ${file('map.json', JSON.stringify(MAP))}`);
    expect(desk.stored().sources.a).toMatchObject({ map: MAP });
  });

  it.each<[string, string, string, RegExp]>([
    ['a name with a colon', 'a:b --type standard', '', /a NAME has letters/],
    ['a name that is none', '__proto__ --type standard', '', /a NAME has letters/],
    ['no name', '--type standard', '', /give one NAME/],
    ['no type', 'a', '', /give --type, one of .*standard/],
    ['a type that nobody knows', 'a --type constructor', '', /give --type/],
    ['a name that is taken', 'shop --type standard', '', /there is a source shop already/],
    ['a name that is taken from before', 'form --type standard', '', /there is a source form already/],
    ['an owner who is none', 'a --type standard --owner anna', '', /owner must be a mail address/],
    [
      'an owner who is the desk',
      'a --type standard --owner help@support.example',
      '',
      /owner is an address of the desk/,
    ],
    ['a priority that is none', 'a --type standard --priority 7', '', /defaults priority must be 1, 2, 3 or 4/],
    ['a language that is none', 'a --type standard --language de', '', /defaults language must be one of en, it/],
    ['an origin of no page', 'a --type standard --origin https://acme.example', '', /page is for the type html alone/],
    ['a map that is no JSON', `a --type standard --map -`, 'email:', /- is no JSON/],
    [
      'a short secret',
      'a --type standard --secret-file -',
      'whsec_AAAA',
      /the secret cannot be used for standard: it has 3 bytes and needs 24/,
    ],
    ['an empty secret', 'a --type hubspot', '\n', /it is empty/],
    ['two secrets', 'a --type standard --token --secret-file -', OLD, /not both/],
    ['a secret as an argument', `a ${OLD} --type standard`, '', /give one NAME/],
  ])('(%s) is refused with the mend, and writes nothing', async (_, line, stdin, reason) => {
    const desk = newDesk({ sources: { shop }, webhooks: { form: [OLD] } });
    const error = await desk.run(sourcesAdd, line, stdin).catch((error: Error) => error);
    expect(String(error)).toMatch(reason);
    expect(String(error)).not.toMatch(/whsec_A/);
    expect(desk.stored().sources).toEqual({ shop });
    expect(await desk.records.list()).toEqual([]);
  });

  it('refuses what the secret has no room for', async () => {
    const desk = newDesk({ sources: { shop: { ...shop, map: { text: { from: [{ value: 'x'.repeat(65_400) }] } } } } });
    await expect(desk.run(sourcesAdd, 'a --type standard')).rejects.toThrow('more than 65536 bytes');
  });

  it('shows the secret before anything else can fail', async () => {
    const desk = newDesk();
    desk.memory.formRecords.set = () => Promise.reject(new Error('away'));
    const written: string[] = [];
    const io = {
      stdin: process.stdin,
      stdout: { write: (text: string) => written.push(text) },
      stderr: process.stderr,
    };
    await expect(
      sourcesAdd(['a', '--type', 'standard'], io as never, async () => ({ ...desk, records: desk.memory.formRecords })),
    ).rejects.toThrow('away');
    expect(written.join('')).toContain(desk.stored().sources.a?.secrets[0]?.secret);
  });
});

describe('sources list', () => {
  it('is a table of what there is and what came, without a secret', async () => {
    const desk = newDesk({
      sources: {
        shop: {
          ...shop,
          owner: 'anna@acme.example',
          secrets: [{ secret: OLD }, { secret: OLD, until: '2026-12-01T08:00:00.000Z' }],
        },
        crm: { ...shop, isDisabled: true },
        bad: { type: 'standard', secrets: [{ secret: 'whsec_AAAA' }] },
      },
      webhooks: { form: [OLD] },
    });
    const source = { name: 'shop', type: 'standard', secrets: [], owner: 'anna@acme.example' };
    await noteDelivered(desk.memory, source);
    await noteRefused(desk.memory, source, 'not signed');
    const { out } = await desk.run(sourcesList, '');
    expect(out.split('\n')).toEqual([
      'NAME  TYPE      SECRETS                         OWNER              DELIVERED  LAST                      REFUSED SINCE  STATE',
      'bad   standard  0                                                  0                                    0              no secret counts; secrets.0 has 3 bytes and needs 24',
      'crm   standard  1                                                  0                                    0              disabled',
      'form  standard  1                                                  0                                    0              in the desk’s secret',
      'shop  standard  2, to 2026-12-01T08:00:00.000Z  anna@acme.example  1          2026-11-30T08:00:00.000Z  1: not signed  in use',
      '',
    ]);
    const json = await desk.run(sourcesList, '--json');
    expect(
      json.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { name: 'bad', problems: [expect.stringContaining('secrets.0')] },
      { name: 'crm', isDisabled: true },
      { name: 'form', isOld: true, secrets: [{}] },
      { name: 'shop', delivered: 1, secrets: [{}, { until: '2026-12-01T08:00:00.000Z' }] },
    ]);
    expect(out + json.out).not.toContain('whsec_A');
  });

  it('says since when an owner cannot be reached, and why', async () => {
    const owner = 'anna@acme.example';
    const desk = newDesk({ sources: { shop: { ...shop, owner, secrets: [{ secret: OLD }] } } });
    const at = '2026-11-30T08:00:00.000Z';
    await desk.memory.formRecords.set('shop', { owner, at, inUse: true });
    await desk.memory.formRecords.unreached('shop', { at, why: '5.1.1 no such user' });
    const state = `its owner is not reached since ${at}: 5.1.1 no such user`;
    expect((await desk.run(sourcesList, '')).out).toContain(state);
    expect(JSON.parse((await desk.run(sourcesList, '--json')).out)).toMatchObject({
      unreached: { since: at, why: '5.1.1 no such user' },
    });
  });
});

describe('sources change', () => {
  it('changes what is named, takes away what is empty, and leaves the rest, also what it cannot read', async () => {
    const odd = { secret: 'whsec_AAAA' };
    const desk = newDesk({
      sources: {
        shop: {
          ...shop,
          secrets: [{ secret: OLD }],
          owner: 'anna@acme.example',
          defaults: { priority: 2, language: 'it' },
          note: odd,
        },
      },
    });
    await desk.run(sourcesChange, "shop --owner bea@acme.example --priority ''");
    expect(desk.stored().sources.shop).toEqual({
      ...shop,
      owner: 'bea@acme.example',
      defaults: { language: 'it' },
      note: odd,
    });
    await desk.run(sourcesChange, "shop --owner '' --language ''");
    expect(desk.stored().sources.shop).toEqual({ ...shop, note: odd });
    expect(desk.stored()).toMatchObject({ unused: 'x' });
  });

  it('needs something to change, and a source', async () => {
    const desk = newDesk({ sources: { shop } });
    await expect(desk.run(sourcesChange, 'shop')).rejects.toMatchObject({ status: 2 });
    await expect(desk.run(sourcesChange, 'chat --priority 1')).rejects.toThrow(
      'there is no source "chat"; there are shop',
    );
    await expect(desk.run(sourcesChange, 'constructor --priority 1')).rejects.toThrow('there is no source');
  });
});

describe('sources rotate', () => {
  it('makes a new secret; those before count a day beside it, and none longer than it did', async () => {
    const soon = '2026-11-30T09:00:00.000Z';
    const before = [
      { secret: OLD },
      { secret: OLD.replace('A', 'B'), until: soon },
      { secret: OLD.replace('A', 'C'), until: '2026-11-30T07:00:00.000Z' },
    ];
    const desk = newDesk({ sources: { shop: { ...shop, secrets: before } } });
    const { out } = await desk.run(sourcesRotate, 'shop');
    const { secrets } = desk.stored().sources.shop ?? { secrets: [] };
    expect(secrets.slice(1)).toEqual([
      { secret: OLD, until: '2026-12-01T08:00:00.000Z' },
      { ...before[1], until: soon },
    ]);
    expect(out).toContain(`${secrets[0]?.secret}\n`);
    expect(out).not.toContain(OLD);
    expect(await desk.records.list()).toMatchObject([
      { name: 'shop', rotatedAt: '2026-11-30T08:00:00.000Z', keptUntil: '2026-12-01T08:00:00.000Z' },
    ]);
  });

  it('with --keep 0 ends those before at once', async () => {
    const desk = newDesk({ sources: { shop } });
    await desk.run(sourcesRotate, 'shop --keep 0');
    expect(desk.stored().sources.shop?.secrets).toHaveLength(1);
    expect(desk.stored().sources.shop?.secrets[0]?.secret).not.toBe(OLD);
  });

  it.each(['-1', '1.5', 'soon', '2161'])('refuses --keep=%s', async (keep) => {
    const desk = newDesk({ sources: { shop } });
    await expect(desk.run(sourcesRotate, `shop --keep=${keep}`)).rejects.toMatchObject({ status: 2 });
    expect(desk.stored().sources).toEqual({ shop });
  });

  it('with the same secret again keeps it once', async () => {
    const desk = newDesk({ sources: { shop } });
    await desk.run(sourcesRotate, 'shop --secret-file -', OLD);
    expect(desk.stored().sources.shop?.secrets).toEqual([{ secret: OLD }]);
  });
});

describe('a source', () => {
  it('is disabled and enabled, with its secrets', async () => {
    const desk = newDesk({ sources: { shop } });
    await desk.run(sourcesDisable, 'shop');
    expect(desk.stored().sources.shop).toEqual({ ...shop, isDisabled: true });
    expect((await desk.records.list())[0]?.setAt).toBeUndefined();
    await desk.run(sourcesEnable, 'shop');
    expect(desk.stored().sources.shop).toEqual(shop);
    expect((await desk.records.list())[0]?.setAt).toBeDefined();
  });

  it('is removed only when it is confirmed, and nothing beside it', async () => {
    const desk = newDesk({ sources: { shop, crm: shop }, webhooks: { shop: [OLD], form: [OLD] } });
    await noteDelivered(desk.memory, { name: 'shop', type: 'standard', secrets: [] });
    expect(await desk.run(sourcesRemove, 'shop')).toMatchObject({
      status: 1,
      out: 'shop: standard, last delivery 2026-11-30T08:00:00.000Z\n',
    });
    expect(desk.stored().sources).toHaveProperty('shop');
    expect(await desk.run(sourcesRemove, 'shop --yes')).toMatchObject({ status: 0 });
    expect(desk.stored().sources).toEqual({ crm: shop });
    expect(desk.deskSecret()).toEqual({
      signingKey: SIGNING_KEY,
      previousSigningKeys: ['older'],
      webhooks: { form: [OLD] },
    });
    expect(await desk.records.list()).toEqual([]);
  });

  it('of before moves to the forms’ secret when an admin first sets it, with its secrets, and the signing key stays', async () => {
    const desk = newDesk({ webhooks: { form: [OLD, OLD.replace('A', 'B')], chat: [OLD] } });
    await desk.run(sourcesChange, 'form --owner anna@acme.example');
    const secrets = [{ secret: OLD }, { secret: OLD.replace('A', 'B') }];
    expect(desk.stored().sources).toEqual({ form: { type: 'standard', secrets, owner: 'anna@acme.example' } });
    expect(desk.deskSecret()).toEqual({
      signingKey: SIGNING_KEY,
      previousSigningKeys: ['older'],
      webhooks: { chat: [OLD] },
    });
  });

  it('stays where it was when the secret is not as the desk keeps it', async () => {
    const desk = newDesk({ sources: [] as never });
    await expect(desk.run(sourcesAdd, 'a --type standard')).rejects.toThrow(
      'the secret forms is not as the desk keeps it',
    );
  });

  it('lists what was rejected', async () => {
    const desk = newDesk({ sources: { shop } });
    expect((await desk.run(sourcesRejected, 'shop')).out).toBe('none of shop was refused for its id\n');
    await desk.records.reject('shop', {
      owner: undefined,
      at: '2026-11-30T08:00:00.000Z',
      id: 'constant',
      raw: 'webhooks/shop/a',
    });
    expect((await desk.run(sourcesRejected, 'shop')).out.split('\n')[1]).toBe(
      '2026-11-30T08:00:00.000Z  constant  webhooks/shop/a',
    );
    await expect(desk.run(sourcesRejected, 'chat')).rejects.toThrow('there is no source "chat"');
  });
});

it('every type and preset says what is left to do at the other side', () => {
  const filled = { name: 'website', address: 'https://api.example/a', url: 'https://api.example/a?token=tok_x' };
  for (const kind of [...Object.keys(PROVIDERS), ...Object.keys(presets)]) {
    expect(stepsOf(kind, filled)).toMatch(/^ {2}1\. /);
    expect(stepsOf(kind, filled)).not.toMatch(/[{}]/);
  }
  expect(stepsOf('html', filled)).toContain('embed website');
  expect(stepsOf('elementor', filled)).toContain('https://api.example/a?token=tok_x');
  expect(stepsOf('constructor', filled)).toBe('');
});
