import { expect, it } from 'vitest';
import { percentiles } from './lateness.ts';
import { mailsAtOnce, monday, timersAtOnce } from './scenarios.ts';
import { simulate } from './simulation.ts';

/** The weekend's P1 of Basic are late at 11:00 in Rome. */
const UNTIL_ELEVEN = { from: 6.5, to: 10.1 };

it('at 100,000 tickets a month with an account that asked for nothing, P1 escalations leave within two minutes', async () => {
  const { lateness, deadLetters } = await simulate(monday(100_000, 5, UNTIL_ELEVEN));
  const { count, p99 } = percentiles(lateness['escalation of a P1']);
  expect(count).toBeGreaterThan(30);
  expect(p99).toBeLessThan(120);
  expect(percentiles(lateness.acknowledgement).p99).toBeLessThan(10);
  expect(deadLetters).toBe(0);
});

it('300 mails at once and a team of 20: acknowledgements first, and nothing is given up', async () => {
  const { lateness, deadLetters, left } = await simulate(mailsAtOnce(300));
  const [acknowledged, told] = [percentiles(lateness.acknowledgement), percentiles(lateness.notice)];
  expect(acknowledged).toMatchObject({ count: 300 });
  expect(told).toMatchObject({ count: 6_000 });
  expect(acknowledged.p99).toBeLessThan(45);
  expect(acknowledged.p99).toBeLessThan(told.p50);
  expect(deadLetters).toBe(0);
  expect(left.tickets).toBe(0);
});

it('2,000 timers in one minute: all are told as fast as SES takes them, and whoever writes meanwhile is acknowledged', async () => {
  const { lateness, deadLetters, left } = await simulate(timersAtOnce(2_000, 20));
  const told = percentiles(lateness.escalation);
  // Five agents and the lead, of each.
  expect(told.count).toBeGreaterThanOrEqual(12_000);
  expect(told.most).toBeLessThan(16 * 60);
  expect(percentiles(lateness.acknowledgement).p99).toBeLessThan(10);
  expect(deadLetters).toBe(0);
  expect(left).toEqual({ tickets: 0, notices: 0 });
});

it('the same plan has the same result', async () => {
  const once = await simulate(mailsAtOnce(20));
  const again = await simulate(mailsAtOnce(20));
  expect(again.lateness).toEqual(once.lateness);
});
