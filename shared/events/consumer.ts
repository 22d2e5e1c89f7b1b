import type { Change } from './ticket-change.ts';

/**
 * Who reads the changes of tickets. It gets a batch in the order of the stream, each change once at least, and is given it again, from the one on at
 * which it broke off, when it throws: what it does of a change must be the same when it is done twice.
 */
export type Consumer = (changes: readonly Change[]) => Promise<void>;

/** A consumer broke off: so many of its changes are done, and need not come again. */
export class BrokeOff extends Error {
  readonly done: number;

  constructor(done: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'BrokeOff';
    this.done = done;
  }
}
