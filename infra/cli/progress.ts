import type { Io } from './command.ts';

/** Machine time between two looks at the progress, so that a terminal over a slow line keeps up. */
const EVERY_MS = 100;

/** A line on a terminal that counts up to `total`, where that is known, and goes at the end; nothing on a file or a pipe. */
export function showProgress(output: Io['stderr'], total?: number): { at(done: number): void; end(): void } {
  if (!('isTTY' in output && output.isTTY)) return { at: () => {}, end: () => {} };
  let shown = performance.now();
  return {
    at(done) {
      if (performance.now() - shown < EVERY_MS) return;
      shown = performance.now();
      output.write(total === undefined ? `\r${done}` : `\r${done} of ${total}`);
    },
    end() {
      output.write('\r\u001b[K');
    },
  };
}
