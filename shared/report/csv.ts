import type { Fact } from '../ticket/fact.ts';
import { outcomeAt } from '../ticket/promised.ts';
import type { Figures, Report } from './report.ts';

type Cell = string | number | null | undefined;

/** What a spreadsheet takes for a formula, also in full-width signs (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

const FIGURES = [
  ...[
    'tickets',
    'met',
    'missed',
    'open',
    'cancelled',
    'disputed',
    'reopened',
    'satisfied',
    'unsatisfied',
    'median',
    'p90',
  ],
] as readonly (keyof Figures)[];

const FACTS = [
  ...['ticket', 'opened', 'due', 'responded', 'outcome', 'cancelled', 'seconds', 'target', 'priority', 'plan'],
  ...['customer', 'agent', 'channel', 'door', 'disputed', 'reopened', 'satisfaction'],
] as readonly (keyof Fact)[];

/** Rows as CSV (RFC 4180): lines end with CR LF, and a text that a spreadsheet would run begins with an apostrophe. */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = cell ?? '';
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The figures of a report: a row for all, and one a group. Times are seconds of open time. */
export function reportCsv({ all, by }: Report): string {
  const row = (of: string, key: string | null, figures: Figures) => [of, key, ...FIGURES.map((name) => figures[name])];
  const groups = Object.entries(by).flatMap(([dimension, each]) =>
    each.map((group) => row(dimension, group.key, group)),
  );
  return toCsv([['by', 'key', ...FIGURES], row('all', null, all), ...groups]);
}

/** A row a ticket, by when it was opened. `at`: what waits past its deadline by then is missed (ISO, UTC). */
export function factsCsv(facts: readonly Fact[], at: string): string {
  const rows = facts
    .toSorted((a, b) => (a.opened === b.opened ? (a.ticket < b.ticket ? -1 : 1) : a.opened < b.opened ? -1 : 1))
    .map((fact) => ({ ...fact, outcome: outcomeAt(at, fact) }))
    .map((fact) => FACTS.map((name) => (fact[name] === true ? 'yes' : (fact[name] as Cell))));
  return toCsv([FACTS, ...rows]);
}
