import type { Canary, CanaryStore } from '../../shared/ticket/canary.ts';

/** When the last canary arrived, in memory. */
export function memoryCanary(): CanaryStore {
  let last: Canary | undefined;
  return {
    async arrived(canary) {
      last = canary;
    },
    last: async () => last,
  };
}
