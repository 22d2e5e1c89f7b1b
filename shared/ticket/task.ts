import * as z from 'zod';
import { cutBytes } from '../bytes.ts';
import type { Outcome } from '../outcome.ts';

/**
 * A task with effects outside the table (mails) that must be finished once. Whoever holds the claim does it; a claim that ran
 * out was left by a crash and is taken over. What a service could not do is parked with its reason, and the sweep goes on with
 * it (docs/architecture.md, second stage, decision 4). Steps that were finished are not done again. `until` is machine time,
 * since it is about processes; `again` is the desk's, since the due index is.
 */
export const taskSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('claimed'), until: z.iso.datetime(), steps: z.array(z.string()), attempts: z.number() }),
  z.object({
    state: z.literal('parked'),
    again: z.iso.datetime(),
    /** How often it was tried in vain. */
    attempts: z.number(),
    reason: z.string(),
    steps: z.array(z.string()),
  }),
  /** `steps`: what was done, where somebody may have to go on from there. */
  z.object({ state: z.literal('done'), steps: z.array(z.string()).optional() }),
]);
export type Task = z.infer<typeof taskSchema>;

/** Longer than a task takes: functions that do one run for 60 s at most, and the sweep does many, each in a second or so. */
export const CLAIM_MS = 90_000;

/**
 * When no further step is begun, so that the one under way, and the note of it, still fit the shortest function (29 s). What is
 * left is parked. In ms of machine time.
 */
export const PATIENCE_MS = 12_000;

/** Minutes until what was tried in vain so often is tried again; the last holds for all further tries. A sweep runs every five. */
const AGAIN_MINUTES = [5, 5, 10, 15];

/** The reason of a task whose other steps took too long. */
const SLOW: Outcome = { outcome: 'later', reason: 'the steps before it took too long' };

/** A step of a task: a name that says what is done, and how. `refused` is an answer, and finishes it; the step keeps record. */
export type Step = [name: string, run: () => Promise<Outcome>];

/** Where a task's progress is kept while it is worked on. */
export type Progress = {
  /** Notes a step that is done, as long as others are to come: a crash among those does not do it again. */
  note(step: string): Promise<void>;
  /** Gives the claim up with what was done, after a failure. */
  release(task: Task): Promise<void>;
};

/** Both clocks of the desk, see `Desk`. */
export type Clocks = { now: () => Date; machineNow: () => Date };

/** Somebody else is at it, or was until a moment ago: the delivery is to be repeated later. */
export class TaskBusy extends Error {
  constructor() {
    super('another delivery of this is being worked on');
    this.name = 'TaskBusy';
  }
}

/** How far a task got, and how often it was tried in vain. */
function progressOf(before: Task | undefined): { steps: string[]; attempts: number } {
  return before && before.state !== 'done' ? before : { steps: [], attempts: 0 };
}

/** A fresh claim, or one that goes on after what `before` has seen done. `now` is machine time. */
export function claim(now: Date, before?: Task): Task {
  const { steps, attempts } = progressOf(before);
  return { state: 'claimed', until: new Date(now.getTime() + CLAIM_MS).toISOString(), steps, attempts };
}

/** A task that the next sweep is to do, together with others like it; with what `before` has seen done. `now` is the desk's time. */
export function leftToSweep(before: Task | undefined, now: Date): Task {
  const { steps, attempts } = progressOf(before);
  return { state: 'parked', again: now.toISOString(), attempts, reason: 'told with others, by the sweep', steps };
}

/** Whether nobody holds a task that is not done: its claim ran out, or it is parked, and a new delivery asks no parking meter. */
export function isLeft(task: Task, machineNow: Date): boolean {
  return task.state === 'parked' || (task.state === 'claimed' && task.until <= machineNow.toISOString());
}

/** When what was tried `attempts` times in vain is tried again (ISO, UTC). `now` is the desk's time. */
export function againAt(now: Date, attempts: number): string {
  const minutes = AGAIN_MINUTES[attempts - 1] ?? AGAIN_MINUTES.at(-1) ?? 0;
  return new Date(now.getTime() + minutes * 60_000).toISOString();
}

/** A service's words as a record keeps them, 300 bytes at most: the log has them whole. */
export const shortReason = (reason: string) => cutBytes(reason, 300);

/** Pauses between tries to note what was done, in ms. */
const INSISTENCE = [50, 200, 800];

/**
 * Tries a write again when it fails: it notes that mails have gone out, and what is not noted is done twice. The last
 * failure is thrown.
 */
export async function insist<T>(write: () => Promise<T>): Promise<T> {
  for (const pause of INSISTENCE) {
    try {
      return await write();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return write();
}

/**
 * Runs the steps that are not done yet, in order, and gives the task as it then is: done, or parked when a service said
 * `later` to one of them, which keeps none of the others waiting. Each is noted before the next begins. When a step throws, the
 * claim is given up with what was done before it, so that the next delivery goes on there at once, and the failure is thrown on.
 * `steps` may be a generator that gives the next one by what became of those before.
 */
export async function runSteps(
  task: Task,
  steps: Iterable<Step>,
  { now, machineNow }: Clocks,
  { note, release }: Progress,
): Promise<Task> {
  const { steps: before, attempts } = task.state === 'done' ? { steps: [], attempts: 0 } : task;
  const done = [...before];
  const end = machineNow().getTime() + PATIENCE_MS;
  let waits: Outcome | undefined;
  try {
    let unnoted: string | undefined;
    for (const [name, run] of steps) {
      if (done.includes(name)) continue;
      if (unnoted !== undefined) await note(unnoted);
      unnoted = undefined;
      const result = machineNow().getTime() > end ? SLOW : await run();
      if (result.outcome === 'later') waits ??= result;
      else {
        done.push(name);
        unnoted = name;
      }
    }
  } catch (error) {
    // Best effort: when the table is what failed, the claim simply runs out.
    const free: Task = { state: 'claimed', until: machineNow().toISOString(), steps: done, attempts };
    await release(free).catch(() => {});
    throw error;
  }
  if (waits?.outcome !== 'later') return { state: 'done' };
  const again = againAt(now(), attempts + 1);
  return { state: 'parked', again, attempts: attempts + 1, reason: shortReason(waits.reason), steps: done };
}
