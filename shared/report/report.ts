import { PLANS, PRIORITIES } from '../sla/terms.ts';
import type { Fact } from '../ticket/fact.ts';
import { outcomeAt } from '../ticket/promised.ts';
import { localReader, type Month, spanOf } from './months.ts';
import { nearestRank } from './nearest-rank.ts';

/** By what a report tells its figures apart. `hour`: of arrival, as the desk's clocks show it (`00` to `23`). */
export const DIMENSIONS = ['month', 'plan', 'priority', 'customer', 'agent', 'door', 'hour'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** How many promises were what; `disputed` and `reopened` are among these. Times to the first response in seconds of open time; none without an answer. */
export type Figures = {
  tickets: number;
  met: number;
  missed: number;
  open: number;
  cancelled: number;
  disputed: number;
  reopened: number;
  /** Of those whose requester said so. */
  satisfied: number;
  unsatisfied: number;
  median?: number;
  p90?: number;
};

/** Figures of all tickets that have one thing in common; `key` is null for those that have none, as no customer. */
export type Group = Figures & { key: string | null };

export type Report = {
  /** When it was read (ISO, UTC): what waits past its deadline by then is missed. */
  at: string;
  timeZone: string;
  /** The first and the last of its months (`YYYY-MM`). */
  months: [string, string];
  all: Figures;
  by: Partial<Record<Dimension, Group[]>>;
};

type Asked = { months: readonly Month[]; timeZone: string; by: readonly Dimension[]; at: string };

/** What became of the promises of these months (docs/reports.md). Pure: the same facts in any order give the same report. */
export function reportOf(facts: readonly Fact[], asked: Asked): Report {
  const builder = reportBuilder(asked);
  builder.add(facts);
  return builder.report();
}

/** The same for facts that come some at a time. `span`: what its months are from and to; facts from elsewhere are left out. */
export function reportBuilder({ months, timeZone, by, at }: Asked) {
  const span = spanOf(months);
  const keyOf = keysBy(localReader(span, timeZone));
  const all = new Tally();
  const tallies = by.map((dimension) => ({
    dimension,
    groups: new Map<string | null, Tally>(fixed(dimension, months)),
  }));
  const count = (fact: Fact) => {
    all.add(fact, at);
    for (const { dimension, groups } of tallies) {
      const key = keyOf[dimension](fact) ?? null;
      const group = groups.get(key) ?? new Tally();
      groups.set(key, group);
      group.add(fact, at);
    }
  };
  return {
    span,
    add(facts: readonly Fact[]): void {
      for (const fact of facts) if (fact.opened >= span.from && fact.opened < span.to) count(fact);
    },
    report: (): Report => ({
      at,
      timeZone,
      months: [months[0]?.month ?? '', months.at(-1)?.month ?? ''],
      all: all.figures(),
      by: Object.fromEntries(tallies.map(({ dimension, groups }) => [dimension, inOrder(dimension, groups)])),
    }),
  };
}

/** What a fact is told apart by. `local` reads an instant as clocks show it. */
function keysBy(local: (instant: string) => string): Record<Dimension, (fact: Fact) => string | undefined> {
  return {
    month: ({ opened }) => local(opened).slice(0, 'yyyy-mm'.length),
    plan: ({ plan }) => plan,
    priority: ({ priority }) => String(priority),
    customer: ({ customer }) => customer,
    agent: ({ agent }) => agent,
    door: ({ door }) => door,
    hour: ({ opened }) => local(opened).slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh'.length),
  };
}

/** What is shown even where it has no ticket, in order: nobody must wonder whether it was left out. */
function fixed(dimension: Dimension, months: readonly Month[]): [string, Tally][] {
  const keys: Partial<Record<Dimension, readonly string[]>> = {
    month: months.map(({ month }) => month),
    plan: PLANS,
    priority: PRIORITIES.map(String),
    hour: Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')),
  };
  return (keys[dimension] ?? []).map((key) => [key, new Tally()]);
}

/** Those without an order of their own by their number of tickets, most first. */
function inOrder(dimension: Dimension, groups: ReadonlyMap<string | null, Tally>): Group[] {
  const all = [...groups].map(([key, tally]) => ({ key, ...tally.figures() }));
  if (['month', 'plan', 'priority', 'hour'].includes(dimension)) return all;
  return all.sort((a, b) => b.tickets - a.tickets || ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** Adds up. */
class Tally {
  readonly #counts = {
    ...{ tickets: 0, met: 0, missed: 0, open: 0, cancelled: 0, disputed: 0, reopened: 0 },
    ...{ satisfied: 0, unsatisfied: 0 },
  };
  readonly #seconds: number[] = [];

  add(fact: Fact, at: string): void {
    const { seconds, disputed, reopened, satisfaction } = fact;
    const counts = this.#counts;
    counts.tickets += 1;
    counts[outcomeAt(at, fact)] += 1;
    if (disputed) counts.disputed += 1;
    if (reopened) counts.reopened += 1;
    if (satisfaction === 'good') counts.satisfied += 1;
    if (satisfaction === 'bad') counts.unsatisfied += 1;
    if (seconds !== undefined) this.#seconds.push(seconds);
  }

  figures(): Figures {
    const sorted = Float64Array.from(this.#seconds).sort();
    const [median, p90] = [nearestRank(sorted, 0.5), nearestRank(sorted, 0.9)];
    return { ...this.#counts, ...(median !== undefined && { median }), ...(p90 !== undefined && { p90 }) };
  }
}
