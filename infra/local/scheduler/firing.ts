import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeskClock } from '../clock.ts';
import { deliver } from './delivery.ts';
import type { ScheduleKey } from './input.ts';
import type { Schedule, ScheduleStore } from './store.ts';

/** Watches the clock: delivers each schedule when it falls due and does what its `ActionAfterCompletion` says. */
export type Firing = {
  /** Looks again at what is due next; to be called after every change of the store. */
  rearm(): void;
  stop(): void;
};

/** Starts with what fell due while nobody watched. A schedule whose delivery was broken off by a stop is delivered again. */
export function startFiring(options: {
  store: ScheduleStore;
  clock: DeskClock;
  sqs: SQSClient;
  arnOf: (key: ScheduleKey) => string;
  onError: (error: unknown) => void;
}): Firing {
  const { store, clock, sqs, arnOf, onError } = options;
  const stopping = new AbortController();
  const underWay = new Set<string>();
  let callOff = () => {};

  const rearm = () => {
    callOff();
    if (stopping.signal.aborted) return;
    const now = clock.now().getTime();
    for (const schedule of store.due(now)) void fire(schedule);
    const next = store.nextDue(now);
    if (next !== undefined) callOff = clock.at(next, rearm);
  };

  const fire = async (schedule: Schedule) => {
    // A schedule that was updated while its old version is under way is another delivery.
    const delivery = `${arnOf(schedule.key)} ${schedule.modifiedAt}`;
    if (underWay.has(delivery)) return;
    underWay.add(delivery);
    try {
      await deliver(sqs, schedule, arnOf(schedule.key), stopping.signal);
      if (!stopping.signal.aborted) complete(store, schedule);
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
    } finally {
      underWay.delete(delivery);
    }
  };

  rearm();
  return {
    rearm,
    stop: () => {
      stopping.abort();
      callOff();
    },
  };
}

function complete(store: ScheduleStore, delivered: Schedule): void {
  const current = store.get(delivered.key);
  if (current?.modifiedAt !== delivered.modifiedAt) return;
  if (delivered.input.ActionAfterCompletion === 'DELETE') store.remove(delivered.key);
  else store.put({ ...current, completed: true });
}
