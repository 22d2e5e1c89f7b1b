import { ClosedMeanwhile } from '../use-cases/steps/closed-meanwhile.ts';

/** Tickets that were closed one after the other while the same thing came in. */
const TRIES = 4;

/** Does what places a mail, or a message by link, once more where a ticket was closed as a duplicate meanwhile: it is looked up anew where it goes. `tried`: which time it is, from 1. Throws `ClosedMeanwhile` after four. */
export async function placedAgain<T>(place: (tried: number) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await place(tried);
    } catch (error) {
      if (!(error instanceof ClosedMeanwhile) || tried === TRIES) throw error;
    }
  }
}
