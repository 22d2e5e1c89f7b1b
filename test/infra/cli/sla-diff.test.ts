import { beforeEach, describe, expect, it, vi } from 'vitest';
import { diff } from '../../../infra/cli/sla/diff.ts';
import { recompute } from '../../../infra/cli/sla/recompute.ts';
import { stageOf } from '../../../infra/cli/stage.ts';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import { runtimeSettings } from '../../../infra/settings.ts';
import { ENV } from '../../../shared/names.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, LATE_LEVELS, rossi, waitingTicket } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';
import { type Account, startAws } from './preflight/aws.ts';

let desk: MemoryDesk;
/** Of Rossi, whose record has a calendar and a zone of its own, and of somebody whom no record knows. */
let known: Ticket;
let unknown: Ticket;

beforeEach(async () => {
  // A Friday at noon in Rome.
  desk = deskOf({ now: '2026-12-04T11:00:00.000Z' });
  known = await waitingTicket(desk);
  unknown = await waitingTicket(desk, {
    source: 'mail:two',
    messageId: '<two@else.example>',
    requester: { address: 'eve@else.example', verified: true },
  });
});

async function planned(changes: Partial<Settings>, ...args: string[]) {
  const { io, out, err } = testIo();
  const { settings, tickets, customers } = desk;
  const open = async () => ({ tickets, customers, deployed: settings, planned: { ...settings, ...changes } });
  const status = await diff(args, io, open);
  return { status, out: out(), err: err() };
}

/** Defaults by which a P3 is answered at any hour of the week. */
const anyHour = () => ({ defaults: { ...desk.settings.defaults, calendar: '24x7' } });

describe('desk sla diff', () => {
  it('lists the tickets whose deadlines the settings would move, old and new, and writes nothing', async () => {
    const { status, out, err } = await planned(anyHour());
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'cdk.json differs in defaults; of 2 waiting, 1 would move: 1 earlier, 0 later, 0 in their levels alone',
      '1 ticket would be re-timed',
      expect.stringMatching(/^TICKET .+OLD DEADLINE +NEW DEADLINE$/),
      expect.stringMatching(
        new RegExp(`^${unknown.id} +P3 {2}Wed 2026-12-09 12:00 \\+01:00 {2}Sat 2026-12-05 12:00 \\+01:00$`),
      ),
      '',
    ]);
    expect(err).toBe('nothing was written; after the deploy, sla recompute --all moves them\n');
    expect([await desk.tickets.get(known.id), await desk.tickets.get(unknown.id)]).toEqual([known, unknown]);
  });

  it('foretells what sla recompute does once they are deployed', async () => {
    const { moves } = JSON.parse((await planned(anyHour(), '--json')).out);
    const after = { ...desk, settings: { ...desk.settings, ...anyHour() } };
    await recompute(['--all'], testIo().io, connectionTo(after));
    const deadlines = await Promise.all(
      [known.id, unknown.id].map(async (id) => (await desk.tickets.get(id))?.clock.deadline),
    );
    expect(deadlines).toEqual([known.clock.deadline, moves[0].after]);
  });

  it('says in which settings the two differ, and of levels that they move alone', async () => {
    const { out } = await planned({ ...LATE_LEVELS, reopenDays: 3 }, '--json');
    expect(JSON.parse(out)).toMatchObject({ waiting: 2, earlier: 0, later: 0, levels: 2 });
    expect(JSON.parse(out).settings).toEqual(expect.arrayContaining(['escalation', 'reopenDays']));
  });

  it('is silent of what the deployed settings would move as well', async () => {
    await desk.customers.put({ ...rossi, calendar: '24x7' });
    const { out } = await planned({});
    expect(out).toBe(
      'cdk.json says what is deployed; of 2 waiting, 0 would move: 0 earlier, 0 later, 0 in their levels alone\n',
    );
  });

  it('warns of terms that would not hold, and of tickets that cannot be read', async () => {
    await desk.customers.put({ ...rossi, calendar: 'shifts' });
    desk.corrupt(unknown.id);
    const { status, err } = await planned({});
    expect(status).toBe(0);
    expect(err).toMatch(/^warning: .*shifts.*; their tickets would stay as they are$/m);
    expect(err).toContain(`warning: ${unknown.id} cannot be read`);
  });
});

describe('desk sla diff --stage', () => {
  const newTables = dynamoTables();

  it('asks a function for the settings that are deployed, and cdk.json for those that would be', async () => {
    const { tickets, people } = await newTables();
    const url = 'https://api.example';
    const { deployment } = await stageOf('prod');
    const deployed = { ...runtimeSettings(deployment, url, 'prod'), reopenDays: 3 };
    const env = { [ENV.ticketTable]: tickets.name, [ENV.peopleTable]: people.name };
    const account: Pick<Account, 'stacks' | 'functions'> = {
      stacks: new Map([
        ['SupportDesk-prod', { status: 'UPDATE_COMPLETE', outputs: { ApiFunction: 'api', ApiUrl: url } }],
      ]),
      functions: new Map([['api', { ...functionEnvironment(deployed), ...env }]]),
    };
    const aws = await startAws(() => account as Account);
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    const { io, out } = testIo();
    expect(await diff(['--stage', 'prod', '--json'], io)).toBe(0);
    expect(JSON.parse(out())).toEqual({
      ...{ settings: ['reopenDays'], waiting: 0, earlier: 0, later: 0, levels: 0, moves: [], unreadable: [] },
    });
    await aws.close();
  });
});
