/** What happens at an instant, in epoch ms; of two at the same one, the one that was planned first. */
type Event = { at: number; order: number; act: () => void };

/** Time that passes only when there is nothing left to do: a day takes as long as the work in it. */
export type VirtualTime = {
  now(): Date;
  sleep(ms: number): Promise<void>;
  /** Acts at an instant (epoch ms), or now when that has passed. */
  at(instant: number, act: () => void): void;
  /** Lets all happen up to an instant (epoch ms). */
  runUntil(instant: number): Promise<void>;
};

/** A clock that begins at `start` (epoch ms). Only what waits for it may wait: real input or output would be left behind. */
export function virtualTime(start: number): VirtualTime {
  let now = start;
  let planned = 0;
  const agenda: Event[] = [];
  const plan = (at: number, act: () => void) => {
    planned += 1;
    push(agenda, { at: Math.max(now, at), order: planned, act });
  };
  return {
    now: () => new Date(now),
    sleep: (ms) => new Promise((resolve) => plan(now + ms, resolve)),
    at: plan,
    async runUntil(instant) {
      for (let first = agenda[0]; first && first.at <= instant; first = agenda[0]) {
        pop(agenda);
        now = first.at;
        first.act();
        // Comes when no promise is left to go on with: all that follows from an event follows before the next one.
        await new Promise<void>((resolve) => process.nextTick(resolve));
      }
      now = instant;
      // Whoever watches the run has a turn.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const isBefore = (one: Event, other: Event) => one.at < other.at || (one.at === other.at && one.order < other.order);

/** Adds to a binary heap, the first event at its top. */
function push(heap: Event[], event: Event): void {
  let at = heap.length;
  heap.push(event);
  for (let parent = (at - 1) >> 1; at > 0 && isBefore(event, heap[parent] as Event); parent = (at - 1) >> 1) {
    heap[at] = heap[parent] as Event;
    heap[parent] = event;
    at = parent;
  }
}

/** Takes the first event of a binary heap away. */
function pop(heap: Event[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && isBefore(heap[right] as Event, heap[left] as Event) ? right : left;
    if (!isBefore(heap[child] as Event, last)) break;
    heap[at] = heap[child] as Event;
    at = child;
  }
  heap[at] = last;
}
