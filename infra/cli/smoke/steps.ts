import { cleanLine } from '../../../shared/mail/clean.ts';

/** How a step ended. `miss`: it did not happen, not in time, or not as it should; `not tried`: what it needs had not happened. */
export type Told = {
  step: string;
  state: 'ok' | 'miss' | 'skipped' | 'not tried';
  seconds: number;
  /** So many seconds it may take. */
  limit: number;
  says: string;
};

/** Time of this machine. `stopped`: somebody broke the run off. */
export type Pace = { now(): number; pause(ms: number): Promise<void>; stopped(): boolean };

/** Why a step did not hold, or is not looked at. */
class StepEnds extends Error {
  readonly state: 'miss' | 'skipped' | 'not tried';

  constructor(state: StepEnds['state'], message: string) {
    super(message);
    this.name = 'StepEnds';
    this.state = state;
  }
}

export const miss = (says: string) => new StepEnds('miss', says);
export const skipped = (says: string) => new StepEnds('skipped', says);
export const notTried = (says: string) => new StepEnds('not tried', says);

/** How a step looks for what is to happen: again and again until it is there; throws a miss with `otherwise` when its time is over. */
export type Await = <T>(look: () => Promise<T | undefined>, otherwise: () => string) => Promise<T>;

/** Between two looks, in ms. */
const EVERY_MS = 500;

/**
 * Does one step within its `limit` (seconds of this machine), tells how it ended, and never throws: whatever is thrown in it is a miss, as is
 * one that was done too late. Gives what it gave when it held.
 */
export async function doStep<T>(
  { step, limit, pace, tell }: { step: string; limit: number; pace: Pace; tell: (told: Told) => void },
  run: (until: Await) => Promise<{ says: string; gives?: T }>,
): Promise<T | undefined> {
  const began = pace.now();
  const since = () => (pace.now() - began) / 1_000;
  const until: Await = async (look, otherwise) => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (pace.stopped()) throw miss('broken off');
      if (since() >= limit) throw miss(otherwise());
      await pace.pause(Math.min(EVERY_MS, limit * 1_000));
    }
  };
  const end = (state: Told['state'], says: string) =>
    tell({ step, state, seconds: Math.round(since() * 10) / 10, limit, says: cleanLine(says, 600) });
  try {
    const { says, gives } = await run(until);
    if (since() > limit) {
      end('miss', `too late: ${says}`);
      return undefined;
    }
    end('ok', says);
    return gives;
  } catch (error) {
    if (error instanceof StepEnds) end(error.state, error.message);
    else end('miss', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return undefined;
  }
}
