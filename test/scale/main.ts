import { readFileSync, writeFileSync } from 'node:fs';
import { formatTable } from '../../infra/cli/table.ts';
import { bar, progressLine } from '../support/progress.ts';
import { chart } from './chart.ts';
import { type Demand, demands } from './demand.ts';
import type { Plan, Result } from './plan.ts';
import { QUOTAS } from './quotas.ts';
import { keyTable, latenessTable, limitTable, markdown, quotaTable, type Table } from './report.ts';
import { DAYS, FAULTS, peakHour, type Scenario } from './scenarios.ts';
import { simulate } from './simulation.ts';

/** `npm run scale`: plays all scenarios, prints what came of them, and writes it into docs/scale.md. Takes some five minutes. */

const PAGE = new URL('../../docs/scale.md', import.meta.url);
const CHART = new URL('../../docs/scale.svg', import.meta.url);
const SIZES: [name: string, perMonth: number][] = [
  ['1 k', 1_000],
  ['100 k', 100_000],
  ['10 M', 10_000_000],
];
const TEAMS = [5, 20];

const scenarios = [...DAYS, ...FAULTS];
const steps = scenarios.length + TEAMS.length;
const progress = progressLine((line) => process.stderr.write(line), process.stderr.isTTY === true);
let done = 0;

const results: (readonly [string, Result])[] = [];
for (const { name, plan } of scenarios) results.push([name, await play({ name, plan })]);
const hours: [number, Result][] = [];
for (const agents of TEAMS) {
  hours.push([agents, await play({ name: `what a ticket costs, ${agents} agents`, plan: peakHour(agents) })]);
}

const asked = hours.flatMap(([agents, hour]) =>
  SIZES.map(([name, perMonth]): [string, Demand[]] => [`${name}, ${agents} agents`, demands(hour, perMonth, agents)]),
);
const limits = hours.map(([agents, hour]): [string, Demand[]] => [`${agents} agents`, demands(hour, 1, agents)]);
const [[, hour]] = hours as [[number, Result]];
const tables: Record<string, Table> = {
  'what binds first': quotaTable(asked),
  'from which size on': limitTable(limits),
  'how late': latenessTable(results),
  'hottest keys': keyTable(hour),
  quotas: quotaList(),
};

process.stderr.write('\n');
for (const [name, { headings, rows }] of Object.entries(tables)) {
  if (name !== 'quotas') console.log(`\n${name}\n\n${formatTable(headings, rows)}`);
}
writeFileSync(PAGE, Object.entries(tables).reduce(replaced, readFileSync(PAGE, 'utf8')));
writeFileSync(CHART, chart(results));

function play({ name, plan }: Scenario): Promise<Result> {
  const at = done;
  done += 1;
  return simulate(plan as Plan, (share) => progress(() => `${bar((at + share) / steps)} ${name}`));
}

/** The page with a table in place of the one between its marks. */
function replaced(page: string, [name, table]: [string, Table]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`docs/scale.md has no place for: ${name}`);
  return `${before}${begin}\n\n${markdown(table)}\n\n${end}${after}`;
}

function quotaList(): Table {
  return {
    headings: ['QUOTA', 'LIMIT', 'ASK AWS FOR', 'PAGE', 'READ'],
    rows: Object.values(QUOTAS).map((quota) => [
      quota.name,
      quota.limit.toLocaleString('en-US'),
      'ask' in quota ? quota.ask : 'fixed',
      `[page](${quota.page})`,
      quota.read,
    ]),
  };
}
