import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { openVerify } from '../../../infra/cli/verify/open.ts';
import { verify } from '../../../infra/cli/verify/verify.ts';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import { ticketKey } from '../../../shared/aws/keys.ts';
import type { Table } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { copyTables } from '../../support/copy-tables.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { ada, rossi, waitingTicket } from '../../support/stories.ts';
import { type SpoilableDesk, tableDesk } from '../../support/table-desk.ts';
import { testIo } from './io.ts';
import { type Account, startAws } from './preflight/aws.ts';

const newTables = dynamoTables();

type Tables = { tickets: Table; people: Table };
type Whole = SpoilableDesk & { tables: Tables };

async function aDesk(): Promise<Whole> {
  const tables = await newTables();
  return { ...(await tableDesk(tables)), tables };
}

/** Runs it on a desk, with other tables beside; `isNewer`: those were made from the desk's own. */
async function command({ desk, tables }: Whole, other?: { tables: Tables; isNewer: boolean }, ...args: string[]) {
  const { io, out } = testIo();
  const status = await verify(args, io, async () => ({
    ...{ desk, tables, other },
    schedules: async () => ({ has: ({ id, timer }) => desk.scheduled.has(`${id}.${timer.version}`) }),
  }));
  return { status, out: out() };
}

/** The lines that are not `ok`. */
async function amiss(given: Whole, other?: { tables: Tables; isNewer: boolean }): Promise<string[]> {
  const { out } = await command(given, other, '--json');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ verdict, check, says }) => `${verdict} ${check}: ${says}`);
}

/** An answer by the API. */
async function answer({ desk }: Whole, ticketId: string): Promise<void> {
  const receivedAt = desk.now().toISOString();
  const said = { ticketId, agent: ada, text: 'Push.', attachments: [], tellBy: 'call' as const, receivedAt };
  await respond(desk, { ...said, source: `api:${ticketId}` });
}

let whole: Whole;
let waits: string;
let answered: string;
beforeEach(async () => {
  whole = await aDesk();
  waits = (await waitingTicket(whole.desk)).id;
  answered = (await waitingTicket(whole.desk, { source: 'mail:two', messageId: '<two@rossi.example>' })).id;
  await answer(whole, answered);
});

async function copied(): Promise<Whole> {
  const other = await aDesk();
  await copyTables(whole.tables, other.tables);
  return other;
}

describe('desk verify of a desk alone', () => {
  it('says what it has, and that it fits', async () => {
    const { status, out } = await command(whole);
    expect(status).toBe(0);
    expect(out).toMatch(/^ok {2}lists {2,}waiting 1, answered 1, closed 0$/m);
    expect(out).toMatch(new RegExp(`^ok {2}next deadlines {2,}2026-12-02T16:00:00.000Z ${waits}$`, 'm'));
    expect(out).toMatch(/\n0 differences, 0 lost\n$/);
  });

  it('says of clocks without a schedule that they are served late', async () => {
    whole.desk.scheduled.clear();
    expect(await amiss(whole)).toEqual([expect.stringMatching(`^differs schedules: .+1 ticket \\(${waits}\\)$`)]);
    expect((await command(whole)).status).toBe(0);
  });

  it('fails where neither a schedule nor the sweep comes to a clock', async () => {
    const { client, name } = whole.tables.tickets;
    const write = { TableName: name, Key: ticketKey(waits), UpdateExpression: 'REMOVE dueShard, dueKey' };
    await client.send(new UpdateCommand(write));
    expect(await amiss(whole)).toEqual([]);
    whole.desk.scheduled.clear();
    expect(await amiss(whole)).toContainEqual(expect.stringMatching(`^lost open clocks: .+${waits}`));
    expect((await command(whole)).status).toBe(1);
  });

  it('fails where a ticket cannot be read, and sees lists that show others than there are', async () => {
    await whole.overwrite(ticketKey(waits), { clock: 'nonsense' });
    expect(await amiss(whole)).toContainEqual(expect.stringMatching(`^lost tickets that cannot be read: .+${waits}`));
    expect(await amiss(whole)).toContainEqual(expect.stringMatching(/^differs lists: waiting 0, .+lists waiting 1/));
  });
});

describe('desk verify against the tables of before', () => {
  it('finds two that are the same, whichever is the desk’s', async () => {
    const other = await copied();
    for (const isNewer of [true, false]) expect(await amiss(whole, { tables: other.tables, isNewer })).toEqual([]);
  });

  it('fails where a first response is owed no more, or later: by what came since the moment', async () => {
    const other = await copied();
    const { id } = await waitingTicket(whole.desk, { source: 'mail:three', messageId: '<three@rossi.example>' });
    const found = await amiss(whole, { tables: other.tables, isNewer: true });
    expect(found).toEqual([
      'differs before, after: tickets waiting: 2 became 1',
      'differs before, after: messages: 4 became 3',
      `lost before, after: promises: owed no more, or later: 1 ticket (${id})`,
    ]);
    expect((await command(whole, { tables: other.tables, isNewer: true })).status).toBe(1);
  });

  it('says which answers are forgotten, and loses no promise by it', async () => {
    const other = await copied();
    await answer(whole, waits);
    const found = await amiss(whole, { tables: other.tables, isNewer: true });
    expect(found).toContainEqual(
      `differs before, after: owed again: answered or closed since, and would escalate: 1 ticket (${waits})`,
    );
    expect(found.filter((line) => line.startsWith('lost'))).toEqual([]);
  });

  it('counts customers and agents', async () => {
    const other = await copied();
    await other.desk.customers.put({ ...rossi, id: 'bianchi', contacts: ['bianchi.example'] });
    expect(await amiss(whole, { tables: other.tables, isNewer: true })).toEqual([
      'differs before, after: customers: 1 became 2',
    ]);
  });

  it('takes the tables that were made later for those that were made again, at a stage', async () => {
    const later = await copied();
    const names = ({ tables: { tickets, people } }: Whole) => ({ tickets: tickets.name, people: people.name });
    const [older, newer] = [names(whole), names(later)];
    const outputs = { ApiFunction: 'api', ApiUrl: 'https://api.example' };
    const account: Pick<Account, 'stacks' | 'functions'> = {
      stacks: new Map([['SupportDesk-prod', { status: 'UPDATE_COMPLETE', outputs }]]),
      functions: new Map(),
    };
    const aws = await startAws(() => account as Account);
    vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
    const opened = async (own: typeof older, other: typeof older) => {
      const env = { [ENV.ticketTable]: own.tickets, [ENV.peopleTable]: own.people };
      account.functions.set('api', { ...functionEnvironment(memoryDesk().settings), ...env });
      return openVerify('prod', `${other.tickets},${other.people}`);
    };
    const before = await opened(older, newer);
    expect([before.tables.tickets.name, before.other?.tables.people.name]).toEqual([older.tickets, newer.people]);
    expect(before.other?.isNewer).toBe(true);
    expect((await opened(newer, older)).other?.isNewer).toBe(false);
    await aws.close();
  });
});

it('verify takes two tables to compare with, or none', async () => {
  await expect(verify(['--against', 'tickets'], testIo().io)).rejects.toThrow('--against takes both tables');
});

it('verify has its own help, with an example', async () => {
  const { io, out } = testIo();
  expect(await run(['verify', '--help'], io)).toBe(0);
  expect(out()).toMatch(/Example[\s\S]+npm run desk -- verify --stage/);
  await expect(command(whole, undefined, '--frob')).rejects.toThrow('--frob');
});
