import { atExpression } from '../../shared/aws/timers.ts';
import { DONE } from '../../shared/outcome.ts';
import type { Timers } from '../../shared/ticket/ports.ts';
import type { Random } from '../support/random.ts';
import { LATENCY } from './latency.ts';
import { SCHEDULER_GRAIN_MS } from './quotas.ts';
import type { VirtualTime } from './virtual-time.ts';

type Options = {
  time: VirtualTime;
  random: Random;
  invocationsPerSecond: number;
  /** Takes the body of a timer event. */
  fire: (body: string) => void;
};

/** EventBridge Scheduler in virtual time: whole minutes as the desk's adapter writes them, some time within the minute, and so many a second. */
export function scheduler({ time, random, invocationsPerSecond, fire }: Options): Timers & { made: () => number } {
  const live = new Set<string>();
  let free = 0;
  let made = 0;
  const nameOf = ({ ticketId, version }: { ticketId: string; version: number }) => `${ticketId}.${version}`;
  return {
    made: () => made,
    async register(timer) {
      await time.sleep(LATENCY.scheduler);
      const name = nameOf(timer);
      if (live.has(name)) return DONE;
      live.add(name);
      made += 1;
      const minute = /^at\((.+)\)$/.exec(atExpression(timer.at, time.now()))?.[1];
      time.at(Date.parse(`${minute}Z`) + random() * SCHEDULER_GRAIN_MS, () => {
        free = Math.max(free, time.now().getTime()) + 1000 / invocationsPerSecond;
        time.at(free, () => {
          if (live.delete(name)) fire(JSON.stringify({ ticketId: timer.ticketId, version: timer.version }));
        });
      });
      return DONE;
    },
    async cancel(timer) {
      await time.sleep(LATENCY.scheduler);
      live.delete(nameOf(timer));
      return DONE;
    },
  };
}
