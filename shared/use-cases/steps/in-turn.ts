import type { Agent } from '../../customer/agent.ts';
import { type Posted, type Recipient, stepOutcome } from '../../notify/post.ts';
import { type Recipients, readerOf } from '../../notify/recipients-of.ts';
import type { Outcome } from '../../outcome.ts';
import { recipientHash } from '../../ticket/caps.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, runSteps, type Step, type Task } from '../../ticket/task.ts';
import { reportInTheirPlace, stepOf } from './recipients.ts';

type Claimed = Extract<Task, { state: 'claimed' }>;

/** What some of the team are told of that is of no ticket. */
export type Telling = {
  /** As the log names it. */
  about: Record<string, string>;
  agents: readonly Agent[];
  /** Who is to hear now, without these (`readerOf`). */
  readers: (unreached: ReadonlySet<string>) => Recipients;
  tell: (to: Recipient) => Promise<Posted>;
};

/**
 * Carries out a claimed task that tells some of the team of what is of no ticket. Each is noted by `keep`, so that a crash repeats one mail at
 * most; what the mail service cannot take now is parked for the sweep. Whom it will never take a mail for, or whose mail came back
 * (`returnedTo`), has others hear in their place, and the operator hears of it. Done, the task keeps whom it told. Throws what a port throws.
 */
export async function inTurn(
  desk: Desk,
  task: Claimed,
  telling: Telling,
  keep: (task: Task) => Promise<unknown>,
): Promise<void> {
  const noted = new Set(task.steps);
  const note = async (step: string) => {
    noted.add(step);
    // Best effort: a mail that left must not fail the rest since it could not be noted.
    await keep({ ...task, steps: [...noted] }).catch((error: unknown) => {
      desk.log.warn('a step could not be noted', { ...telling.about, step, error });
    });
  };
  const keepAll = (next: Task) => keep({ ...next, steps: [...noted] });
  const release = async (next: Task) => void (await keepAll(next));
  const result = await runSteps(task, stepsOf(desk, telling, noted, note), desk, { note, release });
  await insist(() => keepAll(result));
}

/**
 * A task of `inTurn` that is to go on at `at` (ISO, UTC), since its mail to this reader (`readerOf`) came back. Undefined where it had told
 * them nothing, or knows it.
 */
export function returnedTo(
  task: Exclude<Task, { state: 'claimed' }>,
  reader: Recipient,
  { at, reason }: { at: string; reason: string },
): Task | undefined {
  const { steps = [] } = task;
  const lost = unreachedStep(readerOf(reader));
  if (!steps.includes(stepOf(reader)) || steps.includes(lost)) return undefined;
  const attempts = task.state === 'parked' ? task.attempts : 0;
  return { state: 'parked', again: at, attempts, reason, steps: [...steps, lost] };
}

/** Those who are told, and once none of them can be reached, those in their place, until there is nobody left. */
function* stepsOf(
  desk: Desk,
  { about, agents, readers, tell }: Telling,
  noted: Set<string>,
  note: (step: string) => Promise<void>,
): Generator<Step> {
  const { lead, manager } = desk.settings.escalation;
  const team = [...agents.map(({ id }) => id), ...lead, ...manager];
  const unreached = new Set(team.filter((reader) => noted.has(unreachedStep(reader))));
  const tried = new Set<string>();
  const step = (name: string, run: () => Promise<Outcome>): Step => [
    name,
    async () => {
      const result = await run();
      if (result.outcome !== 'later') noted.add(name);
      return result;
    },
  ];
  for (let told = readers(unreached); ; told = readers(unreached)) {
    const next = told.people.filter((person) => !tried.has(readerOf(person)) && !noted.has(stepOf(person)));
    if (told.isNobodyOnDuty && (next.length > 0 || told.people.length === 0)) {
      reportInTheirPlace(desk, about, told.people.length);
    }
    if (next.length === 0) return;
    for (const to of next) {
      const reader = readerOf(to);
      tried.add(reader);
      yield step(stepOf(to), async () => {
        const posted = await tell(to);
        if (isLost(posted)) {
          unreached.add(reader);
          // Before the mail is noted: a crash in between tries this reader again, and the others hear none the less.
          await note(unreachedStep(reader));
        }
        return stepOutcome(posted);
      });
    }
  }
}

/** Whether a mail will never go to this reader: refused, or withheld since the desk never writes there. */
function isLost({ result }: Posted): boolean {
  return result.outcome === 'refused' || result.outcome === 'withheld';
}

const unreachedStep = (reader: string) => `not reached ${recipientHash(reader)}`;
