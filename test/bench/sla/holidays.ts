import { type Measurement, median, progress, times, within } from '../report.ts';
import { rates } from './rate.ts';
import { OURS } from './ways.ts';
import { workload } from './workload.ts';

const COUNTS = [0, 10, 100, 500];
const PAIRS = 65_536;
const WARM_UP = 5;
const ROUNDS = 25;
/** Time of a deadline, to that without holidays. */
const BUDGET = 1.2;
const DAY = 86_400_000;

/** Whether a deadline takes longer when more holidays are known. */
export function measureHolidays(): Measurement {
  progress('deadlines with many holidays');
  const rounds = rates(
    COUNTS.map((count) => OURS.prepare(weekdays(count))),
    workload(PAIRS, 60_000),
    WARM_UP,
    ROUNDS,
  );
  const ns = COUNTS.map((_, way) => median(rounds.map((round) => 1e9 / (round[way] ?? Number.NaN))));
  const ratios = COUNTS.map((_, way) => median(rounds.map((round) => (round[0] ?? 0) / (round[way] ?? Number.NaN))));
  return {
    title: `Time of a deadline by number of holidays (median of ${ROUNDS} rounds, taking turns)`,
    headings: ['HOLIDAYS', 'TIME', 'TO NONE', 'BUDGET', 'WITHIN'],
    rows: COUNTS.map((count, way) => [
      String(count),
      `${(ns[way] ?? Number.NaN).toFixed(1)} ns`,
      times(ratios[way] ?? Number.NaN),
      times(BUDGET),
      within(ratios[way] ?? Number.NaN, BUDGET),
    ]),
    notes: ['Holidays are weekdays spread over 2026 to 2029; with 500, every second weekday of that time is one.'],
  };
}

/** So many weekdays of the four years from 2026, as evenly as they come; four years have 1,043 of them. */
function weekdays(count: number): string[] {
  const all = Array.from({ length: 4 * 365 + 1 }, (_, day) => new Date(Date.UTC(2026, 0, 1) + day * DAY)).filter(
    (date) => date.getUTCDay() % 6 !== 0,
  );
  return Array.from({ length: count }, (_, index) =>
    (all[Math.floor((index * all.length) / count)] as Date).toISOString().slice(0, 10),
  );
}
