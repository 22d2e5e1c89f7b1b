import { DONE } from '../../shared/outcome.ts';
import type { Desk, TeamMail } from '../../shared/ticket/ports.ts';
import { type TeamMailEntry, teamMailEntrySchema } from '../../shared/ticket/team-notice.ts';
import type { ContactTellings } from '../../shared/use-cases/contact-reported.ts';
import { takeTeamMail } from '../../shared/use-cases/take-team-mail.ts';

/** An entry of the queue of the team's mail, and when it may be seen (ms of machine time). */
type Queued = { body: string; visibleAt: number };

/**
 * The queue of the team's mail in memory. What is put there is worked on at once, as a queue that has nothing else to do may; what
 * fails stays. `isHeld`: everything stays until `drain`, or until a test works it off by itself.
 */
export type MemoryTeamMail = {
  queue: Queued[];
  isHeld: boolean;
  /** Where what became of a mail to a contact is noted; `targetsOf` sets it. */
  tellings?: ContactTellings;
  /** Works off what may be seen by now, in order; what fails stays, and is thrown at the end. */
  drain(): Promise<void>;
};

export function memoryTeamMail(desk: () => Desk): { port: TeamMail; memory: MemoryTeamMail } {
  const now = () => desk().machineNow().getTime();
  const memory: MemoryTeamMail = {
    queue: [],
    isHeld: false,
    async drain() {
      const failures: unknown[] = [];
      const isVisible = ({ visibleAt }: Queued) => visibleAt <= now();
      const failed: Queued[] = [];
      for (let at = memory.queue.findIndex(isVisible); at >= 0; at = memory.queue.findIndex(isVisible)) {
        const [queued] = memory.queue.splice(at, 1);
        if (!queued) break;
        await takeTeamMail(desk(), readBody(queued.body), memory.tellings).catch((error: unknown) => {
          failures.push(error);
          failed.push(queued);
        });
      }
      memory.queue.push(...failed);
      if (failures.length > 0) throw failures[0];
    },
  };
  const port: TeamMail = {
    async put(entries, delaySeconds = 0) {
      const visibleAt = now() + delaySeconds * 1000;
      memory.queue.push(...entries.map((entry) => ({ body: JSON.stringify(entry), visibleAt })));
      if (!memory.isHeld) await memory.drain().catch(() => {});
      return DONE;
    },
  };
  return { port, memory };
}

export const readBody = (body: string): TeamMailEntry => teamMailEntrySchema.parse(JSON.parse(body));
