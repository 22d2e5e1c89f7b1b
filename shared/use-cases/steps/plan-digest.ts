import type { Desk } from '../../ticket/ports.ts';
import type { Waiting } from '../../ticket/team-notice.ts';

/**
 * Lambda takes a function that has put some sixteen entries on its own queue, each while at work on the one before, for a loop that was not meant, and
 * drops the next (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html). The request that began it counts, too.
 */
const MOST_TURNS = 8;

/** Has what waits for a reader be told in so many seconds; by the sweep, which begins anew, when the queue does not take that now or turns are used up. */
export async function planDigest(desk: Desk, waiting: Waiting, seconds: number): Promise<void> {
  const { waitsFor: reader, turn = 1 } = waiting;
  if (turn > MOST_TURNS) return desk.notices.leave(reader);
  const put = await desk.teamMail.put([waiting], seconds);
  if (put.outcome === 'done') return;
  await desk.notices.leave(reader);
  desk.log.warn('a digest is left to the sweep', { reader, reason: put.reason });
}
