import * as z from 'zod';

/**
 * A task with effects outside the table (mails, a schedule) that must be finished once. Whoever holds the claim does it; a
 * claim that ran out was left by a crash and is taken over. Steps that were finished before a failure are not done again.
 * Times are machine time, not the desk's: they are about processes, and local time may run faster.
 */
export const taskSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('claimed'), until: z.iso.datetime(), steps: z.array(z.string()) }),
  z.object({ state: z.literal('done'), at: z.iso.datetime() }),
]);
export type Task = z.infer<typeof taskSchema>;

/** Longer than a task takes: functions that do one run for 60 s at most, and the sweep does many, each in a second or so. */
export const CLAIM_MS = 90_000;

/** A step of a task: a name that says what was done, and how. */
export type Step = [name: string, run: () => Promise<void>];

/** Somebody else is at it, or was until a moment ago: the delivery is to be repeated later. */
export class TaskBusy extends Error {
  constructor() {
    super('another delivery of this is being worked on');
    this.name = 'TaskBusy';
  }
}

/** A fresh claim, or one that goes on after the steps that `before` has seen done. `now` is machine time. */
export function claim(now: Date, before?: Task): Task {
  const steps = before?.state === 'claimed' ? before.steps : [];
  return { state: 'claimed', until: new Date(now.getTime() + CLAIM_MS).toISOString(), steps };
}

/** Whether nobody holds the claim any more. `now` is machine time. */
export function isLeft(task: Task, now: Date): boolean {
  return task.state === 'claimed' && task.until <= now.toISOString();
}

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
 * Runs the steps that are not done yet, in order. When one fails the claim is given up with what was done before it
 * (`release` stores that), so that the next delivery goes on there at once, and the failure is thrown on.
 */
export async function runSteps(
  task: Task,
  steps: Step[],
  now: () => Date,
  release: (task: Task) => Promise<void>,
): Promise<Task> {
  const done = task.state === 'claimed' ? [...task.steps] : [];
  try {
    for (const [name, run] of steps) {
      if (done.includes(name)) continue;
      await run();
      done.push(name);
    }
  } catch (error) {
    // Best effort: when the table is what failed, the claim simply runs out.
    await release({ state: 'claimed', until: now().toISOString(), steps: done }).catch(() => {});
    throw error;
  }
  return { state: 'done', at: now().toISOString() };
}
