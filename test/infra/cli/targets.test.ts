import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Command, Io } from '../../../infra/cli/command.ts';
import { run } from '../../../infra/cli/desk.ts';
import { targetsAdd } from '../../../infra/cli/targets/add.ts';
import { targetsList } from '../../../infra/cli/targets/list.ts';
import type { OpenTargets, TargetsOfDesk } from '../../../infra/cli/targets/open.ts';
import { targetsPause, targetsRemove, targetsResume } from '../../../infra/cli/targets/pause.ts';
import { targetsRotate } from '../../../infra/cli/targets/rotate.ts';
import { secretOfTargets } from '../../../infra/cli/targets/secret.ts';
import { targetsTest } from '../../../infra/cli/targets/test.ts';
import { startSecrets } from '../../../infra/local/emulators/secrets.ts';
import { localSecret } from '../../../infra/local/local-secret.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { targetSecrets } from '../../../shared/aws/target-secrets.ts';
import { EVENT_TYPES } from '../../../shared/events/ticket-event.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryDirectory, memoryTellings } from '../../support/memory-targets.ts';
import { deskOf, rossi } from '../../support/stories.ts';
import { pagerDutyVendor } from '../../support/vendors/pager-duty.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { standardWebhooksVendor } from '../../support/vendors/standard-webhooks.ts';
import { teamsVendor } from '../../support/vendors/teams.ts';
import { type Vendor, vendorServer } from '../../support/vendors/vendor.ts';
import { testIo } from './io.ts';

const ID = 'desk-targets';
const URL = 'https://hooks.slack.com/services/T0/B0/geheim';
const KEY = '0123456789abcdef0123456789abcdef';

const directory = mkdtempSync(join(tmpdir(), 'desk-targets-'));
const file = (name: string, content: unknown) => {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(directory, name);
};

let secret = localSecret('{}');
let service: Service;
let memory: MemoryDesk;
let desk: TargetsOfDesk;
beforeAll(async () => {
  service = await startSecrets({ [ID]: { get: () => secret.get(), put: (value) => secret.put(value) } });
});
afterAll(async () => {
  await service.close();
  rmSync(directory, { recursive: true });
});
const client = () => new SecretsManagerClient({ ...clientFor(service.url), maxAttempts: 1 });
beforeEach(() => {
  secret = localSecret('{}');
  memory = deskOf();
  desk = {
    settings: memory.settings,
    targets: memoryDirectory(),
    customers: memory.customers,
    secret: secretOfTargets(client(), ID),
    tellings: memoryTellings(),
    teamMail: memory.teamMail,
    fetch: { allows: () => true },
    time: async () => memory.now(),
  };
});

type OfTargets = (args: string[], io: Io, open: OpenTargets) => Promise<number>;

async function call(command: OfTargets, line: string, stdin = '') {
  const { io, out, err } = testIo(stdin);
  const status = await command(line.split(' ').filter(Boolean), io, async () => desk);
  return { status, out: out(), err: err() };
}
const stored = () => JSON.parse(secret.get() ?? '{}').targets;

