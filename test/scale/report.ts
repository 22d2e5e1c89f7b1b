import type { Demand } from './demand.ts';
import { ALL_KEYS } from './hot-keys.ts';
import { KINDS, type Kind, percentiles } from './lateness.ts';
import type { Result } from './plan.ts';
import { QUOTAS } from './quotas.ts';

/** A table of docs/scale.md, and of the terminal. */
export type Table = { headings: string[]; rows: string[][] };

const BRIEF: Record<Kind, string> = {
  acknowledgement: 'ACKNOWLEDGEMENT',
  notice: 'NOTICE',
  escalation: 'ESCALATION',
  'escalation of a P1': 'OF A P1',
};

/** What came of each scenario: how late what left was, and what went wrong. */
export function latenessTable(results: readonly (readonly [name: string, Result])[]): Table {
  return {
    headings: [
      'WHAT HAPPENS',
      'TICKETS',
      ...KINDS.map((kind) => BRIEF[kind]),
      'GIVEN UP',
      'OWED',
      'UNTOLD',
      'REFUSED BY SES (UTC)',
    ],
    rows: results.map(([name, { tickets, lateness, deadLetters, left, refusals }]) => [
      name,
      count(tickets),
      ...KINDS.map((kind) => late(lateness[kind])),
      count(deadLetters),
      count(left.tickets),
      count(left.notices),
      refused(refusals),
    ]),
  };
}

/** What each size asks of the quotas, the most pressing two first, and from which size on. */
export function quotaTable(sizes: readonly (readonly [name: string, readonly Demand[]])[]): Table {
  return {
    headings: ['TICKETS A MONTH', 'FIRST', 'THEN'],
    rows: sizes.map(([name, demands]) => [name, ...demands.slice(0, 2).map(asked)]),
  };
}

/** From which size on each quota is too small. */
export function limitTable(sizes: readonly (readonly [name: string, readonly Demand[]])[]): Table {
  const [[, first] = ['', []]] = sizes;
  return {
    headings: ['QUOTA', 'LIMIT', ...sizes.map(([name]) => name.toUpperCase())],
    rows: first.map(({ quota }) => [
      QUOTAS[quota].name,
      count(QUOTAS[quota].limit),
      ...sizes.map(([, demands]) => count(rounded(demands.find((each) => each.quota === quota)?.bindsAt ?? 0))),
    ]),
  };
}

/** The keys that take the most write units in their busiest second. */
export function keyTable({ keys, tickets }: Result): Table {
  return {
    headings: ['KEY', 'ONE, BUSIEST SECOND', 'ONE, PER TICKET', 'ALL, PER TICKET'],
    rows: [...keys]
      .sort(([, a], [, b]) => b.most - a.most)
      .slice(0, 8)
      .map(([key, { most, hottest, sum }]) => [
        key === ALL_KEYS ? key : `\`${key}\``,
        count(most),
        ...[hottest, sum].map((units) => (units / tickets).toFixed(1)),
      ]),
  };
}

/** A table as Markdown has it. */
export function markdown({ headings, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings.map((each) => each.toLowerCase())), line(headings.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function asked({ quota, demand, bindsAt }: Demand): string {
  const { name, limit } = QUOTAS[quota];
  const use = demand >= limit ? `${(demand / limit).toFixed(1)} times` : `${Math.round((demand / limit) * 100)} % of`;
  return `${name}: ${use} ${count(limit)}; from ${count(rounded(bindsAt))} on`;
}

/** Each thing that SES said no to, how often, and from when on. */
function refused(refusals: Result['refusals']): string {
  const lines = [...refusals]
    .sort(([, one], [, other]) => one.first - other.first)
    .map(([message, { count: times, first }]) => {
      const from = new Date(first).toISOString().slice(11, 16);
      return `${message.replace(/\.$/, '')}: ${count(times)} times from ${from}`;
    });
  return lines.join('; ') || 'nothing';
}

/** The half, the ninety-ninth hundredth, and the most. */
function late(values: readonly number[]): string {
  const { count: all, p50, p99, most } = percentiles(values);
  return all === 0 ? '–' : [p50, p99, most].map(duration).join(' / ');
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const count = (number: number) => number.toLocaleString('en-US');

/** Two figures: nothing here is known better. */
const rounded = (number: number) => Number(number.toPrecision(2));
