import type { TargetsDesk } from '../../shared/targets/ports.ts';
import type { StoredTarget } from '../../shared/targets/stored-target.ts';
import type { MemoryDesk } from './memory-desk.ts';
import { memoryDirectory, memoryTargetQueue, memoryTellings } from './memory-targets.ts';

export type MemoryTargets = Omit<TargetsDesk, 'targets' | 'queue'> & {
  targets: ReturnType<typeof memoryDirectory>;
  queue: ReturnType<typeof memoryTargetQueue>;
};

/** What telling targets works on, in memory and on the tickets of this desk; `secret` by the target's name. Loopback is let through. */
export function targetsOf(
  desk: MemoryDesk,
  targets: readonly StoredTarget[],
  secret: Record<string, unknown>,
): MemoryTargets {
  const { settings, tickets, teamMail, now, log } = desk;
  const tellings = memoryTellings();
  desk.team.tellings = tellings;
  return {
    settings,
    tickets,
    teamMail,
    now,
    // Signatures are of this machine's time.
    machineNow: () => new Date(),
    log,
    targets: memoryDirectory(targets),
    secrets: { of: async (name) => secret[name] },
    tellings,
    queue: memoryTargetQueue(),
    fetch: { allows: () => true, timeoutMs: 2_000 },
  };
}
