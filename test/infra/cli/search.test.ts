import { describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { search } from '../../../infra/cli/search/search.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { requestOf, waitingTicket } from '../../support/stories.ts';
import { tableDesk, writeItems } from '../../support/table-desk.ts';
import { testIo } from './io.ts';

const newTables = dynamoTables();

/** A desk with two tickets in a table, of whose words nothing knows yet. */
async function deskBefore() {
  const tables = await newTables();
  const { desk } = await tableDesk(tables);
  const { requester } = requestOf(desk);
  const first = await waitingTicket(desk, { requester, subject: 'The printer of Bergamo', priority: 1 });
  desk.pass(60);
  const second = await waitingTicket(desk, { requester, subject: 'A door in Bergamo', source: 'mail:two' });
  const call = async (...args: string[]) => {
    const { io, out, err } = testIo();
    const status = await search(args, io, async () => ({ ...desk, table: tables.tickets }));
    return { status, out: out(), err: err() };
  };
  return { desk, tables, first, second, call };
}

describe('desk search', () => {
  it('finds what the desk was made to know of anew, newest first, and customers by name', async () => {
    const { call, first, second } = await deskBefore();
    expect(await call('bergamo')).toEqual({ status: 0, out: 'nothing is found\n', err: '' });
    const look = await call('rebuild');
    expect(look).toMatchObject({
      status: 1,
      out: '2 tickets: 2 not found by the words that they have, 0 stray entries\n',
    });
    expect(look.err).toContain('--yes');
    expect(await call('rebuild', '--yes')).toMatchObject({ status: 0, out: expect.stringContaining('2 put right') });
    expect(await call('rebuild')).toMatchObject({ status: 0, err: '' });
    const { out } = await call('bergamo');
    expect(out).toMatch(/^TICKET +STATE +OPENED +SUBJECT$/m);
    expect([...out.matchAll(/^(T-\w+) +P(\d) +waiting /gm)].map(([, id, p]) => [id, p])).toEqual([
      [second.id, '3'],
      [first.id, '1'],
    ]);
    expect((await call('Bergamo', 'print')).out.match(/T-\w+/g)).toEqual([first.id]);
    expect((await call(first.id.slice(2))).out).toContain('The printer of Bergamo');
    expect((await call('rossi s.r.l')).out).toMatch(/^CUSTOMER +NAME\nrossi +Rossi S\.r\.l\./m);
  });

  it('gives JSON as the API does', async () => {
    const { call, second } = await deskBefore();
    await call('rebuild', '--yes');
    const { out } = await call('door', '--json');
    expect(JSON.parse(out)).toMatchObject({ is: 'words', customers: [], tickets: [{ id: second.id }], isWhole: true });
  });

  it('looks for the word rebuild, or one that looks like an option, behind --', async () => {
    const { call } = await deskBefore();
    expect(await call('--', 'rebuild')).toMatchObject({ status: 0, out: 'nothing is found\n' });
    expect(await call('--', '--help')).toMatchObject({ status: 0, out: 'nothing is found\n' });
  });

  it('rebuild puts right what is stray, old, half done or cannot be read, and says what it cannot', async () => {
    const { call, desk, tables, first, second } = await deskBefore();
    const tagged = await update(desk, first, (current) => ({ ...current, tags: ['network'] }));
    for (const { id } of [first, second]) await indexTicket(desk, id);
    await update(desk, tagged, (current) => ({ ...current, tags: ['scanner'] }));
    const record = await desk.words.of(second.id);
    if (!record) throw new Error('not indexed');
    await desk.words.enter({ ticket: second.id, at: record.at }, ['stray']);
    await desk.words.enter({ ticket: 'T-00000000', at: record.at }, ['nobodys']);
    await desk.words.save({ ...record, version: record.version + 1, open: true });
    const broken = { pk: 'TICKET#T-99999999', sk: 'TICKET', id: 'T-99999999' };
    await writeItems(tables.tickets, [broken]);
    expect(JSON.parse((await call('rebuild', '--json')).out)).toEqual({
      tickets: 2,
      outdated: 2,
      stray: 2,
      written: 0,
      unreadable: ['T-99999999'],
    });
    const done = await call('rebuild', '--yes', '--json');
    expect([done.status, JSON.parse(done.out).written]).toEqual([1, 4]);
    expect(done.err).toContain('T-99999999 or what it is found by cannot be read: desk doctor');
    expect((await call('network')).out).toBe('nothing is found\n');
    expect((await call('scanner')).out).toContain(first.id);
    expect(await desk.words.find('stray', { isBeginning: false, most: 5 })).toEqual([]);
    expect(JSON.parse((await call('rebuild', '--json')).out)).toMatchObject({ outdated: 0, stray: 0 });
  });

  it('rebuild names a ticket whose record of words cannot be read', async () => {
    const { call, desk, tables, first, second } = await deskBefore();
    await indexTicket(desk, second.id);
    await writeItems(tables.tickets, [{ pk: `WORDS#${first.id}`, sk: 'WORDS', words: 'printer' }]);
    const done = await call('rebuild', '--yes', '--json');
    expect([done.status, JSON.parse(done.out)]).toMatchObject([1, { outdated: 0, unreadable: [first.id] }]);
  });

  it.each([
    [[], 'say what to look for'],
    [['door', '--colour'], '--colour'],
    [['rebuild', 'all'], 'all'],
  ])('refuses %j', async (args, says) => {
    const { io, err } = testIo();
    expect(await run(['search', ...args], io)).toBe(2);
    expect(err()).toContain(says);
  });
});
