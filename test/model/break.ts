import { createHandler as createSweep } from '../../functions/sweep/handler.ts';
import { type Cut, cutDesk } from '../faults/matrix/cut.ts';
import { add, firedTimer, handIn, live } from '../faults/matrix/world.ts';
import { nowOf, type Stage } from './stage.ts';
import type { CutAt } from './steps.ts';

const MINUTE = 60_000;

/** Faults after which what a run did may be done once more. */
const REPEATS: readonly string[] = ['kill before', 'kill after', 'answer lost', 'sweep first'];

/** How long a sender waits for an answer before the story goes on, in minutes. */
const PATIENCE = 60;

/** Hands an input in to a run that breaks. Who sent it waits for what becomes of it, so the story goes on after that. */
export async function breakRun(stage: Stage, pending: ReturnType<typeof add>, { call, fault }: CutAt): Promise<void> {
  const from = nowOf(stage);
  await handIn(stage, pending, { call, fault, called: counter(stage, { call, fault }) });
  if (fault === 'sweep first' && stage.pending.includes(pending)) await live(stage, 16, { sweepFirst: true });
  for (let waited = 0; stage.pending.includes(pending) && waited < PATIENCE; waited += 1) await live(stage, 1);
  stage.troubles.push({ from, to: nowOf(stage), isMail: false });
}

/** Notes the call that is hit as a crash, when it is one. */
function counter(stage: Stage, { call, fault }: CutAt): Cut['called'] {
  let calls = 0;
  return () => {
    if (calls === call && REPEATS.includes(fault)) stage.crashes.push(nowOf(stage));
    calls += 1;
  };
}

/** Time goes on to the next timer, whose run breaks. */
export async function breakTimer(stage: Stage, cut: CutAt): Promise<boolean> {
  const { desk } = stage;
  const at = Math.min(...[...desk.scheduled.values()].map(Date.parse));
  if (at === Number.POSITIVE_INFINITY) return false;
  if (at > nowOf(stage)) await live(stage, (at - 1 - nowOf(stage)) / MINUTE);
  const timer = [...desk.scheduled].find(([, each]) => Date.parse(each) <= at);
  if (!timer) return false;
  desk.setNow(new Date(Math.max(at, nowOf(stage))).toISOString());
  desk.scheduled.delete(timer[0]);
  const [ticketId = '', version] = timer[0].split('.');
  await breakRun(stage, add(stage, firedTimer({ ticketId, version: Number(version) })), cut);
  return true;
}

/** Sweeps that are waited for until one has something to do. */
const MOST_SWEEPS = 6;

/** Time goes on to the next sweep that has something to do, and that one breaks. */
export async function breakSweep(stage: Stage, { call, fault }: CutAt): Promise<boolean> {
  const { desk } = stage;
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps += 1) {
    const at = stage.nextSweep ?? 0;
    if (at > nowOf(stage)) await live(stage, (at - 1 - nowOf(stage)) / MINUTE);
    if ((await desk.tickets.overdue(desk.now().toISOString(), 1)).length > 0) break;
    await live(stage, 1 / MINUTE);
  }
  // This is that sweep; the next is planned from here.
  delete stage.nextSweep;
  desk.pass(1);
  const from = nowOf(stage);
  await new Promise<void>((resolve) => {
    const killed = () => resolve();
    const other = () => createSweep(desk)().catch(() => {});
    const view = cutDesk(desk, {
      call,
      fault,
      killed,
      pass: desk.pass,
      other,
      called: counter(stage, { call, fault }),
    });
    createSweep(view)().then(resolve, () => resolve());
  });
  stage.troubles.push({ from, to: nowOf(stage), isMail: false });
  return true;
}
