import type { Readable, Writable } from 'node:stream';

/** The streams of a command: a test hands in its own. */
export type Io = { stdin: Readable; stdout: Writable; stderr: Writable };

/** A command of `npm run desk --`: gives its exit status (0 done, 1 refused or failed, 2 wrongly called). */
export type Command = (args: string[], io: Io) => Promise<number>;

/** A failure the admin can mend; its message is all they see. `status` is the exit status. */
export class CommandError extends Error {
  readonly status: number;

  /** `status` 2 says that the command was wrongly called, 1 anything else. */
  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.name = 'CommandError';
    this.status = status;
  }
}
