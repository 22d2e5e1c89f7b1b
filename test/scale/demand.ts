import { ALONE_A_MINUTE } from '../../shared/ticket/team-notice.ts';
import { ALL_KEYS } from './hot-keys.ts';
import type { Result } from './plan.ts';
import { QUOTAS } from './quotas.ts';
import { BUSIEST } from './traffic.ts';

/** What a desk asks of a quota at a size, and from which size on it asks too much. */
export type Demand = { quota: keyof typeof QUOTAS; demand: number; bindsAt: number };

const DAYS_A_MONTH = 30;
const SECONDS_A_DAY = 24 * 3600;
/** Two days of tickets wait for a timer, at a target of three days of which most are answered on the first. */
const DAYS_LIVE = 2;

/**
 * What so many tickets a month ask of each quota on the busiest day, and in its busiest hour, the most pressing first. Counted per ticket in
 * an hour of the desk that nothing kept waiting (`result`); of the team's mails as the digests have it, which grow no further than with the minutes.
 */
export function demands(result: Result, perMonth: number, agents: number): Demand[] {
  const at = (size: number) => demandAt(result, size, agents);
  const now = at(perMonth);
  return (Object.keys(QUOTAS) as (keyof typeof QUOTAS)[])
    .map((quota) => ({ quota, demand: now[quota], bindsAt: bindsAt((size) => at(size)[quota] / QUOTAS[quota].limit) }))
    .sort((a, b) => b.demand / QUOTAS[b.quota].limit - a.demand / QUOTAS[a.quota].limit);
}

function demandAt(result: Result, perMonth: number, agents: number): Record<keyof typeof QUOTAS, number> {
  const { tickets, mails, keys, runs, schedulesMade } = result;
  const ofTicket = (count: number | undefined = 0) => count / tickets;
  const ticketsADay = (perMonth / DAYS_A_MONTH) * BUSIEST.day;
  const ticketsASecond = (perMonth / DAYS_A_MONTH / SECONDS_A_DAY) * BUSIEST.hour;
  const toCustomers = ofTicket(mails.get('acknowledgement')) + ANSWERS;
  const escalated = ofTicket(mails.get('escalation'));
  const teamASecond = teamMails(ticketsASecond * 60) * (agents / 60);
  const teamADay = (teamMails((ticketsADay / SECONDS_A_DAY) * 60 * OFFICE_SHARE) * agents * (24 * 60)) / OFFICE_SHARE;
  const seconds = [...runs.spent.values()].reduce((sum, { ms }) => sum + ms, 0) / 1000;
  const hottest = Math.max(0, ...[...keys].filter(([key]) => key !== ALL_KEYS).map(([, units]) => units.hottest));
  return {
    sesPerDay: ticketsADay * (toCustomers + escalated) + teamADay,
    sesPerSecond: ticketsASecond * (toCustomers + escalated) + teamASecond,
    lambdaRuns: ticketsASecond * ofTicket(seconds),
    schedulesMade: ticketsASecond * ofTicket(schedulesMade),
    schedulesFired: ticketsASecond * ofTicket(schedulesMade),
    schedules: (perMonth / DAYS_A_MONTH) * DAYS_LIVE,
    partitionWrites: ticketsASecond * ofTicket(hottest),
    tableWrites: ticketsASecond * ofTicket(keys.get(ALL_KEYS)?.sum),
  };
}

/** Each ticket is answered once. */
const ANSWERS = 1;
/** Most of a day's tickets come in a third of it. */
const OFFICE_SHARE = 3;
/** Tickets that are P1, which no digest takes. */
const URGENT = 0.04;

/**
 * Mails to one of the team in a minute with so many new tickets, and as many answers: the first few and each P1 alone, the rest in one, as
 * what colleagues answered is.
 */
function teamMails(ticketsAMinute: number): number {
  const urgent = ticketsAMinute * URGENT;
  return urgent + Math.min(ALONE_A_MINUTE, ticketsAMinute - urgent) + Math.min(1, ticketsAMinute);
}

/** The size, in tickets a month, at which a share of a quota reaches the whole. */
function bindsAt(share: (perMonth: number) => number): number {
  let [low, high] = [1, 1e12];
  for (let step = 0; step < 80; step += 1) {
    const middle = Math.sqrt(low * high);
    if (share(middle) < 1) low = middle;
    else high = middle;
  }
  return high;
}
