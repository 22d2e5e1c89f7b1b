import type { Desk } from '../../ticket/ports.ts';
import { claim, type Progress, type Task } from '../../ticket/task.ts';
import type { StepDone } from '../../ticket/ticket-store.ts';

/** A task of a ticket by its name: the opening, an escalation's notice, the relay of a message. */
export type TaskName = { ticketId: string; task: string };

/**
 * Notes each step of a claimed task as it is done, so that a crash repeats the one under way and no other. Best effort: a mail
 * that left must not fail the rest since it could not be noted. `found` gives what the step found out.
 */
export function notesOf(
  desk: Desk,
  name: TaskName,
  task: Task,
  found: () => Omit<StepDone, 'step'> = () => ({}),
): Progress['note'] {
  return async (step) => {
    if (task.state !== 'claimed') return;
    const { until } = task;
    await desk.tickets.noteStep({ ...name, until }, { step, ...found() }).catch((error: unknown) => {
      desk.log.warn('a step could not be noted', { ...name, step, error });
    });
  };
}

/**
 * A fresh claim on a task that is left, with what a crash left noted beside it. Whoever stores the claim stores what was found
 * out with it: the notes belong to the claim before.
 */
export async function claimAgain(desk: Desk, name: TaskName, task: Task): Promise<{ task: Task; noted: StepDone[] }> {
  const noted = task.state === 'claimed' ? await desk.tickets.stepsOf({ ...name, until: task.until }) : [];
  const next = claim(desk.machineNow(), task);
  if (next.state !== 'claimed') return { task: next, noted };
  return { task: { ...next, steps: [...new Set([...next.steps, ...noted.map(({ step }) => step)])] }, noted };
}
