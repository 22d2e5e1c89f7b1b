import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../../infra/cli/desk.ts';
import { type OpenRestore, openRestore } from '../../../../infra/cli/restore/open.ts';
import { restore } from '../../../../infra/cli/restore/restore.ts';
import { enterEnvironment } from '../../../../infra/local/environment.ts';
import type { Service } from '../../../../infra/local/serve.ts';
import { testIo } from '../io.ts';
import { type Account, startAws } from '../preflight/aws.ts';
import { type ControlPlane, startControlPlane } from './dynamo.ts';

const AT = '2026-11-29T09:00:00.000Z';
const SECONDS = Date.parse(AT) / 1_000;
const STREAM =
  'arn:aws:dynamodb:eu-west-1:111122223333:table/tickets-restored-20261129T090000Z/stream/2026-11-29T10:00:00.000';
const MADE = { tickets: 'tickets-restored-20261129T090000Z', people: 'people-restored-20261129T090000Z' };

let services: Service[];
let plane: ControlPlane;
let stacks: Account['stacks'];

beforeAll(async () => {
  const none = {
    subscriptions: new Map(),
    suppressed: new Map(),
    identities: new Map(),
    tables: new Map(),
    functions: new Map(),
    sending: {},
  };
  const aws = await startAws(() => ({ ...none, receipt: { sets: new Map(), active: undefined }, stacks }));
  const dynamo = await startControlPlane(() => plane);
  services = [aws, dynamo];
  enterEnvironment({
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_MAX_ATTEMPTS: '1',
  });
});
afterAll(() => Promise.all(services.map((service) => service.close())));

beforeEach(() => {
  const source = () => ({
    ...{ status: 'ACTIVE' as const, ttl: 'ttl', isProtected: true },
    tags: { desk: 'SupportDesk-prod', 'aws:cloudformation:stack-name': 'SupportDesk-prod-State', team: 'help' },
    past: { earliest: SECONDS - 3_600, latest: SECONDS + 3_600 },
  });
  plane = {
    tables: new Map([
      ['tickets', source()],
      ['people', source()],
    ]),
    pastLater: 0,
    calls: [],
  };
  stacks = new Map([['SupportDesk-prod-State', { status: 'CREATE_COMPLETE', outputs: { Tables: 'tickets,people' } }]]);
});

let now = '';
beforeEach(() => {
  now = '2026-11-30T10:00:00Z';
});

/** Each look at the tables finds them further: made, or changed. */
const passing: OpenRestore = async (stage) => ({
  ...(await openRestore(stage)),
  pause: async () => settle(),
  now: () => new Date(now),
});

function settle(): void {
  for (const table of plane.tables.values()) table.status = 'ACTIVE';
}

async function command(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await restore(args, io, passing);
  return { status, out: out(), err: err() };
}

