import fc from 'fast-check';
import { live } from '../faults/matrix/world.ts';
import { type Held, inspect } from './invariants.ts';
import { judge } from './judge.ts';
import { play, turnMail } from './play.ts';
import { newStage } from './stage.ts';
import { type Step, story } from './steps.ts';

/** What was tried. */
export type Tally = { runs: number; steps: Map<string, number>; tickets: number; mails: number };

export const newTally = (): Tally => ({ runs: 0, steps: new Map(), tickets: 0, mails: 0 });

/** How long all is well before it is judged, in minutes. */
const HEALING = 60;

/** Plays a story to its end, lets the desk heal, and gives all that is not as the model has it. */
async function runStory(steps: readonly Step[], tally = newTally()): Promise<string[]> {
  const stage = newStage();
  let held: Held = new Map();
  for (const step of steps) {
    const isDone = await play(stage, step);
    if (isDone) tally.steps.set(step.what, (tally.steps.get(step.what) ?? 0) + 1);
    held = inspect(stage, held);
    if (stage.wrong.length > 0) return stage.wrong;
  }
  turnMail(stage, true);
  stage.schedulerTakes = true;
  await live(stage, HEALING);
  inspect(stage, held);
  tally.runs += 1;
  tally.tickets += stage.facts.size;
  tally.mails += stage.sent.length;
  return judge(stage);
}

type Plan = { runs: number; steps: number; seed: number; path?: string | undefined };

/** A story that shows a fault, and how to have it again. */
type Found = { seed: number; path: string; steps: Step[]; faults: string[] };

/** Plays random stories, one after the other; the first that fails is made as small as it gets. */
export async function tryOut(
  { runs, steps, seed, path = '' }: Plan,
  tally: Tally,
  onRun: (runs: number) => void = () => {},
): Promise<Found | undefined> {
  const property = fc.asyncProperty(story(steps), async (each) => {
    const faults = await runStory(each, tally);
    onRun(tally.runs);
    return faults.length === 0;
  });
  const result = await fc.check(property, { numRuns: runs, seed, path });
  if (!result.failed) return undefined;
  const [smallest] = result.counterexample ?? [[]];
  return { seed, path: result.counterexamplePath ?? '', steps: smallest, faults: await runStory(smallest) };
}
