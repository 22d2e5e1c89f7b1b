import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KINDS } from '../shared/mail/hostile/kinds.ts';
import { underLoad } from '../support/busy-loops.ts';
import { type Measurement, progress } from './report.ts';

const BUDGET = { seconds: 2, megabytes: 400 };
/** What SES takes, and a little less. */
const LARGEST = 39_900_000;
/** Mails that once took up to 7.6 s and 855 MB, in the sizes of that time. */
const KNOWN: [kind: string, bytes: number][] = [
  ['parts: 900 of HTML', 18_000_000],
  ['nested 900, dashed lines', 5_000_000],
  ['html: less-than signs', 5_000_000],
  ['html: text without tags', 20_000_000],
  ['base64: a file of short lines', 20_000_000],
  ['html: ampersands and letters', 5_000_000],
  ['text: lines', 20_000_000],
  ['text: one line', 39_000_000],
];
const SHOWN = 12;
const LOOPS = 8;
const READER = fileURLToPath(new URL('./one-hostile-mail.ts', import.meta.url));

type Reading = { kind: string; bytes: number; seconds: number; megabytes: number; faults: string[]; hash: string };

/** Every kind of hostile mail as large as a mail may be, each in a process of its own; then the dearest ones once more under load. */
export async function measureHostileMails(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-mails-'));
  try {
    const known = await readAll(KNOWN, folder);
    const all = await readAll(
      [...KINDS.keys()].map((kind) => [kind, LARGEST]),
      folder,
    );
    const dearest = all.toSorted((one, other) => costOf(other) - costOf(one)).slice(0, SHOWN);
    const quiet = [...known, ...dearest];
    const again = quiet.map(({ kind, bytes }): [string, number] => [kind, bytes]);
    const busy = await underLoad(LOOPS, () => readAll(again, folder));
    return [table('once known as the dearest', known), dearestOf(all, dearest), sameUnderLoad(quiet, busy)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The larger one of its shares of the two budgets. */
function costOf({ seconds, megabytes }: Reading): number {
  return Math.max(seconds / BUDGET.seconds, megabytes / BUDGET.megabytes);
}

async function readAll(mails: readonly [kind: string, bytes: number][], folder: string): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const [index, [kind, bytes]] of mails.entries()) {
    if (index % 20 === 0) progress(`hostile mails: ${index} of ${mails.length}`);
    readings.push(await read(kind, bytes, join(folder, 'mail.eml')));
  }
  return readings;
}

/** In a fresh process, because the most memory that one ever held never shrinks. */
async function read(kind: string, bytes: number, file: string): Promise<Reading> {
  await writeFile(file, KINDS.get(kind)?.(bytes) ?? '');
  const { stdout } = await promisify(execFile)(process.execPath, [READER, file]);
  return { kind, bytes, ...(JSON.parse(stdout) as Omit<Reading, 'kind' | 'bytes'>) };
}

function table(which: string, readings: readonly Reading[]): Measurement {
  return {
    title: `Hostile mails, ${which}`,
    headings: ['MAIL', 'SIZE', 'CPU', 'BUDGET', 'PEAK MEMORY', 'BUDGET', 'WITHIN'],
    rows: readings.map((reading) => [
      reading.kind,
      `${Math.round(reading.bytes / 1e6)} MB`,
      `${reading.seconds.toFixed(2)} s`,
      `≤ ${BUDGET.seconds} s`,
      `${Math.round(reading.megabytes)} MB`,
      `≤ ${BUDGET.megabytes} MB`,
      overOf(reading) || 'yes',
    ]),
    notes: [],
  };
}

/** `over: CPU, memory`; empty when it is within both. */
function overOf({ seconds, megabytes }: Reading): string {
  const over = [seconds > BUDGET.seconds && 'CPU', megabytes > BUDGET.megabytes && 'memory'].filter(Boolean);
  return over.length === 0 ? '' : `over: ${over.join(', ')}`;
}

function dearestOf(all: readonly Reading[], dearest: readonly Reading[]): Measurement {
  const over = all.filter((reading) => costOf(reading) > 1).map((reading) => `${reading.kind} (${overOf(reading)})`);
  const faults = all.filter((reading) => reading.faults.length > 0).map(({ kind }) => kind);
  return {
    ...table(`the dearest of ${all.length} kinds`, dearest),
    notes: [
      `${over.length} of ${all.length} are over a budget${over.length > 0 ? `: ${over.join('; ')}` : ''}. Ended by the clock, by memory or by an error: ${faults.join(', ') || 'none'}.`,
      'CPU and memory are of the whole process, the start of the reading thread (0.25 s) included.',
    ],
  };
}

function sameUnderLoad(quiet: readonly Reading[], busy: readonly Reading[]): Measurement {
  const different = quiet.filter(({ hash }, index) => hash !== busy[index]?.hash).map(({ kind }) => kind);
  return {
    title: `The same mails under ${LOOPS} busy loops`,
    headings: ['MAILS', 'READ THE SAME'],
    rows: [[String(quiet.length), String(quiet.length - different.length)]],
    notes: different.length > 0 ? [`Read differently: ${different.join(', ')}.`] : [],
  };
}
