import type { Customer } from '../../shared/customer/customer.ts';
import type { Plan, Priority } from '../../shared/sla/terms.ts';
import { normal, pick, type Random } from '../support/random.ts';

/** Somebody asks for something. */
export type Arrival = {
  /** Epoch ms. */
  at: number;
  from: string;
  priority: Priority;
  /** Whether the mail proves who wrote it. */
  verified: boolean;
};

const MINUTE = 60_000;
const MINUTES_A_MONTH = 30 * 24 * 60;

/*
 * What a month is like. Assumed and not measured: the shape of an office's week in one time zone, which is harder on the desk than customers
 * all over the world.
 */

/** Tickets of a weekday to those of a mean day, Sunday first. */
const WEEK = [0.3, 1.45, 1.3, 1.25, 1.2, 1.1, 0.4];
/** Hundredths of a day's tickets in each hour of Rome. */
const DAY = [0.6, 0.4, 0.3, 0.3, 0.4, 0.7, 1.5, 3.5, 8, 12, 12, 10, 7, 6, 8, 8, 7, 5, 3, 2, 1.5, 1.2, 0.9, 0.7];
const PRIORITIES: [Priority, number][] = [
  [1, 4],
  [2, 12],
  [3, 59],
  [4, 25],
];
const PLANS: [Plan, number][] = [
  ['basic', 80],
  ['premium', 20],
];
const ZONES: [string, number][] = [
  ['Europe/Rome', 70],
  ['Europe/London', 15],
  ['America/New_York', 15],
];
const CUSTOMERS = 400;

/** Customers, each with a domain of its own. */
export function customers(random: Random): Customer[] {
  return Array.from({ length: CUSTOMERS }, (_, number) => ({
    id: `c${number}`,
    name: `Customer ${number}`,
    contacts: [domainOf(number)],
    plan: pick(random, PLANS),
    calendar: 'global',
    timeZone: pick(random, ZONES),
    language: 'en',
    holidays: [],
  }));
}

const domainOf = (customer: number) => `c${customer}.example`;

/** Requests of so many a month that come from one instant to another (epoch ms), in order. */
export function arrivals(random: Random, perMonth: number, from: number, to: number): Arrival[] {
  const found: Arrival[] = [];
  for (let minute = from; minute < to; minute += MINUTE) {
    const mean = (perMonth / MINUTES_A_MONTH) * shapeAt(minute);
    const inMinute = Array.from({ length: poisson(random, mean) }, () => minute + Math.floor(random() * MINUTE));
    for (const at of inMinute.sort((a, b) => a - b)) {
      found.push({ at, from: sender(random, found.length), priority: pick(random, PRIORITIES), verified: true });
    }
  }
  return found;
}

/** So many requests in the name of known customers, within a second. `of`: each of another, or all of one. */
export function burst(
  random: Random,
  { count, at, priority, verified, of }: Omit<Arrival, 'from'> & { count: number; of: 'many' | 'one' },
): Arrival[] {
  const from = (number: number) => (of === 'one' ? `forged-${number}@${domainOf(0)}` : sender(random, number));
  return Array.from({ length: count }, (_, number) => ({
    at: at + Math.floor(random() * 1000),
    from: `burst-${from(number)}`,
    priority,
    verified,
  }));
}

/** How busy the busiest day and its busiest hour are, to the mean of a month. */
export const BUSIEST = { day: Math.max(...WEEK), hour: (Math.max(...WEEK) * Math.max(...DAY) * 24) / 100 };

/** How busy an instant (epoch ms) is, to the mean of a month. In winter Rome is an hour ahead of UTC. */
function shapeAt(instant: number): number {
  const rome = new Date(instant + 60 * MINUTE);
  return (WEEK[rome.getUTCDay()] ?? 0) * ((DAY[rome.getUTCHours()] ?? 0) / 100) * 24;
}

/** A person who has not written before. */
function sender(random: Random, number: number): string {
  return `person-${number}@${domainOf(Math.floor(random() * CUSTOMERS))}`;
}

function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
