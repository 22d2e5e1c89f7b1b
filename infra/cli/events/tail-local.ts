import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { CommandError } from '../command.ts';

const answerSchema = z.object({ count: z.number(), events: z.array(z.unknown()) });

/** Between two looks, in ms. */
const LOOK_EVERY_MS = 300;

/** The events that come to the bus of a desk that runs here from now on, as rules see them, until `stop`. Throws a `CommandError` when that desk ends before. */
export async function* tailLocal(bus: string, stop: AbortSignal): AsyncGenerator<unknown> {
  const after = async (number: number) => {
    const answer = await fetch(`${bus}/events?after=${number}`).catch(() => {
      throw new CommandError('the desk that runs here has stopped, and with it what it would have told');
    });
    return answerSchema.parse(await answer.json());
  };
  let { count } = await after(Number.MAX_SAFE_INTEGER);
  while (!stop.aborted) {
    const next = await after(count);
    count = next.count;
    yield* next.events;
    await setTimeout(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
}
