import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { simpleParser } from 'mailparser';
import { parseMail } from '../../shared/mail/parse.ts';
import { type Measurement, median, progress, times, within } from './report.ts';

const ROUNDS = 11;
/** Before the first round that counts: by then all of it is compiled. */
const WARM_UP = 8;
/** CPU of reading, of bare mailparser's on the same mails. */
const BUDGET = 1.3;
const FIXTURES = fileURLToPath(new URL('..', import.meta.url));
const PEAK = fileURLToPath(new URL('./peak-memory.ts', import.meta.url));

/** What `mail inspect` runs, beside bare mailparser: CPU on the fixtures, and peak memory of large mails. */
export async function measureMailReading(): Promise<Measurement[]> {
  return [await measureSpeed(), await measureMemory()];
}

async function measureSpeed(): Promise<Measurement> {
  const mails = globSync('**/*.eml', { cwd: FIXTURES }).map((name) => readFileSync(`${FIXTURES}/${name}`));
  progress(`reading ${mails.length} fixtures`);
  const ways = [
    { name: 'mailparser', read: (raw: Buffer) => simpleParser(raw) },
    { name: 'our reading', read: (raw: Buffer) => parseMail(raw) },
  ];
  const used = ways.map(() => [] as number[]);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, { read }] of ways.entries()) {
      const before = process.cpuUsage();
      // Some fixtures are hostile: what neither can read costs all the same.
      for (const raw of mails) await read(raw).catch(() => {});
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) used[index]?.push((user + system) / 1e6);
    }
  }
  const seconds = used.map(median);
  const [bare = Number.NaN] = seconds;
  return {
    title: `Reading ${mails.length} fixtures, warm, by CPU time (median of ${ROUNDS} rounds, taking turns)`,
    headings: ['WAY', 'MAILS PER CPU SECOND', 'CPU', 'BUDGET', 'WITHIN'],
    rows: ways.map(({ name }, index) => {
      const ratio = (seconds[index] ?? Number.NaN) / bare;
      const perSecond = Math.round(mails.length / (seconds[index] ?? Number.NaN)).toLocaleString('en');
      const budget = index === 0 ? ['', ''] : [`≤ ${times(BUDGET)}`, within(ratio, BUDGET)];
      return [name, perSecond, times(ratio), ...budget];
    }),
    notes: ['Our reading also classifies, guesses the language, sanitises the HTML and finds the visible reply.'],
  };
}

async function measureMemory(): Promise<Measurement> {
  const rows: string[][] = [];
  for (const megabytes of ['1', '10', '40']) {
    progress(`peak memory of ${megabytes} MB`);
    const [bare, ours] = [await peakOf('mailparser', megabytes), await peakOf('ours', megabytes)];
    rows.push([`${megabytes} MB`, `${bare} MB`, `${ours} MB`, times(ours / bare)]);
  }
  return {
    title: 'Peak memory of a process that reads one mail with one large file',
    headings: ['MAIL', 'MAILPARSER', 'OUR READING', 'RATIO'],
    rows,
    notes: [
      'Ours loads the reader twice above 256 kB: the thread that reads can be ended, see docs/decisions/004-parse-budget.md.',
    ],
  };
}

/** In MB, in a fresh process. */
async function peakOf(way: string, megabytes: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [PEAK, way, megabytes]);
  return Number(stdout);
}
