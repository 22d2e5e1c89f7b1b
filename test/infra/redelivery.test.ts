/**
 * Who takes up a run that was cut off: the queue, by delivering its message again, and the sweep only what no queue brings back.
 * Were the sweep quicker, both would be at it.
 */
import { describe, expect, it } from 'vitest';
import { TIMEOUT_SECONDS } from '../../infra/timeouts.ts';
import { backOffSeconds, claimSeconds, VISIBILITY_PER_TIMEOUT } from '../../shared/redelivery.ts';
import { CLAIM_MS } from '../../shared/ticket/task.ts';
import { GRACE_MS } from '../../shared/ticket/timer.ts';

const GRACE = GRACE_MS / 1000;
const CLAIM = CLAIM_MS / 1000;
/** A schedule is set to a whole minute, rounded up, and fires within that minute. */
const SCHEDULE_LATE = 2 * 60;

/** The waits after failures as long as chance can make them. */
const longestWait = (tries: number) => backOffSeconds(tries, () => 1);

/** When a message is delivered whose first run was cut off, in seconds after the first delivery, until `end`. */
function deliveries(timeout: number, end: number, random: () => number): number[] {
  const times = [claimSeconds(timeout * 1000)];
  for (let tries = 2; (times.at(-1) ?? end) < end; tries += 1) {
    times.push((times.at(-1) ?? 0) + backOffSeconds(tries, random));
  }
  return times;
}

describe.each([
  { name: 'ingest-email', timeout: TIMEOUT_SECONDS.ingestEmail },
  { name: 'escalate', timeout: TIMEOUT_SECONDS.escalate },
  { name: 'team-mail', timeout: TIMEOUT_SECONDS.teamMail },
])('a run of $name that is cut off', ({ timeout }) => {
  it('has its message delivered again before the sweep looks', () => {
    expect(claimSeconds(timeout * 1000)).toBeLessThan(GRACE);
  });

  it('costs far less than the queue’s own visibility', () => {
    expect(claimSeconds(timeout * 1000)).toBeLessThan((timeout * VISIBILITY_PER_TIMEOUT) / 2);
  });

  // A delivery before the claim on the task has run out finds it busy, and comes again.
  it.each([
    ['short', () => 0],
    ['long', () => 1],
  ])('is gone on with by its own message before the sweep looks, if waits are %s', (_, random) => {
    for (let claimedAt = 0; claimedAt <= timeout; claimedAt += 1) {
      const goesOn = deliveries(timeout, claimedAt + CLAIM, random).find((at) => at >= claimedAt + CLAIM);
      expect(goesOn).toBeLessThan(claimedAt + GRACE);
    }
  });
});

describe('a fired timer', () => {
  it('that failed once is served again before the sweep looks', () => {
    expect(SCHEDULE_LATE + longestWait(1)).toBeLessThan(GRACE);
  });

  it('whose run was cut off is delivered again before the sweep looks', () => {
    expect(SCHEDULE_LATE + claimSeconds(TIMEOUT_SECONDS.escalate * 1000)).toBeLessThan(GRACE);
  });
});
