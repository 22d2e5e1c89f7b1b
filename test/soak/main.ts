import { setTimeout as pause } from 'node:timers/promises';
import { readNumberOptions, runWith } from '../support/number-options.ts';
import { bar, progressLine } from '../support/progress.ts';
import { type Load, steadyLoad } from './load.ts';
import { type MortalDesk, startMortalDesk } from './mortal-desk.ts';
import { type Outbox, readOutbox } from './outbox.ts';
import { describe } from './report.ts';
import { takeStock } from './stock.ts';
import { isOwedMail, judge, mailsFor } from './verdict.ts';

/** `npm run soak`: a steady load on a whole local desk that is killed now and then. Fails when anything that it took is lost. */

const OPTIONS = {
  minutes: { default: 10, least: 0.5, most: 600 },
  /** Errands a second. */
  rate: { default: 2, least: 0.1, most: 50 },
  /** A minute. */
  kills: { default: 1, least: 0, most: 6 },
};

const LOOK_MS = 500;
/** A kill comes within so long after something was handed in: in the middle of the work on it. */
const WORK_MS = 120;
/** Work that a kill left is taken up after 75 s; the run waits for the mails that are owed, until no more come for this long. */
const QUIET_MS = 150_000;
const LONGEST_WAIT_MS = 10 * 60_000;

type Options = { minutes: number; rate: number; kills: number };
const progress = progressLine((line) => process.stderr.write(line), process.stderr.isTTY === true);

async function soak(options: Options): Promise<void> {
  const desk = await startMortalDesk();
  try {
    const outbox = readOutbox(desk);
    const load = steadyLoad(desk, outbox);
    const facts = await underLoad(desk, load, outbox, options);
    await load.finished();
    await settled(load, outbox);
    const verdict = judge(load.runs, await takeStock(desk.current()), outbox.mails());
    const memory = [...facts.memory, await desk.memory()];
    console.log(`\n${describe(verdict, { ...facts, memory })}`);
    process.exitCode = verdict.lost.length > 0 ? 1 : 0;
  } finally {
    await desk.stop();
  }
}

async function underLoad(desk: MortalDesk, load: Load, outbox: Outbox, { minutes, rate, kills }: Options) {
  const first = await desk.memory();
  let middle: Promise<number> | undefined;
  const [start, length, killEvery] = [Date.now(), minutes * 60_000, 60_000 / kills];
  let [killed, nextLook] = [0, start];
  let killing: Promise<void> = Promise.resolve();
  for (let tick = 0; tick * (1000 / rate) < length; tick += 1) {
    await pause(Math.max(0, start + tick * (1000 / rate) - Date.now()));
    load.next();
    const past = Date.now() - start;
    if (past > (killed + 0.5) * killEvery) {
      killed += 1;
      await killing;
      killing = kill(desk, outbox);
    }
    if (past > length / 2) middle ??= killing.then(desk.memory);
    if (Date.now() >= nextLook) {
      nextLook = Date.now() + LOOK_MS;
      await outbox.look();
    }
    progress(() => `${bar(past / length)} ${(past / 60_000).toFixed(1)} of ${minutes} min, ${state(load, outbox)}`);
  }
  await killing;
  return { kills: killed, memory: [first, await (middle ?? desk.memory())] };
}

async function kill(desk: MortalDesk, outbox: Outbox): Promise<void> {
  await pause(Math.random() * WORK_MS);
  await outbox.look();
  await desk.killAndRestart();
}

/** Waits until every customer has heard what they are to hear, or nobody has for a long while. */
async function settled(load: Load, outbox: Outbox): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS;
  for (let [quiet, seen] = [Date.now(), 0]; Date.now() < Math.min(end, quiet + QUIET_MS); await pause(LOOK_MS)) {
    await outbox.look();
    const mails = outbox.mails();
    if (mails.length > seen) [quiet, seen] = [Date.now(), mails.length];
    const owed = load.runs.filter((run) => run.takenAt && isOwedMail(run) && mailsFor(run, mails).length === 0);
    if (owed.length === 0) return;
    progress(() => `waiting for ${owed.length} mails, ${state(load, outbox)}`);
  }
}

function state(load: Load, outbox: Outbox): string {
  return `taken ${load.runs.length}, in hand ${load.inHand()}, mails to customers ${outbox.mails().length}`;
}

await runWith(() => soak(readNumberOptions(process.argv.slice(2), OPTIONS)));
