import type { Desk } from '../ticket/ports.ts';
import { TaskBusy } from '../ticket/task.ts';
import { sendHeldDigest } from './send-held-digest.ts';
import { goOnTellingOfHeld } from './tell-held.ts';

/** Held mails that one run tells of; what is over waits for the next. */
const MOST = 100;

/**
 * Tells of held mails what was not told in its time, and sends the day's digest. What fails keeps none of the rest waiting. Gives
 * what could not be done, by name.
 */
export async function sweepHeld(desk: Desk): Promise<string[]> {
  const failed: string[] = [];
  const attempt = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof TaskBusy) return;
      failed.push(name);
      desk.log.error('cannot tell of held mail', { held: name, error });
    }
  };
  await attempt('what is untold', async () => {
    for (const id of await desk.quarantine.untold(desk.now().toISOString(), MOST)) {
      await attempt(id, async () => {
        const entry = await desk.quarantine.get(id);
        if (entry) await goOnTellingOfHeld(desk, entry);
      });
    }
  });
  await attempt('the digest', () => sendHeldDigest(desk));
  return failed;
}
