import { describe, expect, it } from 'vitest';
import { tickets } from '../../../infra/cli/tickets/tickets.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';

const HEADER = 'id,requester,name,subject,text,created,priority,language,assignee';
/** The desk's time is 2026-11-30T08:00Z, a Monday. */
const EARLIER = '2026-11-30T08:50:00+01:00';
const LONG_AGO = '2026-11-02T09:00:00+01:00';

const row = (id: string, created = EARLIER, rest = '2,it,') =>
  `${id},anna@rossi.example,Anna Rossi,Non stampa,Da ieri.,${created},${rest}`;

async function run(desk: MemoryDesk, rows: readonly string[], ...args: string[]) {
  const { io, out, err } = testIo([HEADER, ...rows].join('\n'));
  const status = await tickets(['import', '-', '--from', 'old', ...args], io, connectionTo(desk));
  return { status, out: out(), err: err() };
}

const noMail = async () => false;

describe('tickets import', () => {
  it('makes a ticket of a row on the terms of its customer, whose clock starts when it was created there', async () => {
    const desk = deskOf();
    expect(await run(desk, [row('4711', EARLIER, '2,it,bruno')])).toEqual({
      status: 0,
      out: '1 ticket imported, 0 were there already\n',
      err: '',
    });
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({
      source: 'import:old:4711',
      state: 'waiting',
      priority: 2,
      language: 'it',
      assignee: 'bruno',
      customer: { id: 'rossi' },
      requester: { address: 'anna@rossi.example', name: 'Anna Rossi', verified: true },
      createdAt: '2026-11-30T07:50:00.000Z',
      clock: { start: '2026-11-30T07:50:00.000Z' },
      opening: { state: 'done' },
    });
    expect(desk.scheduled.size).toBe(1);
    expect(await messagesOf(desk, ticket?.id ?? '')).toMatchObject([{ author: 'customer', subject: 'Non stampa' }]);
  });

  it('tells nobody: no acknowledgement, no notice, now or by a later sweep', async () => {
    const desk = deskOf();
    await run(desk, [row('1'), row('2')]);
    desk.pass(600);
    await sweep(desk, noMail);
    expect(mailed(desk)).toEqual([]);
    expect(desk.team.queue).toEqual([]);
  });

  it('is harmless again: what is there is neither made twice nor changed', async () => {
    const desk = deskOf();
    await run(desk, [row('1')]);
    const before = await ticketsOf(desk);
    const again = await run(desk, [row('1', EARLIER, '1,en,ada'), row('2')]);
    expect(again.out).toBe('1 ticket imported, 1 was there already\n');
    const after = await ticketsOf(desk);
    expect(after).toHaveLength(2);
    expect(after).toContainEqual(before[0]);
    // The same id of another desk is another ticket.
    const { io, out } = testIo(`${HEADER}\n${row('1')}`);
    await tickets(['import', '-', '--from', 'other'], io, connectionTo(desk));
    expect(out()).toContain('1 ticket imported, 0 were');
  });

  it('that broke off goes on when it is run again, and loses no text', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'tickets.addMessage', skip: 1, times: 1 });
    await expect(run(desk, [row('1'), row('2')])).rejects.toThrow(/broke off after [01] of 2: .*Run it again/);
    desk.pass(600);
    expect(await run(desk, [row('1'), row('2')])).toMatchObject({ status: 0, err: '' });
    const all = await ticketsOf(desk);
    for (const { id } of all) expect(await messagesOf(desk, id)).toHaveLength(1);
    expect(all).toHaveLength(2);
  });

  it('writes nothing when one row is wrong, and says what and how to mend it', async () => {
    const desk = deskOf();
    const { status, out, err } = await run(desk, [
      row('1'),
      'x,help@support.example,,,,2026-11-30 08:00,5,xx,nobody',
      row('1'),
      row('2', '2026-12-01T00:00:00Z'),
      'y,anna,,Hi,,2026-02-30T08:00:00Z,,,',
    ]);
    expect([status, out]).toEqual([1, '']);
    expect(err.split('\n')).toEqual([
      'line 3, requester: this is the desk’s own address; give the customer’s',
      'line 3, subject: is empty; give the subject',
      'line 3, created: "2026-11-30 08:00" is no time with a zone; write it as 2026-11-30T09:15:00+01:00',
      'line 3, priority: "5" is no priority; use 1 to 4, or leave it empty',
      'line 3, language: "xx" is no language; use en or it',
      'line 3, assignee: there is no agent "nobody"; use an id of agents list, or leave it empty',
      'line 4, id: "1" is on line 2 already; keep one',
      'line 5, created: "2026-12-01T00:00:00Z" is yet to come; give when the ticket was created',
      'line 6, requester: "anna" is no mail address; write it as anna@acme.example',
      'line 6, created: "2026-02-30T08:00:00Z" is no time with a zone; write it as 2026-11-30T09:15:00+01:00',
      '10 errors in -: nothing was written',
      '',
    ]);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it('lists whose levels have passed, and mails their contacts only when --yes says so', async () => {
    const desk = deskOf();
    const rows = [row('old', LONG_AGO), row('new')];
    const dry = await run(desk, rows, '--dry-run');
    expect(dry.out).toMatch(
      /contacts hear of it at once:\nID +LEVEL +ANSWER WAS DUE\nold +critical +2026-11-0\S+Z\n\n2 tickets would/,
    );
    expect([dry.status, dry.err]).toEqual([0, '']);
    expect(await run(desk, rows)).toEqual({
      status: 1,
      out: dry.out,
      err: 'nothing was written: add --yes, and their contacts are mailed within minutes\n',
    });
    expect(await ticketsOf(desk)).toEqual([]);
    expect((await run(desk, rows, '--yes')).status).toBe(0);
    const late = (await ticketsOf(desk)).find(({ source }) => source === 'import:old:old');
    await escalate(desk, { ticketId: late?.id ?? '', version: late?.timer.version ?? 0 });
    expect(mailed(desk)).toEqual([expect.stringContaining('manager@support.example')]);
    // Again, nothing is left that would fall due.
    expect((await run(desk, rows)).out).toBe('0 tickets imported, 2 were there already\n');
  });

  it('says of whom no record knows that they are on the desk’s own terms, and gives a program all of it', async () => {
    const desk = deskOf();
    const rows = [row('1'), `2,who@else.example,,Hi,,${EARLIER},,,`];
    expect((await run(desk, rows, '--dry-run')).out).toBe(
      '2 tickets would be imported, 0 were there already; 1 of them on the desk’s own terms, since no customer’s record names who asks\n',
    );
    const { out } = await run(desk, rows, '--json');
    expect(JSON.parse(out)).toEqual({ imported: 2, there: 0, unknown: 1, due: [] });
  });

  it('makes fifty a second, and no more', async () => {
    const desk = deskOf();
    const started = performance.now();
    await run(
      desk,
      Array.from({ length: 41 }, (_, n) => row(String(n))),
    );
    expect(await ticketsOf(desk)).toHaveLength(41);
    expect(performance.now() - started).toBeGreaterThan(780);
  });

  it('has an example that works as it stands', async () => {
    const desk = deskOf();
    const { io, out, err } = testIo();
    const call = ['import', 'docs/examples/tickets.csv', '--from', 'old', '--yes'];
    expect(await tickets(call, io, connectionTo(desk))).toBe(0);
    expect([out(), err()]).toEqual([expect.stringContaining('3 tickets imported'), '']);
  });

  it.each([
    [['import', '-'], 'say what the other desk is called, as --from zendesk'],
    [['import', '-', '--from', 'a:b'], 'say what the other desk is called'],
    [['import', '--from', 'old'], 'name one file'],
    [['export'], 'there is no command "tickets export"'],
  ])('says what is wrong with a call: %j', async (args, message) => {
    await expect(tickets(args, testIo().io, connectionTo(deskOf()))).rejects.toThrow(message);
  });
});