describe('targets add', () => {
  it('keeps what is secret in the secret alone, shows nothing of it, and names the usual events', async () => {
    const { status, out, err } = await call(targetsAdd, 'leads --kind slack --priority P1,2 --language it', `${URL}\n`);
    expect(status).toBe(0);
    expect(await desk.targets.list()).toEqual([
      {
        name: 'leads',
        kind: 'slack',
        language: 'it',
        routes: [{ on: ['breached', 'escalated', 'undelivered'], priorities: ['1', '2'] }],
      },
    ]);
    expect(stored()).toEqual({ leads: { url: URL } });
    expect(out).toBe('leads is added; try it: desk targets test leads\n');
    expect(out + err).not.toContain('geheim');
  });

  it.each([
    ['http://hooks.slack.com/x', '', 'its address must begin with https:// and have no password in it'],
    ['https://user:pw@hooks.slack.com/x', '', 'its address must begin with https:// and have no password in it'],
    ['https://127.0.0.1/x', '', 'its address must be one of the open internet'],
    ['https://10.0.0.1/x', '', 'its address must be one of the open internet'],
    ['https://169.254.169.254/latest', '', 'its address must be one of the open internet'],
    ['https://[::1]/x', '', 'its address must be one of the open internet'],
    ['https://2130706433/x', '', 'its address must be one of the open internet'],
    [URL, '--level critcal', 'no level is called "critcal"; there are warning, breach, critical'],
    [URL, `--turn ${'TURN'}`, 'its turn: "Europe/Rom" is no time zone; write one as Europe/Rome'],
  ])('refuses what could never be told, and keeps nothing of it: %s %s', async (url, options, why) => {
    desk.fetch = {};
    const turn = file('rom.json', { list: 'night', place: 1, timeZone: 'Europe/Rom' });
    const line = `leads --kind slack ${options.replace('TURN', turn)}`;
    await expect(call(targetsAdd, line, url)).rejects.toThrow(`it cannot be used: ${why}`);
    expect(await desk.targets.list()).toEqual([]);
    expect(stored()).toBeUndefined();
  });

  it('warns of a customer and of a door that there is not yet, and keeps the target', async () => {
    await memory.customers.put(rossi);
    const { status, err } = await call(
      targetsAdd,
      'leads --kind slack --customer rosi,rossi --door sito,page,webhook:sito',
      URL,
    );
    expect(status).toBe(0);
    expect(err.split('\n').filter((line) => line.startsWith('warning'))).toEqual([
      'warning: no customer has the id "rosi" as yet: customers list shows those there are',
      expect.stringMatching(
        /^warning: nothing comes in at "sito" as yet: a door is one of help@support\.example, .*page, or webhook: and the name of a form$/,
      ),
    ]);
    expect(await desk.targets.list()).toHaveLength(1);
    const given = `--door ${memory.settings.supportAddress} --customer rossi`;
    expect((await call(targetsAdd, `more --kind slack ${given}`, URL)).err).not.toContain('warning');
  });

  it('refuses a contact at the desk’s own address, to which it never writes', async () => {
    const line = `giulia --kind mail --to ${memory.settings.supportAddress}`;
    await expect(call(targetsAdd, line)).rejects.toThrow("is the desk's own address");
  });

  it('makes the key that signs to a program, and prints it once', async () => {
    const { out } = await call(targetsAdd, 'crm --kind webhook', 'https://crm.example/hook');
    const { url, secrets } = stored().crm;
    expect(url).toBe('https://crm.example/hook');
    expect(secrets).toEqual([expect.stringMatching(/^whsec_/)]);
    expect(out.split(secrets[0])).toHaveLength(2);
    expect((await desk.targets.list())[0]?.routes).toEqual([{ on: [...EVENT_TYPES] }]);
  });

  it('takes a pager, and a contact by mail, with turns, hours and a calendar', async () => {
    await call(targetsAdd, `pager --kind pager-duty --secret-file ${file('key', `${KEY}\n`)}`);
    const turn = { list: 'night', place: 1, timeZone: 'Europe/Rome', hours: { mon: [['18:00', '24:00']] } };
    const night = `--turn ${file('turn.json', turn)} --calendar-file ${file('calendar', 'https://calendar.example/geheim.ics')}`;
    await call(targetsAdd, `giulia --kind mail --to giulia@rossi.example ${night}`);
    expect(stored()).toEqual({
      pager: { key: KEY },
      giulia: { to: 'giulia@rossi.example', calendar: 'https://calendar.example/geheim.ics' },
    });
    expect((await desk.targets.list())[0]?.turn).toEqual(turn);
  });

  it('takes routes of a file', async () => {
    const routes = [
      { on: ['breached'], plans: ['premium'] },
      { on: ['opened'], priorities: ['1'] },
    ];
    await call(targetsAdd, `ops --kind slack --routes ${file('routes.json', routes)}`, URL);
    expect((await desk.targets.list())[0]?.routes).toEqual(routes);
  });

  it('replaces one only when it is told to, and forgets how that did', async () => {
    await call(targetsAdd, 'ops --kind slack', URL);
    await desk.tellings.failed('ops', memory.now().toISOString(), 'it answered 404');
    await expect(call(targetsAdd, 'ops --kind slack', URL)).rejects.toThrow('there is a target ops already');
    expect((await call(targetsAdd, 'ops --kind slack --replace', `${URL}2`)).out).toContain('ops is replaced');
    expect(stored().ops.url).toBe(`${URL}2`);
    expect(await desk.tellings.health()).toEqual([]);
  });

  it.each([
    ['--kind slack', 'give one NAME'],
    ['o/ps --kind slack', 'give one NAME'],
    ['ops', 'give --kind, one of slack'],
    ['ops --kind pigeon', 'give --kind, one of slack'],
    ['ops --kind mail', '--to ADDRESS goes with --kind mail'],
    ['ops --kind slack --to anna@rossi.example', '--to ADDRESS goes with --kind mail'],
    ['ops --kind slack --on burnt', 'Invalid'],
    ['ops --kind slack --priority 7', 'Invalid'],
    ['ops --kind slack --language fr', 'Invalid'],
    ['ops --kind slack --routes none.json', 'there is no such file'],
    ['ops --kind slack --routes x --on opened', '--routes has all of it'],
  ])('refuses %s', async (line, message) => {
    await expect(call(targetsAdd, line, URL)).rejects.toThrow(message);
    expect(await desk.targets.list()).toEqual([]);
    expect(stored()).toBeUndefined();
  });

  it.each([
    ['--kind slack', 'hooks/geheim'],
    ['--kind pager-duty', 'geheim'],
    ['--kind teams', ''],
  ])('refuses what is no address or key, and does not say it again: %s', async (line, text) => {
    const refused = call(targetsAdd, `ops ${line}`, text);
    await expect(refused).rejects.toThrow('it cannot be used: ');
    await expect(refused).rejects.not.toThrow('geheim');
    expect(await desk.targets.list()).toEqual([]);
  });

  it('is known to the function within half a minute', async () => {
    let now = 0;
    const secrets = targetSecrets(client(), ID, () => now);
    expect(await secrets.of('ops')).toBeUndefined();
    await call(targetsAdd, 'ops --kind slack', URL);
    now += 30_001;
    expect(await secrets.of('ops')).toEqual({ url: URL });
  });
});

