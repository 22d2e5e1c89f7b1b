import { ChangedMeanwhile } from '../use-cases/steps/changed-meanwhile.ts';

/** Tickets that were changed one after the other while the same thing came in. */
const TRIES = 4;

/** Does what places a mail, or a message by link, once more where a ticket was changed meanwhile: it is looked up anew where it goes. `tried`: which time it is, from 1. Throws `ChangedMeanwhile` after four. */
export async function placedAgain<T>(place: (tried: number) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await place(tried);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || tried === TRIES) throw error;
    }
  }
}
