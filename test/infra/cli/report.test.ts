import { describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import type { OpenReport } from '../../../infra/cli/report/open.ts';
import { report } from '../../../infra/cli/report/report.ts';
import { factTable } from '../../../shared/aws/fact-table.ts';
import { keepFact } from '../../../shared/report/keep-fact.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { requestOf, waitingTicket } from '../../support/stories.ts';
import { tableDesk, writeItems } from '../../support/table-desk.ts';
import { testIo } from './io.ts';

const newTables = dynamoTables();

/** A desk with tickets in a table, of which reports know nothing yet. */
async function deskBefore() {
  const tables = await newTables();
  const { desk } = await tableDesk(tables);
  const first = await waitingTicket(desk, { priority: 1 });
  await waitingTicket(desk, { source: 'mail:two', requester: requestOf(desk).requester });
  const open: OpenReport = async () => ({
    settings: desk.settings,
    tickets: tables.tickets,
    facts: factTable(tables.tickets, desk.log),
    time: async () => desk.now(),
  });
  const call = async (...args: string[]) => {
    const { io, out, err } = testIo();
    return { status: await report(args, io, open), out: out(), err: err() };
  };
  return { desk, tables, first, call };
}

describe('desk report', () => {
  it('is a table of the month that it is, of a desk whose facts were made anew', async () => {
    const { call, desk } = await deskBefore();
    expect((await call()).out).toMatch(/^all +0 +0 +0 +0 +0 +- +–/m);
    const look = await call('rebuild');
    expect(look).toMatchObject({
      status: 1,
      out: '2 tickets: 2 without a fact that says what it does, 0 stray facts\n',
    });
    expect(look.err).toContain('--yes');
    expect(await call('rebuild', '--yes')).toMatchObject({ status: 0, err: '' });
    expect(await call('rebuild')).toMatchObject({ status: 0 });
    expect((await call()).out).toMatch(/^all +2 +0 +0 +2 +0 +- +–/m);
    desk.pass(3 * 60 * 60);
    const { out } = await call('--month', '2026-11', '--by', 'customer,priority');
    expect(out).toMatch(/^first responses, 2026-11 \(Europe\/Rome\), as of 2026-11-30T11:/);
    expect(out).toMatch(/^rossi +2 +0 +1 +1 +0 +0 %/m);
    expect(out).toMatch(/^1 +1 +0 +1 /m);
  });

  it('is JSON as the API has it, CSV of figures, or of tickets', async () => {
    const { call, first } = await deskBefore();
    await call('rebuild', '--yes');
    const { all, from, to } = JSON.parse((await call('--json', '--months', '2')).out);
    expect([from, to, all.tickets]).toEqual(['2026-10', '2026-11', 2]);
    expect((await call('--csv', '--by', 'plan')).out.split('\r\n')[1]).toBe('all,,2,0,0,2,0,0,0,0,0,,');
    expect((await call('--tickets')).out).toContain(`\n${first.id},2026-11-30T08:00:00.000Z,`);
  });

  it('puts right what is stray, or cannot be read', async () => {
    const { call, desk, first, tables } = await deskBefore();
    const facts = factTable(tables.tickets, desk.log);
    await keepFact({ facts, settings: desk.settings }, { after: first });
    const opened = '2026-11-02T08:00:00.000Z';
    const [fact] = (await facts.ofDay('2026-11-30')).facts;
    if (fact) await facts.put({ ...fact, opened });
    await writeItems(tables.tickets, [{ pk: 'FACT#2026-11-30', sk: first.id, v: 1, opened: 'nonsense' }]);
    const broken = await call();
    expect([broken.status, broken.err]).toEqual([1, expect.stringContaining(`${first.id} cannot be read`)]);
    const { out } = await call('rebuild', '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ tickets: 2, outdated: 2, stray: 1, written: 3, unreadable: [] });
    expect((await call()).out).toMatch(/^all +2 /m);
  });

  it.each([
    [['--month', '2026-13'], '--month must be a month'],
    [['--months', '13'], '--months must be a whole number'],
    [['--by', 'colour'], '--by must be a list'],
    [['--json', '--csv'], 'one of --json'],
    [['--colour'], '--colour'],
  ])('refuses %j', async (args, says) => {
    const { io, err } = testIo();
    expect(await run(['report', ...args], io)).toBe(2);
    expect(err()).toContain(says);
  });
});
