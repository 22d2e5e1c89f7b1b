import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** `desk tickets import` in a process of its own, on the desk that runs here; an hour passes in a minute. */

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ speed: 60 });
});
afterAll(async () => {
  await desk?.stop();
});

type Listed = { id: string; subject: string; customer?: { id: string }; openedAt: string };

async function listed(): Promise<Listed[]> {
  const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: Listed[] };
  return tickets;
}

async function mailed(): Promise<string[]> {
  const sent = (await (await fetch(`${desk.running.mailbox}/sent`)).json()) as { destinations: string[] }[];
  return sent.flatMap(({ destinations }) => destinations);
}

it('takes over tickets in silence, escalates what is late once --yes says so, and does no harm again', async () => {
  const { time } = (await (await fetch(`${desk.running.http}/health`)).json()) as { time: string };
  const before = (days: number) => new Date(Date.parse(time) - days * 86_400_000).toISOString();
  const [late, fresh] = [before(30), before(0)];
  const file = [
    'id,requester,subject,text,created,priority',
    `1,anna@rossi.example,Fresh from the other desk,Hello.,${fresh},4`,
    `2,anna@rossi.example,Late on the other desk,Where are you?,${late},4`,
  ].join('\n');
  const imported = (...args: string[]) => desk.commandWith(file, 'tickets', 'import', '-', '--from', 'old', ...args);

  expect(await imported()).toMatchObject({ code: 1, text: expect.stringContaining('add --yes') });
  expect(await listed()).toEqual([]);
  expect(await imported('--yes')).toMatchObject({ code: 0, text: expect.stringContaining('2 tickets imported') });
  expect((await listed()).map(({ subject, openedAt }) => [subject, openedAt]).sort()).toEqual([
    ['Fresh from the other desk', fresh],
    ['Late on the other desk', late],
  ]);
  expect((await listed()).map(({ customer }) => customer?.id)).toEqual(['rossi', 'rossi']);

  const told = await waitFor('the manager hears of the late one', async () => {
    const all = await mailed();
    return all.length > 0 ? all : undefined;
  });
  expect([...new Set(told)]).toEqual(['manager@example.com']);
  expect(await imported('--yes')).toMatchObject({
    code: 0,
    text: expect.stringContaining('0 tickets imported, 2 were'),
  });
  expect(await listed()).toHaveLength(2);
  expect(await desk.command('doctor')).toEqual({ code: 0, text: 'all is well\n' });
});
