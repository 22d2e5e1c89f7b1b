/** The service will never do this, however often it is asked: `recipient` when the address is at fault, else the `mail` or call itself. */
export type Refused = { outcome: 'refused'; what: 'recipient' | 'mail' | 'call'; reason: string };

/** The service cannot do it now: throttled, paused, away. What is owed stays owed, and is tried again. */
export type Later = { outcome: 'later'; reason: string };

/**
 * What became of a call to a service that people depend on (mail, timers). A value and not an exception, since each of the
 * three asks for something else of the caller (docs/architecture.md, second stage, decision 4). Exceptions stay for what is
 * nobody's word: the table, the bucket, a bug.
 */
export type Outcome<Done extends object = object> = ({ outcome: 'done' } & Done) | Refused | Later;

/** A step that is done, with nothing to tell of it. */
export const DONE = { outcome: 'done' } as const;

/** A service that said `later` to a caller who has no way to park what is owed: the delivery is to be repeated. */
export class ServiceBusy extends Error {
  constructor({ reason }: { reason: string }) {
    super(`a service cannot do it now: ${reason}`);
    this.name = 'ServiceBusy';
  }
}