describe('targets list', () => {
  it('says who is told of what, and how each does, and nothing secret', async () => {
    expect((await call(targetsList, '')).out).toContain('nobody is told outside');
    for (const name of ['fine', 'new', 'failing', 'over', 'away', 'broken'])
      await call(targetsAdd, `${name} --kind slack --priority 1`, URL);
    await desk.tellings.well('fine', '2026-11-30T07:00:00.000Z');
    for (const name of ['failing', 'over'])
      await desk.tellings.failed(name, '2026-11-30T07:00:00.000Z', 'it answered 500');
    await desk.tellings.giveUp('over', '2026-11-30T07:30:00.000Z');
    await call(targetsPause, 'away');
    await desk.secret.put('broken', { url: 'geheim' });
    const { out } = await call(targetsList, '');
    expect(out).toMatch(/^fine +slack +well +2026-11-30T07:00:00.000Z +breached,escalated,undelivered P1$/m);
    expect(out).toMatch(/^new +slack +never told yet/m);
    expect(out).toMatch(/^failing +slack +fails since 2026-11-30T07:00:00.000Z, 1 failure: it answered 500/m);
    expect(out).toMatch(/^over +slack +given up at 2026-11-30T07:30:00.000Z: it answered 500/m);
    expect(out).toMatch(/^away +slack +paused since 2026-11-30T08:00:00.000Z/m);
    expect(out).toMatch(/^broken +slack +cannot be used: url: must be an address/m);
    const json = (await call(targetsList, '--json')).out;
    expect(
      json
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).name)
        .sort(),
    ).toEqual(['away', 'broken', 'failing', 'fine', 'new', 'over']);
    expect(out + json).not.toContain('geheim');
  });
});

