import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';

const NOON = Date.parse('2026-11-27T12:00:00.000Z');
const HOUR = 3_600_000;

/** The machine's time, moved by hand. */
function machine(start = NOON) {
  const time = { now: start };
  return { pass: (ms: number) => (time.now += ms), realNow: () => time.now };
}

const clockFile = () => join(mkdtempSync(join(tmpdir(), 'desk-clock-')), 'clock.json');

describe('the desk clock', () => {
  it('starts at real time', () => {
    expect(createClock({ speed: 60, realNow: machine().realNow }).now().toISOString()).toBe('2026-11-27T12:00:00.000Z');
  });

  it('makes an hour pass in a minute at speed 60', () => {
    const { realNow, pass } = machine();
    const clock = createClock({ speed: 60, realNow });
    pass(60_000);
    expect(clock.now().toISOString()).toBe('2026-11-27T13:00:00.000Z');
  });

  it('wakes a timer when the desk reaches its instant, not before', async () => {
    const clock = createClock({ speed: 600 });
    const instant = clock.now().getTime() + 60_000;
    const woken = await new Promise<number>((resolve) => {
      clock.at(instant, () => resolve(clock.now().getTime()));
    });
    expect(woken).toBeGreaterThanOrEqual(instant);
  });

  it('lets a timer be called off', async () => {
    const clock = createClock({ speed: 600 });
    let woken = false;
    const callOff = clock.at(clock.now().getTime() + 30_000, () => {
      woken = true;
    });
    callOff();
    await pause(100);
    expect(woken).toBe(false);
  });

  it('does not wake at once for an instant beyond the longest timer of the machine', async () => {
    const clock = createClock({ speed: 1 });
    let woken = false;
    const callOff = clock.at(clock.now().getTime() + 1000 * 24 * HOUR, () => {
      woken = true;
    });
    await pause(20);
    callOff();
    expect(woken).toBe(false);
  });
});

describe('a desk clock with a file', () => {
  it('goes on where it was stopped', () => {
    const file = clockFile();
    const { realNow, pass } = machine();
    const first = createClock({ speed: 60, file, realNow });
    pass(60_000);
    first.stop();
    const second = createClock({ speed: 1, file, realNow });
    expect(second.now().toISOString()).toBe('2026-11-27T13:00:00.000Z');
    second.stop();
  });

  it('does not go back after a kill, which leaves no time to write', () => {
    const file = clockFile();
    const { realNow, pass } = machine();
    const killed = createClock({ speed: 60, file, realNow });
    pass(5000);
    const reached = killed.now();
    const next = createClock({ speed: 60, file, realNow });
    expect(next.now().getTime()).toBeGreaterThanOrEqual(reached.getTime());
    next.stop();
  });

  it('catches up with real time when that is ahead', () => {
    const file = clockFile();
    const { realNow, pass } = machine();
    createClock({ speed: 1, file, realNow }).stop();
    pass(24 * HOUR);
    const next = createClock({ speed: 1, file, realNow });
    expect(next.now().toISOString()).toBe('2026-11-28T12:00:00.000Z');
    next.stop();
  });
});
