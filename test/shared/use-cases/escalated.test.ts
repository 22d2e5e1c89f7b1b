import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, LATE_LEVELS, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const WARNING = '2026-11-30T09:30:00.000Z';
const BREACH = '2026-11-30T10:00:00.000Z';
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;

const before = (instant: string, ms: number) => new Date(Date.parse(instant) - ms).toISOString();
const levelsOf = async (desk: MemoryDesk, id: string) =>
  (await desk.tickets.get(id))?.escalations.map(({ level }) => level);

/** Levels that are mailed where they arise: 11:00 and on. */
const late = () => deskOf({ settings: LATE_LEVELS });

/** A P1 of 09:00 in Rome: warned of at 10:30, due at 11:00. */
const p1 = (desk: MemoryDesk) => waitingTicket(desk, { priority: 1 });

/** A P1 whose first level nobody could be told of. */
async function parkedLevel(desk: MemoryDesk): Promise<string> {
  const { id } = await p1(desk);
  desk.setNow(BREACH);
  desk.faults.add({ port: 'mailer.send' });
  await escalate(desk, { ticketId: id, version: 1 });
  desk.faults.clear();
  return id;
}

describe('a level that is reached', () => {
  it('stays on the ticket: when it fell due, when the desk did it, and in the trail; it counts once', async () => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow('2026-11-30T09:31:00.000Z');
    const at = desk.now().toISOString();
    await escalate(desk, { ticketId: id, version: 1 });
    await escalate(desk, { ticketId: id, version: 1 });
    const ticket = await desk.tickets.get(id);
    expect(ticket?.escalations).toEqual([
      { level: 'warning', clock: 1, timer: 1, due: WARNING, deadline: BREACH, at, notice: { state: 'done' } },
    ]);
    expect(ticket).toMatchObject({ reached: 'warning', timer: { setAt: at } });
    expect(ticket?.audit.at(-2)).toMatchObject({ at, by: 'desk', action: 'escalated', detail: 'warning' });
    expect(desk.counted.get(METRIC.escalation)).toBe(1);
  });

  it('on the very instant of the next one is that one', async () => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await levelsOf(desk, id)).toEqual(['breach']);
    const other = deskOf();
    const { id: earlier } = await p1(other);
    other.setNow(before(BREACH, 1));
    await escalate(other, { ticketId: earlier, version: 1 });
    expect(await levelsOf(other, earlier)).toEqual(['warning']);
  });

  it.each([
    [60_000, ['warning']],
    [60_001, []],
  ])('%i ms early by our clock: served %j', async (ms, expected) => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow(before(WARNING, ms));
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await levelsOf(desk, id)).toEqual(expected);
  });

  it('shows what becomes of its mails in the trail', async () => {
    const desk = late();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await escalate(desk, { ticketId: id, version: 1 });
    const ticket = await desk.tickets.get(id);
    expect(ticket?.audit.at(-2)).toMatchObject({
      action: 'mail refused',
      detail: 'ada@support.example: Illegal address',
    });
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect(ticket?.escalations[0]?.notice.state).toBe('done');
  });

  it('is recorded by one of two deliveries: the other finds it', async () => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow(WARNING);
    const { save } = desk.tickets;
    desk.tickets.save = async (ticket) => {
      desk.tickets.save = save;
      await escalate(desk, { ticketId: id, version: 1 });
      return save(ticket);
    };
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await levelsOf(desk, id)).toEqual(['warning']);
    expect(mailed(desk)).toHaveLength(2);
    expect(desk.counted.get(METRIC.escalation)).toBe(1);
  });
});

describe('a level that is reached while others are at the ticket', () => {
  it('is recorded all the same, on the ticket as it then is', async () => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow(WARNING);
    const { save } = desk.tickets;
    desk.tickets.save = async () => {
      desk.tickets.save = save;
      return undefined;
    };
    await escalate(desk, { ticketId: id, version: 1 });
    expect(await levelsOf(desk, id)).toEqual(['warning']);
    expect(mailed(desk)).toHaveLength(2);
  });

  it('and whose telling breaks off in the middle: who was told already is not told again', async () => {
    const desk = late();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    desk.faults.add({ port: 'secrets.signingKeys', skip: 1, times: 1 });
    await expect(escalate(desk, { ticketId: id, version: 1 })).rejects.toThrow('The service is down');
    expect(mailed(desk)).toEqual(['ada@support.example']);
    desk.pass(91);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});

describe('a notice that another delivery is at', () => {
  it('is left to it', async () => {
    const desk = late();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    const { send } = desk.mailer;
    const others: unknown[] = [];
    desk.mailer.send = async (mail) => {
      others.push(await escalate(desk, { ticketId: id, version: 1 }).catch((error) => error));
      return send(mail);
    };
    await escalate(desk, { ticketId: id, version: 1 });
    expect(others).toEqual([expect.any(TaskBusy), expect.any(TaskBusy)]);
    expect(mailed(desk)).toHaveLength(2);
  });

  it('that took it over a moment ago is left to that one', async () => {
    const desk = late();
    const id = await parkedLevel(desk);
    const { save } = desk.tickets;
    desk.tickets.save = async () => undefined;
    await expect(escalate(desk, { ticketId: id, version: 1 })).rejects.toThrow(TaskBusy);
    desk.tickets.save = save;
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toHaveLength(2);
  });
});

describe('a notice that could not be told in its time', () => {
  it('is told when nothing has changed since, to those who were not told, and ends', async () => {
    const desk = late();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['bruno@support.example', 'ada@support.example']);
    await sweepLater(desk);
    expect(mailed(desk)).toHaveLength(2);
  });

  it('is told to nobody once the ticket is closed, and the trail says when and why, once', async () => {
    const desk = late();
    const id = await parkedLevel(desk);
    await changeState(desk, { ticketId: id, agent: ada, at: BREACH, state: 'closed', reason: 'withdrawn' });
    await sweepLater(desk);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    const lines = (await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'not told');
    expect(lines).toMatchObject([{ at: desk.now().toISOString(), by: 'desk', detail: 'first: closed since' }]);
  });

  it('of a breach goes to the lead even after the critical level, of which the manager alone hears', async () => {
    const desk = deskOf();
    const { id } = await p1(desk);
    desk.setNow(BREACH);
    desk.faults.add({ port: 'mailer.send' });
    await escalate(desk, { ticketId: id, version: 1 });
    desk.faults.clear();
    desk.setNow('2026-11-30T11:00:00.000Z');
    await escalate(desk, { ticketId: id, version: 2 });
    expect(mailed(desk)).toEqual(['manager@support.example']);
    await sweepLater(desk);
    expect(mailed(desk).toSorted()).toEqual([
      'ada@support.example',
      'bruno@support.example',
      'lead@support.example',
      'manager@support.example',
    ]);
  });
});
