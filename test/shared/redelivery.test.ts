import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffSeconds, claimSeconds, MAX_RECEIVE_COUNT } from '../../shared/redelivery.ts';

const evenly = () => 0.5;
/** Failures of a message, first to last. */
const tries = Array.from({ length: MAX_RECEIVE_COUNT }, (_, index) => index + 1);
const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
const waits = (random: () => number) => tries.map((each) => backOffSeconds(each, random));

describe('a message that fails', () => {
  it('comes again after 5, 10, 20, 40 seconds, then each minute up to try 18, then every five minutes', () => {
    expect(waits(evenly)).toEqual([5, 10, 20, 40, ...Array(14).fill(60), ...Array(24).fill(300)]);
  });

  it('is tried for the last time 130 minutes after the first, and set aside five minutes later', () => {
    const all = waits(evenly);
    expect(sum(all.slice(0, -1))).toBe(130 * 60 + 15);
    expect(sum(all)).toBe(135 * 60 + 15);
  });

  it('outlives a fault of an hour and three quarters, however its waits fall', () => {
    expect(sum(waits(() => 0).slice(0, -1))).toBeGreaterThan(103 * 60);
  });

  it('waits up to a fifth longer or shorter, so that those that failed together do not come together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_RECEIVE_COUNT }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (each, random) => {
          const seconds = backOffSeconds(each, () => random);
          const middle = backOffSeconds(each, evenly);
          expect(Number.isInteger(seconds)).toBe(true);
          expect(Math.abs(seconds - middle)).toBeLessThanOrEqual(0.2 * middle);
        },
      ),
    );
    expect([backOffSeconds(20, () => 0), backOffSeconds(20, () => 1)]).toEqual([240, 360]);
  });
});

it.each([
  [60_000, 75],
  [59_990, 75],
  [30_000, 45],
  [0, 15],
])('a run that has %i ms left keeps its message for %i s', (remaining, seconds) => {
  expect(claimSeconds(remaining)).toBe(seconds);
});
