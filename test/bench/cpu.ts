import { simpleParser } from 'mailparser';
import { parseMail } from '../../shared/mail/parse.ts';
import { sampleMails } from './mails.ts';
import { intakeInMemory } from './memory-intake.ts';
import { cpuMsOf, type Measurement, median, progress, times, within } from './report.ts';

const ROUNDS = 30;
/** Code runs in the interpreter first; what a busy function does is what comes after. */
const WARM_UP = 10;
/** After so many more it is compiled, as in a function that has been at work for a while. */
const WARM = 150;
/** Of bare mailparser on the same mails: our reading, and the whole intake of the two mails that most look like these. */
const BUDGET = 2;
const INTAKE: Record<string, number> = { 'plain text, 1 kB': 6, 'text and HTML, 20 kB': 5 };

/** One way to work on a mail. */
type Way = () => Promise<unknown>;

/** CPU time per mail of our reading, and of the whole intake on a desk in memory, next to bare mailparser. */
export async function measureCpu(): Promise<Measurement> {
  const mails = await sampleMails('help@support.example');
  const rows: string[][] = [];
  const totals = [0, 0, 0];
  const warm: string[][] = [];
  for (const { name, raw } of mails) {
    progress(`CPU time: ${name}`);
    const ways = [() => simpleParser(raw), () => parseMail(raw), await intakeInMemory(raw)];
    const used = await interleaved(ways, WARM_UP);
    for (const [index, ms] of used.entries()) totals[index] = (totals[index] ?? 0) + ms;
    rows.push(row(name, used));
    // The small ones, of which there are many.
    if (INTAKE[name] !== undefined) warm.push(row(name, await interleaved(ways, WARM), ', warm'));
  }
  rows.push(row('all of them', totals), ...warm);
  return {
    title: `CPU time per mail (median of ${ROUNDS} rounds, the ways taking turns; budget of our reading ${times(BUDGET)})`,
    headings: ['MAIL', 'MAILPARSER', 'OUR READING', 'RATIO', 'WITHIN', 'WHOLE INTAKE', 'RATIO', 'WITHIN'],
    rows,
    notes: [
      'Whole intake: the ingest-email handler with everything but the AWS clients: reading, ticket, clock, the acknowledgement composed, the notice handed on. On AWS marshalling stands in place of the copies that the desk in memory makes.',
      `Warm: after ${WARM} more of the same. One core takes in as many mails a second as their time goes into a second.`,
    ],
  };
}

function row(name: string, [bare = 0, reading = 0, intake = 0]: number[], how = ''): string[] {
  const ratio = (ms: number, budget: number | undefined) => [
    `${ms.toFixed(2)} ms`,
    times(ms / bare),
    within(ms / bare, budget),
  ];
  return [`${name}${how}`, `${bare.toFixed(2)} ms`, ...ratio(reading, BUDGET), ...ratio(intake, INTAKE[name])];
}

/** Median CPU milliseconds of each way, all threads of the process included. */
async function interleaved(ways: readonly Way[], warmUp: number): Promise<number[]> {
  const used = ways.map(() => [] as number[]);
  for (let round = -warmUp; round < ROUNDS; round += 1) {
    for (const [index, way] of ways.entries()) {
      const ms = await cpuMsOf(way);
      if (round >= 0) used[index]?.push(ms);
    }
  }
  return used.map(median);
}