describe('targets test', () => {
  it.each<[string, Vendor, string, number]>([
    ['slack', slackVendor, 'it answered 200: ok\n', 1],
    ['teams', teamsVendor, 'it answered 202\n', 1],
  ])('tells %s of a sample, and prints what came back', async (kind, vendor, said, count) => {
    const server = await vendorServer(vendor);
    await call(targetsAdd, `ops --kind ${kind}`, server.url);
    expect(await call(targetsTest, 'ops')).toEqual({ status: 0, out: said, err: '' });
    expect(server.taken).toHaveLength(count);
    expect(server.taken[0]?.body).toContain('Sample, nothing has happened');
  });

  it('makes an incident and solves it', async () => {
    const server = await vendorServer(pagerDutyVendor);
    await call(targetsAdd, 'pager --kind pager-duty', KEY);
    await desk.secret.put('pager', { key: KEY, url: server.url });
    const { out } = await call(targetsTest, 'pager');
    expect(server.taken.map(({ body }) => JSON.parse(body).event_action)).toEqual(['trigger', 'resolve']);
    expect(out).toContain('it answered 202: {"status":"success"');
  });

  it('signs to a program', async () => {
    await call(targetsAdd, 'crm --kind webhook', 'https://crm.example/hook');
    const server = await vendorServer(standardWebhooksVendor(stored().crm.secrets[0]));
    await desk.secret.put('crm', { ...stored().crm, url: server.url });
    expect((await call(targetsTest, 'crm')).out).toBe('it answered 204\n');
    expect(JSON.parse(server.taken[0]?.body ?? '').data.sample).toBe(true);
  });

  it('mails a contact', async () => {
    await call(targetsAdd, 'night --kind mail --to night@rossi.example --language it');
    expect((await call(targetsTest, 'night')).out).toContain('a sample is on its way to night@rossi.example');
    expect(memory.sent).toMatchObject([
      { recipient: 'night@rossi.example', subject: expect.stringMatching(/^Prova, non è successo niente/) },
    ]);
  });

  it('says what one does not take, and leaves how it does as it was', async () => {
    const server = await vendorServer(slackVendor);
    server.badDays.push({ status: 404 });
    await call(targetsAdd, 'ops --kind slack', server.url);
    const { status, out, err } = await call(targetsTest, 'ops');
    expect([status, out, err]).toEqual([1, 'it answered 404\n', 'ops did not take it: it answered 404\n']);
    expect(await desk.tellings.health()).toEqual([]);
  });

  it('asks nothing inside, unless the desk is of this machine', async () => {
    await call(targetsAdd, 'ops --kind slack', 'https://127.0.0.1/');
    desk = { ...desk, fetch: {} };
    expect(await call(targetsTest, 'ops')).toMatchObject({
      status: 1,
      err: expect.stringContaining('must be one of the open internet'),
    });
  });

  it('makes one well again that was given up', async () => {
    const server = await vendorServer(slackVendor);
    await call(targetsAdd, 'ops --kind slack', server.url);
    await desk.tellings.failed('ops', '2026-11-20T08:00:00.000Z', 'it answered 500');
    await desk.tellings.giveUp('ops', '2026-11-25T08:00:00.000Z');
    await call(targetsTest, 'ops');
    expect(await desk.tellings.health()).toEqual([{ name: 'ops', lastOk: memory.now().toISOString() }]);
  });

  it('knows no other', async () => {
    await call(targetsAdd, 'ops --kind slack', URL);
    await expect(call(targetsTest, 'none')).rejects.toThrow('there is no target "none"; there are ops');
  });
});

describe('targets rotate', () => {
  it('has a new key sign beside the one before, and no third', async () => {
    await call(targetsAdd, 'crm --kind webhook', 'https://crm.example/hook');
    const [first] = stored().crm.secrets;
    const { out } = await call(targetsRotate, 'crm');
    const [second, ...others] = stored().crm.secrets;
    expect(others).toEqual([first]);
    expect(out.split(second)).toHaveLength(2);
    await call(targetsRotate, 'crm');
    expect(stored().crm).toEqual({ url: 'https://crm.example/hook', secrets: [expect.any(String), second] });
  });

  it('is of a program alone', async () => {
    await call(targetsAdd, 'ops --kind slack', URL);
    await expect(call(targetsRotate, 'ops')).rejects.toThrow('only a webhook has');
  });
});

describe('targets pause, resume and remove', () => {
  it('have one wait, and go on', async () => {
    await call(targetsAdd, 'ops --kind slack', URL);
    await call(targetsPause, 'ops');
    memory.pass(60);
    await call(targetsPause, 'ops');
    expect((await desk.targets.list())[0]?.paused).toBe('2026-11-30T08:00:00.000Z');
    await call(targetsResume, 'ops');
    expect((await desk.targets.list())[0]).not.toHaveProperty('paused');
  });

  it('take one away when they are told to, and all that is secret of it', async () => {
    await call(targetsAdd, 'ops --kind slack', URL);
    await call(targetsAdd, 'crm --kind slack', URL);
    await desk.tellings.well('ops', memory.now().toISOString());
    expect(await call(targetsRemove, 'ops')).toMatchObject({ status: 1, err: expect.stringContaining('--yes') });
    expect((await call(targetsRemove, 'ops --yes')).status).toBe(0);
    expect((await desk.targets.list()).map(({ name }) => name)).toEqual(['crm']);
    expect(Object.keys(stored())).toEqual(['crm']);
    expect(await desk.tellings.health()).toEqual([]);
  });
});

it('a secret that somebody wrote by hand is not written over', async () => {
  secret = localSecret('["geheim"]');
  await expect(call(targetsAdd, 'ops --kind slack', URL)).rejects.toThrow('mend it by hand first');
  expect(secret.get()).toBe('["geheim"]');
});

it('the command says its own help, and what it does not know', async () => {
  const desks: Command = (args, io) => run(args, io);
  for (const args of [
    ['targets', '--help'],
    ['targets', 'help'],
  ]) {
    const { io, out } = testIo();
    expect(await desks(args, io)).toBe(0);
    expect(out()).toContain('Who is told outside');
  }
  for (const args of [['targets'], ['targets', 'burn']]) {
    const { io, err } = testIo();
    expect(await desks(args, io)).toBe(2);
    expect(err()).toContain('targets --help');
  }
});
