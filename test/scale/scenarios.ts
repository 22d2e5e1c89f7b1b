import type { Random } from '../support/random.ts';
import type { Plan } from './plan.ts';
import type { Account } from './quotas.ts';
import { type Arrival, arrivals, burst } from './traffic.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 00:00 UTC, an hour into the day in Rome. */
const MONDAY = Date.parse('2026-11-30T00:00:00Z');
/** Ten in the morning in Rome: as busy as it gets. */
const PEAK = MONDAY + 9 * HOUR;
const SEED = 20261130;

/** What a row of the table is: a desk, and what happens to it. */
export type Scenario = { name: string; plan: Plan };

/** A Monday, from one hour (UTC, before 7) to another, on which the weekend's P1 wait, too. From seven on it is measured. */
export function monday(perMonth: number, agents: number, hours = { from: 0, to: 24 }): Plan {
  const [from, to] = [MONDAY + hours.from * HOUR, MONDAY + hours.to * HOUR];
  return {
    seed: SEED,
    agents,
    span: { from, to },
    measured: { from: MONDAY + 7 * HOUR, to },
    arrivals: (random) => [...ofWeekend(random, perMonth, from), ...arrivals(random, perMonth, from, to)],
  };
}

/** The P1 of Saturday and Sunday, as if they came between `from` and seven: until the offices open their clocks stand. */
function ofWeekend(random: Random, perMonth: number, from: number): Arrival[] {
  const length = MONDAY + 7 * HOUR - from;
  const weekend = arrivals(random, perMonth, MONDAY - 48 * HOUR, MONDAY);
  return weekend
    .filter(({ priority }) => priority === 1)
    .map((arrival) => ({ ...arrival, at: from + Math.floor(random() * length), from: `weekend-${arrival.from}` }));
}

/** Minutes of the peak, and as many after it in which the desk gets on top of it, or not. */
function peak(perMonth: number, agents: number, minutes: number, account: Partial<Account> = {}): Plan {
  const end = PEAK + minutes * MINUTE;
  return {
    seed: SEED,
    agents,
    account,
    span: { from: PEAK, to: end + minutes * MINUTE },
    arrivals: (random) => arrivals(random, perMonth, PEAK, end),
  };
}

/** An hour of the peak, of which write units are counted, too. */
export function peakHour(agents: number): Plan {
  return { ...peak(100_000, agents, 60), isMetered: true };
}

/** An ordinary peak of 100,000 tickets a month, and a fault in it. */
function faulty(change: Partial<Plan>, hours: number, agents = 5): Plan {
  const span = { from: PEAK, to: PEAK + hours * HOUR };
  return { seed: SEED, agents, span, arrivals: (random) => arrivals(random, 100_000, PEAK, PEAK + HOUR), ...change };
}

const BUCKET_AWAY = { from: PEAK + 10 * MINUTE, to: PEAK + 20 * MINUTE };
const MAIL_PAUSED = { from: PEAK + 5 * MINUTE, to: PEAK + 65 * MINUTE };

/** Requests in the name of known customers, which no DMARC proves, all of them P1. */
function forged(of: 'one' | 'many'): Plan {
  const flood = { count: 1_000, at: PEAK + 5 * MINUTE, priority: 1, verified: false, of } as const;
  return faulty(
    { arrivals: (random) => [...arrivals(random, 100_000, PEAK, PEAK + HOUR), ...burst(random, flood)] },
    3,
  );
}

/** So many mails at once, to a team of twenty. */
export function mailsAtOnce(count: number): Plan {
  const at = PEAK;
  return {
    seed: SEED,
    agents: 20,
    span: { from: at, to: at + 15 * MINUTE },
    arrivals: (random) => burst(random, { count, at, priority: 3, verified: true, of: 'many' }),
  };
}

/** So many tickets that are late in the same minute, at 17:00 in Rome, and an ordinary afternoon beside it. */
export function timersAtOnce(count: number, minutes: number): Plan {
  const at = MONDAY + 16 * HOUR;
  const from = at - 2 * MINUTE;
  const to = at + minutes * MINUTE;
  return {
    seed: SEED,
    agents: 5,
    span: { from, to },
    // Three days of open hours, of which the last ends then.
    standing: { count, receivedAt: '2026-11-25T18:00:00.000Z' },
    arrivals: (random) => arrivals(random, 100_000, from, Math.min(to, at + 20 * MINUTE)),
  };
}

/** From before the offices open until three in the afternoon in Rome. */
const BUSY_HOURS = { from: 6, to: 14 };

/** Days that go as they should, by size. */
export const DAYS: Scenario[] = [
  { name: '1 k a month, 5 agents', plan: monday(1_000, 5) },
  { name: '1 k a month, 20 agents', plan: monday(1_000, 20) },
  { name: '100 k a month, 5 agents', plan: monday(100_000, 5, BUSY_HOURS) },
  { name: '100 k a month, 20 agents', plan: monday(100_000, 20, BUSY_HOURS) },
  { name: '10 M a month, 5 agents, 3 peak minutes', plan: peak(10_000_000, 5, 3) },
  {
    name: 'the same, SES asked for 500 a second',
    plan: peak(10_000_000, 5, 3, { mailsPerSecond: 500, mailsPerDay: 5_000_000 }),
  },
];

/** What goes wrong, at 100 k a month. */
export const FAULTS: Scenario[] = [
  { name: 'S3 down for 10 minutes', plan: faulty({ bucketAway: BUCKET_AWAY }, 1.5) },
  { name: 'SES paused for an hour', plan: faulty({ mailPaused: MAIL_PAUSED }, 3) },
  { name: '1,000 forged P1, of one domain', plan: forged('one') },
  { name: '1,000 forged P1, of all customers', plan: forged('many') },
  { name: '300 mails at once, 20 agents', plan: mailsAtOnce(300) },
  { name: '2,000 timers in one minute', plan: timersAtOnce(2_000, 60) },
  { name: '35,000 timers in one minute', plan: timersAtOnce(35_000, 60) },
];
