import {
  type Health,
  type TargetDirectory,
  type TargetQueue,
  type Tellings,
  type Told,
  targetEntrySchema,
} from '../../shared/targets/ports.ts';
import type { StoredTarget } from '../../shared/targets/stored-target.ts';

/** Targets in memory; a test names those that cannot be read. */
export function memoryDirectory(
  start: readonly StoredTarget[] = [],
  unreadable: readonly string[] = [],
): TargetDirectory {
  const targets = new Map(start.map((target) => [target.name, target]));
  const list = async () => structuredClone([...targets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
  return {
    list,
    all: async () => ({ targets: await list(), unreadable: [...unreadable] }),
    put: async (target) => void targets.set(target.name, structuredClone(target)),
    remove: async (name) => void targets.delete(name),
  };
}

/** What targets were told, in memory. */
export function memoryTellings(): Tellings {
  const told = new Map<string, Told>();
  const waiting = new Map<string, string>();
  const health = new Map<string, Health>();
  const of = (name: string): Health => health.get(name) ?? { name };
  return {
    told: async (target, event) => told.get(`${target} ${event}`),
    async note(target, event, what) {
      const key = `${target} ${event}`;
      if (what !== 'queued' || !told.has(key)) told.set(key, what);
    },
    async waitsSince(target, event, at) {
      const key = `${target} ${event}`;
      if (!told.has(key) && !waiting.has(key)) waiting.set(key, at);
      return waiting.get(key) ?? at;
    },
    health: async () => structuredClone([...health.values()].sort((a, b) => (a.name < b.name ? -1 : 1))),
    well: async (name, lastOk) => void health.set(name, { name, lastOk }),
    async failed(name, at, why, { isGone = false, isAside = false } = {}) {
      const { isAside: _, ...before } = of(name);
      health.set(name, {
        ...before,
        failingSince: before.failingSince ?? at,
        lastFailed: at,
        ...(isAside && { isAside }),
        why,
        failures: (before.failures ?? 0) + 1,
        ...(isGone && { isGone }),
      });
    },
    async giveUp(name, givenUp) {
      const before = health.get(name);
      if (!before?.failingSince) return false;
      health.set(name, { ...before, givenUp });
      return true;
    },
    forget: async (name) => void health.delete(name),
  };
}

/** The queue of targets in memory, in which nothing is hidden or put twice: bodies in order, and those that were set aside. */
export function memoryTargetQueue(): TargetQueue & { bodies: string[]; aside: string[] } {
  const bodies: string[] = [];
  const aside: string[] = [];
  return {
    bodies,
    aside,
    put: async (entries) => void bodies.push(...entries.map((entry) => JSON.stringify(targetEntrySchema.parse(entry)))),
    setAside: async (body) => void aside.push(body),
  };
}
