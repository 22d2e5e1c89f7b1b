import { beforeEach, describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import type { Tellings } from '../../../shared/targets/ports.ts';
import { sweepTargets } from '../../../shared/use-cases/sweep-targets.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryTellings } from '../../support/memory-targets.ts';
import { ada, bruno, deskOf } from '../../support/stories.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

let desk: MemoryDesk;
let tellings: Tellings;
beforeEach(async () => {
  desk = deskOf({ agents: [{ ...ada, role: 'admin' }, bruno] });
  tellings = memoryTellings();
  await tellings.well('fine', desk.now().toISOString());
  await tellings.failed('ops', desk.now().toISOString(), 'it answered 500');
});

const sweep = () => sweepTargets(desk, tellings);
const alarms = () => desk.counted.get(METRIC.targetFailing) ?? 0;
const fail = (how?: { isAside: boolean }) => tellings.failed('ops', desk.now().toISOString(), 'it answered 500', how);
/** As a line does that waits: every six hours at the latest. */
async function failFor(days: number) {
  for (let hours = 0; hours < days * 24; hours += 6) {
    desk.pass(6 * HOUR);
    await fail();
  }
}
const ops = async () => (await tellings.health()).find(({ name }) => name === 'ops');

describe('a target that fails', () => {
  it('alarms from an hour on, once a sweep, until it is well', async () => {
    desk.pass(HOUR - 1);
    await sweep();
    expect(alarms()).toBe(0);
    desk.pass(1);
    await sweep();
    await sweep();
    expect(alarms()).toBe(2);
    await tellings.well('ops', desk.now().toISOString());
    await sweep();
    expect(alarms()).toBe(2);
    expect(desk.sent).toEqual([]);
  });

  it('alarms while a line of it waits for its next try, and not for ever where there is none', async () => {
    desk.pass(7 * HOUR);
    await sweep();
    expect(alarms()).toBe(1);
    desk.pass(DAY);
    await sweep();
    expect(alarms()).toBe(1);
    await fail();
    await sweep();
    expect(alarms()).toBe(2);
  });

  it('does not alarm of what it refused once, which is among the dead letters; of what it goes on refusing it does', async () => {
    await tellings.well('ops', desk.now().toISOString());
    await fail({ isAside: true });
    desk.pass(2 * HOUR);
    await sweep();
    expect(alarms()).toBe(0);
    await fail({ isAside: true });
    await sweep();
    expect(alarms()).toBe(1);
    desk.pass(HOUR);
    await sweep();
    expect(alarms()).toBe(1);
  });

  it('is not given up for one failure and five quiet days', async () => {
    desk.pass(30 * DAY);
    await sweep();
    await fail();
    await sweep();
    expect(desk.sent).toEqual([]);
    expect((await ops())?.givenUp).toBeUndefined();
  });

  it('is not given up where nobody has noted when it failed last', async () => {
    const health = async () => [
      { name: 'ops', failingSince: '2026-11-01T08:00:00.000Z', failures: 90, why: 'it answered 500' },
    ];
    await sweepTargets(desk, { ...tellings, health });
    expect(desk.sent).toEqual([]);
  });

  it('is given up when its tries have failed for five days, and the admins hear so, once', async () => {
    await failFor(4.75);
    await sweep();
    expect(desk.sent).toEqual([]);
    await failFor(0.25);
    await sweep();
    await sweep();
    expect(desk.sent.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['ada@support.example', 'Nothing goes to ops any more'],
    ]);
    expect(desk.sent[0]?.text).toContain('desk targets test ops');
    expect(desk.sent[0]?.text).toContain('it answered 500');
    expect((await ops())?.givenUp).toBe(desk.now().toISOString());
  });

  it('and says that it is no more is given up at the next sweep', async () => {
    await tellings.failed('ops', desk.now().toISOString(), 'it answered 410', { isGone: true });
    await sweep();
    expect(desk.sent[0]?.text).toContain('It has said that it is no more');
    expect((await ops())?.givenUp).toBeDefined();
  });

  it('is given up when the admins have heard: what the mail service cannot take goes at the next sweep', async () => {
    await failFor(5);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await sweep();
    expect((await ops())?.givenUp).toBeUndefined();
    await sweep();
    expect(desk.sent).toHaveLength(1);
    expect((await ops())?.givenUp).toBeDefined();
  });

  it('is told to whoever reads of what is held where the desk has no admin', async () => {
    const other = deskOf();
    await failFor(5);
    other.pass(5 * DAY);
    await sweepTargets(other, tellings);
    expect(other.sent.map(({ recipient }) => recipient)).toEqual(['lead@support.example']);
  });
});
