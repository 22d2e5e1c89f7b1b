import './node-version.ts';
import { run } from '../cli/desk.ts';
import { startDeskProcess } from './demo/desk-process.ts';

/** A timer is served within some seconds, and whatever takes a second is still a second of ten that a mail may take. */
const SPEED = 10;

/** The gate of a clean clone waits no longer. */
const LONGEST_MS = 58_000;

/** `npm run smoke`: `desk smoke` against a desk of its own, on free ports and in memory. Its exit status. */
async function main(args: string[]): Promise<number> {
  const { stop } = await startDeskProcess(SPEED);
  const status = await run(['smoke', ...args], process);
  const ended = await stop();
  if (ended === 0) return status;
  console.error(`the desk ended with status ${ended}`);
  return 1;
}

setTimeout(() => {
  console.error(`smoke took longer than ${LONGEST_MS / 1_000} s`);
  process.exit(1);
}, LONGEST_MS).unref();
main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
