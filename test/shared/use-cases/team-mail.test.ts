import { describe, expect, it } from 'vitest';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { takeTeamMail } from '../../../shared/use-cases/take-team-mail.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { readBody } from '../../support/memory-team-mail.ts';
import { ada, deliver, deskOf, requestOf, sweepLater } from '../../support/stories.ts';

/** The mail of the team (docs/architecture.md, second stage, decision 2): a few alone, the rest of a minute in one, a P1 never. */

/** A desk with one agent, its queue held, and so many new tickets. */
async function busy(tickets: number, change: { priority?: 1 | 2 } = {}): Promise<MemoryDesk> {
  const desk = deskOf({ agents: [ada] });
  desk.team.isHeld = true;
  for (let number = 0; number < tickets; number += 1) {
    await openTicket(desk, requestOf(desk, { source: `mail:${number}`, silent: true, ...change }));
  }
  return desk;
}

const told = (desk: MemoryDesk) => desk.sent.map(({ subject }) => /^(\d+ notices|)/.exec(subject)?.[0] || 'one');
const ONE_BY_ONE = ['one', 'one', 'one', 'one', 'one'];

/** Lets the minute end, and what was planned for that be worked on. */
async function minuteEnds(desk: MemoryDesk): Promise<void> {
  desk.pass(70);
  await desk.team.drain();
}

describe('what comes at once to one of the team', () => {
  it('goes one by one as long as it is five a minute', async () => {
    const desk = await busy(5);
    await desk.team.drain();
    await minuteEnds(desk);
    expect(told(desk)).toEqual(ONE_BY_ONE);
  });

  it('is one mail for all that is more, once the minute is over', async () => {
    const desk = await busy(12);
    await desk.team.drain();
    expect(told(desk)).toEqual(ONE_BY_ONE);
    await minuteEnds(desk);
    expect(told(desk)).toEqual([...ONE_BY_ONE, '7 notices']);
    const numbers = (desk.sent.at(-1)?.text ?? '').match(/^T-[0-9A-Z]{8}(?= {2}P)/gm) ?? [];
    expect(new Set(numbers).size).toBe(7);
    await minuteEnds(desk);
    expect(desk.sent).toHaveLength(6);
  });

  it('is a mail of its own when it is the only one over', async () => {
    const desk = await busy(6);
    await desk.team.drain();
    await minuteEnds(desk);
    expect(told(desk)).toEqual([...ONE_BY_ONE, 'one']);
  });

  it('is never gathered when it is a P1', async () => {
    const desk = await busy(12, { priority: 1 });
    await desk.team.drain();
    expect(told(desk)).toEqual(Array(12).fill('one'));
  });

  it('goes although the plan for the digest was lost: the sweep has it sent', async () => {
    const desk = await busy(8);
    desk.faults.add({ port: 'teamMail.put', times: 1 });
    await desk.team.drain();
    desk.team.isHeld = false;
    await sweepLater(desk);
    expect(told(desk)).toEqual([...ONE_BY_ONE, '3 notices']);
  });

  it('goes to its end, and no entry comes of another so often that Lambda drops it as a loop', async () => {
    const desk = await busy(1_105);
    const turns: number[] = [];
    const { put } = desk.teamMail;
    desk.teamMail.put = (entries, seconds) => {
      turns.push(...entries.flatMap((entry) => ('waitsFor' in entry ? [entry.turn ?? 1] : [])));
      return put(entries, seconds);
    };
    await desk.team.drain();
    for (let minute = 0; minute < 30; minute += 1) {
      // Of two entries in a minute one comes again.
      await minuteEnds(desk).catch(() => {});
      if (minute % 5 === 4) await sweepLater(desk);
    }
    expect(Math.max(...turns)).toBe(8);
    const gathered = desk.sent.flatMap(({ subject }) => /^(\d+) notices/.exec(subject)?.[1] ?? []).map(Number);
    expect(gathered.reduce((sum, each) => sum + each, 0)).toBe(1_100);
  });

  it('goes once the mail service is back, by one mail, and no entry is left over', async () => {
    const desk = await busy(8);
    desk.faults.add({ port: 'mailer.send' });
    await desk.team.drain();
    await minuteEnds(desk);
    expect(desk.team.queue).toEqual([]);
    desk.faults.clear();
    desk.team.isHeld = false;
    desk.pass(15 * 60);
    await sweepLater(desk);
    expect(told(desk)).toEqual(['8 notices']);
  });
});

describe('an entry of the queue that comes twice', () => {
  it('tells once, whether the two come after one another or at once', async () => {
    const desk = await busy(1);
    const [queued] = desk.team.queue.splice(0);
    const entry = readBody(queued?.body ?? '');
    await Promise.allSettled([takeTeamMail(desk, entry), takeTeamMail(desk, entry)]);
    await takeTeamMail(desk, entry);
    expect(told(desk)).toEqual(['one']);
  });

  it('is gone on with after a crash that left its claim, and tells once', async () => {
    const desk = await busy(1);
    const [queued] = desk.team.queue.splice(0);
    const entry = readBody(queued?.body ?? '');
    // The process ends in the middle: nothing gives the claim up.
    void takeTeamMail({ ...desk, mailer: { send: () => new Promise<never>(() => {}) } }, entry);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await deliver(desk, () => takeTeamMail(desk, entry))).toBe(2);
    await takeTeamMail(desk, entry);
    expect(told(desk)).toEqual(['one']);
  });

  it('that was set aside as a dead letter after its claim is told by the sweep, and not again when it is sent on', async () => {
    const desk = await busy(1);
    const [queued] = desk.team.queue.splice(0);
    const entry = readBody(queued?.body ?? '');
    void takeTeamMail({ ...desk, mailer: { send: () => new Promise<never>(() => {}) } }, entry);
    await new Promise((resolve) => setImmediate(resolve));
    desk.team.isHeld = false;
    await sweepLater(desk);
    expect(told(desk)).toEqual(['one']);
    await takeTeamMail(desk, entry);
    expect(told(desk)).toEqual(['one']);
  });
});
