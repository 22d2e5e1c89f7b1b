import { holidaysOf } from '../../../shared/sla/holidays/holidays.ts';
import { type Measurement, median, progress } from '../report.ts';
import { rates } from './rate.ts';
import { OURS, PEERS, type Run } from './ways.ts';
import { type Workload, workload } from './workload.ts';

/** More than a processor's branch prediction learns by heart. */
const PAIRS = 65_536;
/** Of them, so many are asked of every way and compared. */
const COMPARED = 4096;
const WARM_UP = 5;
const ROUNDS = 15;
/** Deadlines per second, and times the faster peer's. */
const BUDGET = { perSecond: 5e6, ratio: 1000 };

const WAYS = [OURS, ...PEERS];

/** Deadlines per second, warm, next to npm packages that answer the same question. */
export function measureSpeed(): Measurement {
  return inUtc(() => {
    const pairs = workload(PAIRS, 60_000);
    const italian = holidaysOf('IT', 2026, 2027).map(({ date }) => date);
    const calendars = { 'no holidays': [], [`${italian.length} Italian holidays`]: italian };
    const rows = Object.entries(calendars).flatMap(([name, holidays]) => rowsOf(name, holidays, pairs));
    return {
      title: `Deadlines per second (${PAIRS} requests of 2026, targets of the page; median of ${ROUNDS} rounds, the ways taking turns)`,
      headings: [
        'CALENDAR',
        'WAY',
        'PER SECOND',
        'BUDGET',
        'WITHIN',
        'TO THE FASTER PEER',
        'BUDGET',
        'WITHIN',
        'SAME ANSWERS',
      ],
      rows,
      notes: [differences()],
    };
  });
}

function rowsOf(calendar: string, holidays: readonly string[], pairs: Workload): string[][] {
  progress(`deadlines per second: ${calendar}`);
  const runs = WAYS.map((way) => way.prepare(holidays));
  const agreed = agreements(runs, pairs);
  const rounds = rates(runs, pairs, WARM_UP, ROUNDS);
  const perSecond = WAYS.map((_, way) => median(rounds.map((round) => round[way] ?? 0)));
  const faster = Math.max(...perSecond.slice(1));
  return WAYS.map(({ name }, way) => {
    const rate = perSecond[way] ?? 0;
    const ratio = rate / faster;
    const budgets =
      way === 0
        ? [
            count(BUDGET.perSecond),
            atLeast(rate, BUDGET.perSecond),
            `${count(ratio)} x`,
            `${count(BUDGET.ratio)} x`,
            atLeast(ratio, BUDGET.ratio),
          ]
        : ['', '', `${ratio.toFixed(2)} x`, '', ''];
    return [way === 0 ? calendar : '', name, count(rate), ...budgets, `${agreed[way]} of ${COMPARED}`];
  });
}

/** How many answers of each way are ours. */
function agreements(runs: readonly Run[], pairs: Workload): number[] {
  const [ours = [], ...others] = runs.map((run) => {
    const answers = new Float64Array(COMPARED);
    run(pairs, answers, 0, COMPARED);
    return [...answers];
  });
  return [ours, ...others].map((answers) => answers.filter((answer, index) => answer === ours[index]).length);
}

/** Where a peer answers otherwise: on starts that are no whole minutes, compared on the same calendar. */
function differences(): string {
  const agreed = agreements(
    WAYS.map((way) => way.prepare([])),
    workload(COMPARED, 1000),
  );
  const counts = PEERS.map(({ name }, peer) => `${name} ${COMPARED - (agreed[peer + 1] ?? 0)}`);
  return [
    `Starts are whole minutes, in UTC. With seconds, answers differ from ours (of ${COMPARED}): ${counts.join(', ')};`,
    'dayjs-business-time counts whole minutes and loses what is left at closing time. Neither peer has zones of its own,',
    'overnight openings or 24:00; both know one calendar per process.',
  ].join('\n');
}

function inUtc<T>(measure: () => T): T {
  const zone = process.env.TZ;
  process.env.TZ = 'UTC';
  try {
    return measure();
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}

function atLeast(value: number, budget: number): string {
  return value >= budget ? 'yes' : 'NO';
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
