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

/**
 * Errors that the same change meets again whenever it comes, by their names: what a service says of a call that it can never take (DynamoDB of an
 * item that is too large, the queue, the bus), and what fits no schema. Of a right, a name or a limit of somebody else they are not.
 */
const LASTING = new Set([
  'ValidationException',
  'InvalidMessageContents',
  'InvalidArgument',
  'MalformedDetail',
  'UnreadableItem',
  'ZodError',
]);

/** Whether what a consumer threw never passes, itself or what it comes from. */
export function isLasting(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) if (LASTING.has(each.name)) return true;
  return false;
}
