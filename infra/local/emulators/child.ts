import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Endpoints } from './endpoints.ts';
import { readySchema, type StartMessage } from './start-message.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** The emulators' process ended before they were up; it has said why on standard error. */
export class EmulatorsRefused extends Error {}

/** The process in which the emulators run. */
export type Emulators = {
  pid: number;
  /** Has them come up. Throws `EmulatorsRefused`. */
  start(message: StartMessage): Promise<Endpoints>;
  /** Ends them, and is done when what they keep is stored. */
  close(): Promise<void>;
};

/** Makes the process; it loads while the desk does other things. `onLost` hears how it ended when nobody had ended it. */
export function forkEmulators(onLost: (how: string) => void): Emulators {
  // Options for a debugger or a profile are the desk's own.
  const child = fork(MAIN, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  let isUp = false;
  let isClosing = false;
  void ended.then(() => {
    if (isUp && !isClosing) onLost(howEnded(child));
  });
  return {
    pid: child.pid ?? 0,
    async start(message) {
      const answer = once(child, 'message').then(([ready]) => readySchema.parse(ready).endpoints);
      child.send(message, () => {});
      const endpoints = await Promise.race([answer, ended.then(() => undefined)]);
      if (endpoints === undefined)
        throw new EmulatorsRefused(`The emulators of AWS did not start (${howEnded(child)}).`);
      isUp = true;
      return endpoints;
    },
    async close() {
      isClosing = true;
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function howEnded({ signalCode, exitCode }: ChildProcess): string {
  return signalCode ?? `status ${exitCode}`;
}
