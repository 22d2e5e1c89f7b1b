import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { toldOf } from './support/told.ts';
import { waitFor } from './support/wait-for.ts';

const MAILS = 12;

const numbersIn = async (desk: RunningDesk): Promise<string[]> => {
  const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: { id: string }[] };
  return tickets.map(({ id }) => id);
};
const mailAll = (desk: RunningDesk) =>
  Promise.allSettled(
    Array.from({ length: MAILS }, (_, n) =>
      desk.mail({ from: `writer-${n}@rossi.example`, subject: `Door ${n}`, text: 'It does not open.' }),
    ),
  );

describe('a desk that is killed in the middle of its work', () => {
  it('has told of each ticket once it is back, and of none that is not there', async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'desk-events-')), 'data');
    const killed = await startDesk({ data });
    const mailed = mailAll(killed);
    await waitFor('some tickets', async () => ((await numbersIn(killed)).length >= 3 ? true : undefined));
    await killed.stop('SIGKILL');
    await mailed;

    const desk = await startDesk({ data });
    const { env } = desk.running;
    const isTold = () => waitFor('all to be told', async () => ((await toldOf(env)).isCurrent ? true : undefined));
    await isTold();
    // And once more, from the trail: nobody learns of anything new. Mails that were in hand go on coming in meanwhile.
    const { code, text } = await desk.command('events', 'replay', '--since', '2020-01-01T00:00:00Z', '--yes');
    expect([code, text]).toEqual([0, expect.stringContaining('told again')]);
    // An index may name one whose item the kill kept from being written.
    const listed = await numbersIn(desk);
    const there = await Promise.all(listed.map(async (id) => (await desk.api(`/api/tickets/${id}`)).ok));
    const before = listed.filter((_, place) => there[place]);
    await isTold();
    const { events } = await toldOf(env);
    const told = events.filter(({ detail }) => !detail.replayed);
    const opened = told.filter(({ detail }) => detail.type === 'opened').map(({ detail }) => detail.id);
    const after = await numbersIn(desk);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before.filter((id) => !opened.includes(`${id}.1.0`))).toEqual([]);
    expect(opened.filter((id) => !after.includes(id.split('.')[0] ?? ''))).toEqual([]);
    const again = events.filter(({ detail }) => detail.replayed).map(({ detail }) => detail.id);
    expect(again.length).toBeGreaterThanOrEqual(3);
    expect(again.filter((id) => !told.some(({ detail }) => detail.id === id))).toEqual([]);
    expect(await desk.stop()).toBe(0);
  });
});
