import { join } from 'node:path';
import { clockFrom } from '../clock.ts';
import { enterEnvironment, SDK_IDENTITY } from '../environment.ts';
import { PortRefused } from '../loopback.ts';
import { report } from '../report.ts';
import { Stops } from '../stops.ts';
import { startEmulators } from './emulators.ts';
import { type StartMessage, startSchema } from './start-message.ts';

/** Whatever hangs, this process is gone so soon after its desk. */
const LONGEST_STOP_MS = 1_500;

/**
 * All that stands in for AWS, in a process of its own: a desk that crashes takes nothing of it along. It lives as long as the channel to its desk, which
 * ends with the desk, however that ends. Ctrl-C reaches it too, and is the desk's to hear: the functions finish what they are at first.
 */
const stops = new Stops();
let isEnding = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', () => void end());
process.once('message', (message) => {
  up(startSchema.parse(message)).catch((error: unknown) => {
    console.error(error instanceof PortRefused ? error.message : error);
    process.exit(1);
  });
});
// The desk may have gone while this was loaded.
if (!process.connected) void end();

async function up({ clock, data, ...options }: StartMessage): Promise<void> {
  enterEnvironment(SDK_IDENTITY);
  const pathOf = (name: string) => (data === undefined ? undefined : join(data, name));
  const endpoints = await startEmulators({ ...options, clock: clockFrom(clock), pathOf, onError: report }, stops);
  if (isEnding) await stops.stop();
  // A desk that has gone meanwhile hears nothing, and that is no failure.
  else process.send?.({ endpoints }, undefined, undefined, () => {});
}

async function end(): Promise<void> {
  isEnding = true;
  setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
  await stops.stop();
  process.exit(0);
}
