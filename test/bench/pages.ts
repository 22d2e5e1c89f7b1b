import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserOf } from '../functions/console/signed-in.ts';
import { STATES } from '../pages/states/views.ts';
import { deskOf, waitingTicket } from '../support/stories.ts';
import { visit } from '../support/visit.ts';
import { bundle } from './bundle.ts';
import { coldStarts } from './cold-start.ts';
import { lowerQuartile, type Measurement, median, progress, times, within } from './report.ts';

/** Of `ingest-webhook`, which carries all that files a request; pages may add so much to it. */
const BUDGET = { bytes: 1.1, init: 1.25 };
/** Milliseconds of CPU time for one page. */
const PAGE_MS = 10;
const QUEUE_MS = 20;
const STARTS = 21;
const ROUNDS = 50;
/** Code runs in the interpreter first; what a busy function does is what comes after. */
const WARM_UP = 20;

/** What the functions of pages weigh, how long they take to load, and what each of their pages costs. */
export async function measurePages(): Promise<Measurement[]> {
  return [
    await measureFunction('online-desk'),
    await measureFunction('console'),
    await measureCpu(),
    await measureQueue(),
  ];
}

async function measureFunction(name: 'online-desk' | 'console'): Promise<Measurement> {
  const directory = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    progress(`bundling ${name}`);
    const of = (each: string) =>
      bundle(directory, each, fileURLToPath(new URL(`../../functions/${each}/index.ts`, import.meta.url)));
    const [webhook, pages] = [await of('ingest-webhook'), await of(name)];
    const starts = await coldStarts([webhook.file, pages.file], STARTS);
    const init = ({ file }: typeof pages) => lowerQuartile(starts.get(file) ?? []);
    const row = (what: string, ours: string, theirs: string, ratio: number, budget: number) => [
      ...[what, ours, theirs, times(ratio), times(budget), within(ratio, budget)],
    ];
    const bytes = (size: number) => `${(size / 1e6).toFixed(2)} MB`;
    const ms = (time: number) => `${time.toFixed(0)} ms`;
    const [ours, theirs] = [init(pages), init(webhook)];
    return {
      title: `${name} next to ingest-webhook (load: lower quartile of ${STARTS} fresh processes, taking turns)`,
      headings: ['', name.toUpperCase(), 'INGEST-WEBHOOK', 'RATIO', 'BUDGET', 'WITHIN'],
      rows: [
        row('bundle', bytes(pages.bytes), bytes(webhook.bytes), pages.bytes / webhook.bytes, BUDGET.bytes),
        row('load', ms(ours), ms(theirs), ours / theirs, BUDGET.init),
      ],
      notes: [],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A page of fifty, and the rows that are asked for again while nothing changes: on a desk in memory, without the AWS clients. */
async function measureQueue(): Promise<Measurement> {
  const desk = deskOf();
  for (let number = 0; number < 60; number += 1) await waitingTicket(desk, { source: `test:${number}` });
  const browser = browserOf(desk);
  const { headers } = await browser.get('/console/rows');
  const ask = {
    'a page of 50': () => browser.get('/console'),
    'the rows, changed': () => browser.get('/console/rows'),
    'the rows, unchanged': () => browser.send('GET', '/console/rows', { 'if-none-match': headers.etag ?? '' }),
  };
  const rows: string[][] = [];
  for (const [what, get] of Object.entries(ask)) {
    const used: number[] = [];
    let [bytes, status] = [0, 0];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const before = process.cpuUsage();
      const answer = await get();
      const { user, system } = process.cpuUsage(before);
      [bytes, status] = [Buffer.byteLength(answer.text), answer.status];
      if (round >= 0) used.push((user + system) / 1000);
    }
    const cpu = median(used);
    rows.push([what, String(status), `${(bytes / 1000).toFixed(1)} kB`, `${cpu.toFixed(2)} ms`, within(cpu, QUEUE_MS)]);
  }
  return {
    title: `CPU time of the queue of the console (median of ${ROUNDS}; budget ${QUEUE_MS} ms)`,
    headings: ['', 'STATUS', 'BODY', 'CPU', 'WITHIN'],
    rows,
    notes: [],
  };
}

/** Each state that a visitor may ask for, through the function's handler, on a desk in memory. */
async function measureCpu(): Promise<Measurement> {
  const rows: string[][] = [];
  for (const { name, make } of STATES) {
    const { shown, path } = await make('it');
    if (shown.answers) continue;
    progress(`CPU time: ${name}`);
    const browser = visit(shown.handler);
    const used: number[] = [];
    let bytes = 0;
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const before = process.cpuUsage();
      bytes = Buffer.byteLength((await browser.get(path)).text);
      const { user, system } = process.cpuUsage(before);
      if (round >= 0) used.push((user + system) / 1000);
    }
    const cpu = median(used);
    rows.push([name, `${(bytes / 1000).toFixed(1)} kB`, `${cpu.toFixed(2)} ms`, within(cpu, PAGE_MS)]);
  }
  return {
    title: `CPU time of a page (median of ${ROUNDS}; budget ${PAGE_MS} ms)`,
    headings: ['PAGE', 'HTML', 'CPU', 'WITHIN'],
    rows,
    notes: [
      'The function with everything but the AWS clients. Pages that answer a form are those of other states again.',
    ],
  };
}