describe('desk restore', () => {
  it('makes both tables as they were, sets up what a restore leaves out, and says what is left to do', async () => {
    const { status, out } = await command('--at', AT, '--stage', 'prod', '--yes');
    expect(status).toBe(0);
    for (const [from, to] of [
      ['tickets', MADE.tickets],
      ['people', MADE.people],
    ] as const) {
      expect(plane.tables.get(to)).toMatchObject({
        restored: { from, at: SECONDS },
        ttl: 'ttl',
        isProtected: true,
        tags: { desk: 'SupportDesk-prod', team: 'help' },
        past: expect.anything(),
      });
      expect(plane.tables.get(to)?.tags).not.toHaveProperty('aws:cloudformation:stack-name');
    }
    const steps = out.split('\n').filter((line) => /^ {2}\d/.test(line));
    expect(steps.map((step) => step.replace(/^ *\d+\. /, ''))).toEqual([
      `npm run desk -- verify --stage prod --against ${MADE.tickets},${MADE.people}`,
      `npm run desk -- customers erase --again --tables ${MADE.tickets},${MADE.people} --stage prod --yes`,
      `cdk.json, context.stages.prod: "restored": ${JSON.stringify({ ...MADE, ticketStream: STREAM })}`,
      'npx cdk deploy SupportDesk-prod',
      'npm run desk -- timers rebuild --stage prod --yes',
      `npm run desk -- replay ${AT} --stage prod --yes`,
      'npm run desk -- doctor --repair --stage prod',
      'npm run desk -- search rebuild --stage prod --yes',
      'npm run desk -- report rebuild --stage prod --yes',
      `npm run desk -- events replay --since ${AT} --targets --stage prod --yes`,
      'npm run desk -- verify --stage prod --against tickets,people',
    ]);
  });

  it('tells targets outside nothing of a moment so long ago that nobody knows what they were told', async () => {
    now = '2026-12-13T10:00:00Z';
    const { out } = await command('--at', AT, '--stage', 'prod', '--yes');
    expect(out).toContain(`events replay --since ${AT} --stage prod --yes`);
  });

  it('only says what it would do, unless it is told to', async () => {
    const { status, err } = await command('--at', '2026-11-29T10:00:00.9+01:00', '--stage', 'prod');
    expect(status).toBe(1);
    expect(err).toContain(`tickets as it was at ${AT}`);
    expect(err).toContain('add --yes');
    expect(new Set(plane.calls)).toEqual(new Set(['DescribeContinuousBackups']));
  });

  it('goes on where it broke off, with the tables that it began', async () => {
    const breaks: OpenRestore = async (stage) => ({
      ...(await openRestore(stage)),
      pause: () => Promise.reject(new Error('the line is down')),
    });
    const args = ['--at', AT, '--stage', 'prod', '--yes'];
    await expect(restore(args, testIo().io, breaks)).rejects.toThrow('the line is down');
    settle();
    const { status, err } = await command(...args);
    expect(status).toBe(0);
    expect(err.match(/was begun/g)).toHaveLength(2);
    expect(plane.calls.filter((call) => call === 'RestoreTableToPointInTime')).toHaveLength(2);
    // Once more does no harm.
    settle();
    expect(await command(...args, '--json')).toMatchObject({
      status: 0,
      out: `${JSON.stringify({ at: AT, from: { tickets: 'tickets', people: 'people' }, to: MADE, ticketStream: STREAM, done: true })}\n`,
    });
  });

  it('waits for a table that cannot keep its past yet', async () => {
    plane.pastLater = 3;
    expect(await command('--at', AT, '--stage', 'prod', '--yes')).toMatchObject({ status: 0 });
    for (const name of Object.values(MADE)) expect(plane.tables.get(name)).toMatchObject({ past: expect.anything() });
  });

  it('begins nothing when one of the two has no such moment, and says from when to when there are some', async () => {
    const people = plane.tables.get('people');
    if (people) people.past = { earliest: SECONDS + 60, latest: SECONDS + 3_600 };
    await expect(command('--at', AT, '--stage', 'prod', '--yes')).rejects.toThrow(
      'people can be made as it was from 2026-11-29T09:01:00.000Z to 2026-11-29T10:00:00.000Z',
    );
    if (people) people.past = undefined;
    await expect(command('--at', AT, '--stage', 'prod', '--yes')).rejects.toThrow('point-in-time recovery is off');
    plane.tables.delete('people');
    await expect(command('--at', AT, '--stage', 'prod', '--yes')).rejects.toThrow('list-backups');
    expect([...plane.tables.keys()]).toEqual(['tickets']);
  });

  it('touches no table of that name which is something else', async () => {
    const other = { status: 'ACTIVE' as const, ttl: undefined, isProtected: false, tags: {}, past: undefined };
    plane.tables.set(MADE.people, { ...other, restored: { from: 'people', at: SECONDS - 1 } });
    await expect(command('--at', AT, '--stage', 'prod', '--yes')).rejects.toThrow('there is a table people-restored');
    expect(plane.tables.get(MADE.people)).toMatchObject(other);
  });

  it('makes no longer and longer names when what was restored is restored', async () => {
    stacks = new Map([
      [
        'SupportDesk-prod-State',
        { status: 'UPDATE_COMPLETE', outputs: { Tables: 'tickets-restored-20261101T000000Z,people' } },
      ],
    ]);
    const tickets = plane.tables.get('tickets');
    if (tickets) plane.tables.set('tickets-restored-20261101T000000Z', tickets);
    const { out } = await command('--at', AT, '--stage', 'prod', '--json');
    expect(JSON.parse(out)).toMatchObject({ to: MADE, done: false });
  });

  it.each([
    [['--stage', 'prod'], 'give the time'],
    [['--at', '2026-11-29 09:00', '--stage', 'prod'], 'with Z or an offset'],
    [['--at', AT], 'not here'],
    [['--at', AT, '--stage', 'nowhere'], 'nowhere is no stage'],
  ])('%j is refused: %s', async (args, reason) => {
    await expect(command(...args)).rejects.toThrow(reason);
  });

  it('has its own help, with an example', async () => {
    const { io, out } = testIo();
    expect(await run(['restore', '--help'], io)).toBe(0);
    expect(out()).toMatch(/Example[\s\S]+npm run desk -- restore --at/);
  });
});
