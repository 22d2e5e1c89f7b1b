import type { VirtualTime } from './virtual-time.ts';

/** Lambda's runs of all functions, of which an account may have so many at once. */
export type Runs = {
  /** Takes one; false when all are taken: `again` is called when one is free. */
  begin(again: () => void): boolean;
  /** `began`: epoch ms. */
  end(name: string, began: number): void;
  most: number;
  /** How often there was none left. */
  throttled: number;
  /** By function, its runs and how long they took in all, in ms. */
  spent: Map<string, { runs: number; ms: number; longest: number }>;
};

export function lambdaRuns(time: VirtualTime, limit: number): Runs {
  let running = 0;
  const waiting = new Set<() => void>();
  const runs: Runs = {
    most: 0,
    throttled: 0,
    spent: new Map(),
    begin(again) {
      if (running >= limit) {
        runs.throttled += 1;
        waiting.add(again);
        return false;
      }
      running += 1;
      runs.most = Math.max(runs.most, running);
      return true;
    },
    end(name, began) {
      running -= 1;
      const took = time.now().getTime() - began;
      const { runs: before = 0, ms = 0, longest = 0 } = runs.spent.get(name) ?? {};
      runs.spent.set(name, { runs: before + 1, ms: ms + took, longest: Math.max(longest, took) });
      const next = [...waiting];
      waiting.clear();
      for (const again of next) time.at(time.now().getTime(), again);
    },
  };
  return runs;
}
