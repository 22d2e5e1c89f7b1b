import type { Random } from '../support/random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Runs `run` with what the desk waits and draws by itself (pauses between tries, the spread of what comes again) in virtual time, and from the seed. */
export async function inVirtualTime<T>(time: VirtualTime, random: Random, run: () => Promise<T>): Promise<T> {
  const { setTimeout } = globalThis;
  const draw = Math.random;
  Math.random = random;
  globalThis.setTimeout = ((act: () => void, ms = 0) => time.at(time.now().getTime() + ms, act)) as never;
  try {
    return await run();
  } finally {
    Math.random = draw;
    globalThis.setTimeout = setTimeout;
  }
}
