import { describe, expect, it } from 'vitest';
import { sqsHandler } from '../../functions/sqs/handler.ts';
import { MAX_RECEIVE_COUNT } from '../../shared/redelivery.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { pick, seeded } from '../support/random.ts';
import { demands } from './demand.ts';
import { noLateness, percentiles } from './lateness.ts';
import { mailService } from './mail-service.ts';
import type { Result } from './plan.ts';
import { queue } from './queue.ts';
import { DEFAULT_ACCOUNT } from './quotas.ts';
import { lambdaRuns } from './runs.ts';
import { scheduler } from './scheduler.ts';
import { arrivals } from './traffic.ts';
import { virtualTime } from './virtual-time.ts';

const START = Date.parse('2026-11-30T08:00:00Z');
const HOUR = 3_600_000;

describe('virtual time', () => {
  it('lets things happen in order of time, and of two at once the one planned first', async () => {
    const time = virtualTime(START);
    const seen: string[] = [];
    for (const [at, name] of [
      [20, 'late'],
      [10, 'first'],
      [10, 'second'],
      [15, 'between'],
    ] as const)
      time.at(START + at, () => void seen.push(`${name} ${time.now().getTime() - START}`));
    await time.runUntil(START + 100);
    expect(seen).toEqual(['first 10', 'second 10', 'between 15', 'late 20']);
    expect(time.now().getTime()).toBe(START + 100);
  });

  it('waits for all that follows from an event before the next one', async () => {
    const time = virtualTime(START);
    const seen: number[] = [];
    void (async () => {
      for (let step = 0; step < 3; step += 1) {
        await time.sleep(5);
        for (let deep = 0; deep < 50; deep += 1) await null;
        seen.push(time.now().getTime() - START);
      }
    })();
    time.at(START + 6, () => void seen.push(6));
    await time.runUntil(START + 100);
    expect(seen).toEqual([5, 6, 10, 15]);
  });
});

describe('a queue', () => {
  const failing = (failures: number, hours: number) => {
    const time = virtualTime(START);
    const tries: number[] = [];
    const { log } = memoryDesk();
    const work = queue({
      name: 'q',
      time,
      runs: lambdaRuns(time, 10),
      timeoutSeconds: 30,
      workers: { batchSize: 5, maxConcurrency: 2 },
      handler: () =>
        sqsHandler(
          { log, visibility: work.visibility, failure: '', metric: '', inParallel: false, random: () => 0.5 },
          async () => {
            tries.push((time.now().getTime() - START) / 1000);
            if (tries.length <= failures) throw new Error('not now');
          },
        ),
    });
    work.put('one');
    return time.runUntil(START + hours * HOUR).then(() => ({ tries, work }));
  };

  it('gives what fails again, as the desk’s back-off says', async () => {
    const { tries, work } = await failing(3, 1);
    const waits = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    // And a start of the second environment.
    for (const [index, seconds] of [5, 10, 20].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(seconds);
      expect(waits[index]).toBeLessThan(seconds + 1.5);
    }
    expect(waits).toHaveLength(3);
    expect([work.waiting(), work.deadLetters.length]).toEqual([0, 0]);
  });

  it('gives up after as many tries as on AWS', async () => {
    const { tries, work } = await failing(1_000, 4);
    expect(tries).toHaveLength(MAX_RECEIVE_COUNT);
    expect(work.deadLetters).toEqual(['one']);
  });
});

it('the mail service takes so many a second and so many a day, and says which of them it was', async () => {
  const time = virtualTime(START);
  const random = seeded(1);
  const account = { ...DEFAULT_ACCOUNT, mailsPerSecond: 2, mailsPerDay: 5 };
  const sent: number[] = [];
  const mailer = mailService({ time, random, account, isPaused: () => false, onSent: () => void sent.push(1) });
  const mail = { recipient: 'anna@rossi.example' } as Parameters<typeof mailer.send>[0];
  const outcomes = Promise.all(Array.from({ length: 8 }, () => mailer.send(mail)));
  await time.runUntil(START + HOUR);
  expect((await outcomes).map(({ outcome }) => outcome).sort()).toEqual([
    ...Array(5).fill('done'),
    ...Array(3).fill('later'),
  ]);
  expect([...mailer.refusals.keys()]).toEqual(['Maximum sending rate exceeded.', 'Daily message quota exceeded.']);
});

it('the scheduler fires in the minute after the one that it was given, and not what was cancelled', async () => {
  const time = virtualTime(START);
  const fired: [string, number][] = [];
  const timers = scheduler({
    time,
    random: seeded(1),
    invocationsPerSecond: 1_000,
    fire: (body) => void fired.push([body, (time.now().getTime() - START) / 1000]),
  });
  void timers.register({ ticketId: 'T-1', version: 1, at: '2026-11-30T08:10:20.000Z' });
  void timers.register({ ticketId: 'T-2', version: 1, at: '2026-11-30T08:10:20.000Z' });
  time.at(START + 1000, () => void timers.cancel({ ticketId: 'T-2', version: 1 }));
  await time.runUntil(START + HOUR);
  expect(fired.map(([body]) => body)).toEqual([JSON.stringify({ ticketId: 'T-1', version: 1 })]);
  expect(fired[0]?.[1]).toBeGreaterThanOrEqual(11 * 60);
  expect(fired[0]?.[1]).toBeLessThan(12 * 60 + 1);
});

it('a month has as many tickets as it should, and the same from the same seed', () => {
  const month = arrivals(seeded(1), 1_000, START, START + 28 * 24 * HOUR);
  expect(month.length).toBeGreaterThan(850);
  expect(month.length).toBeLessThan(1_020);
  expect(arrivals(seeded(1), 1_000, START, START + 28 * 24 * HOUR)).toEqual(month);
});

it('weights are kept', () => {
  const random = seeded(7);
  const drawn = Array.from({ length: 10_000 }, () =>
    pick(random, [
      ['often', 9],
      ['seldom', 1],
    ]),
  );
  expect(drawn.filter((each) => each === 'seldom').length / 10_000).toBeCloseTo(0.1, 1);
});

it('percentiles are values that were there', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentiles(values)).toEqual({ count: 100, p50: 50, p99: 99, most: 100 });
  expect(percentiles([])).toEqual({ count: 0, p50: 0, p99: 0, most: 0 });
});

it('the most pressing quota comes first, and binds where its demand is its limit', () => {
  const result = {
    tickets: 100,
    lateness: noLateness(),
    mails: new Map([['acknowledgement', 100]]),
    refusals: new Map(),
    deadLetters: 0,
    left: { tickets: 0, notices: 0 },
    runs: lambdaRuns(virtualTime(START), 1),
    schedulesMade: 100,
    keys: new Map(),
  } satisfies Result;
  const [first] = demands(result, 100_000, 20);
  expect(first?.quota).toBe('sesPerDay');
  const [atLimit] = demands(result, first?.bindsAt ?? 0, 20);
  expect(atLimit?.demand).toBeCloseTo(50_000, -1);
});
