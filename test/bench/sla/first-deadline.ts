import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../bundle.ts';
import { type Measurement, median, progress, times, within } from '../report.ts';

const run = promisify(execFile);

/** Fresh processes for each case. */
const ROUNDS = 15;
/** Of the start of Intl, which no load of the machine moves against it; and of each later one, in ms. */
const BUDGET = 0.35;
const LATER_MS = 0.2;

const PROMISE = fileURLToPath(new URL('../../../shared/sla/promise.ts', import.meta.url));

/** A customer's terms, the priority and the start of a request: nothing of them is known before the clock is loaded. */
const CASES: Record<string, [terms: object, priority: number, start: string]> = {
  'Basic 3, Europe/Rome': [terms('basic', 'Europe/Rome'), 3, '2026-12-04T11:00:00Z'],
  'Basic 3, Europe/Rome, the clocks change': [terms('basic', 'Europe/Rome'), 3, '2026-10-22T11:00:00Z'],
  'Premium 1, America/New_York': [terms('premium', 'America/New_York'), 1, '2026-12-04T11:00:00Z'],
};

function terms(plan: string, timeZone: string): object {
  return {
    plan,
    calendar: 'global',
    timeZone,
    holidays: ['2026-12-08', '2026-12-25', '2026-12-26'],
    holidayRegion: 'IT',
  };
}

/** Milliseconds of the start of Intl in a process that does nothing else. */
const INTL = `const begin = process.hrtime.bigint();
new Intl.DateTimeFormat('en', { timeZone: 'Europe/Rome', hour: 'numeric' }).format(0);
console.log(Number(process.hrtime.bigint() - begin) / 1e6);`;

/** Milliseconds of loading the clock, and of the first and second promise it plans. */
const FIRST = `const now = () => Number(process.hrtime.bigint()) / 1e6;
const [terms, priority, start] = JSON.parse(process.argv[2]);
const begin = now();
const { planFirstResponse } = require(process.argv[1]);
const loaded = now();
const plan = () => planFirstResponse(terms, priority, start, [{ name: 'breach', share: 1 }]);
plan();
const first = now();
plan();
console.log(JSON.stringify([loaded - begin, first - loaded, now() - first]));`;

/** What the first deadline costs a fresh process, the schedule's compilation and the sentence of reasons included. */
export async function measureFirstDeadline(): Promise<Measurement> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    const { file } = await bundle(directory, 'sla', PROMISE);
    const found = new Map(Object.keys(CASES).map((name) => [name, [] as number[][]]));
    const starts: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      if (round % 5 === 0) progress(`first deadlines: round ${round} of ${ROUNDS}`);
      const { stdout } = await run(process.execPath, ['-e', INTL]);
      if (round > 0) starts.push(Number(stdout));
      for (const [name, request] of Object.entries(CASES)) {
        const { stdout } = await run(process.execPath, ['-e', FIRST, file, JSON.stringify(request)]);
        // The first round warms the disk's cache.
        if (round > 0) found.get(name)?.push(JSON.parse(stdout));
      }
    }
    return {
      title: `First deadline of a process (median of ${ROUNDS} fresh processes of Node ${process.versions.node})`,
      headings: ['PROMISE', 'LOADING', 'FIRST', 'OF INTL', 'BUDGET', 'WITHIN', 'SECOND', 'BUDGET', 'WITHIN'],
      rows: [...found].map(([name, runs]) => row(name, runs, median(starts))),
      notes: [
        `Loading includes the start of Intl, ${median(starts).toFixed(1)} ms once a process here, which any zone or formatted date needs, and the table of holidays, 2 ms.`,
      ],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function row(name: string, runs: readonly number[][], intl: number): string[] {
  const [load = Number.NaN, first = Number.NaN, second = Number.NaN] = [0, 1, 2].map((part) =>
    median(runs.map((run) => run[part] ?? Number.NaN)),
  );
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const share = first / intl;
  const later = [ms(second), `≤ ${ms(LATER_MS)}`, within(second, LATER_MS)];
  return [name, ms(load), ms(first), times(share), `≤ ${times(BUDGET)}`, within(share, BUDGET), ...later];
}
