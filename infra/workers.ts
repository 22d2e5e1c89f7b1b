import { TEAM_MAIL_WORKERS } from '../shared/notify/paced-mailer.ts';

/** How a function works its queue off: messages that it is given at once, and how many of it run side by side. */
export type Workers = { batchSize: number; maxConcurrency: number };

/** Records of the table's stream that its reader is given at once. One batch is under way at a time: the order of a ticket's changes is kept. */
export const STREAM_BATCH = 100;

/** By queue; what they make of a busy day is in docs/scale.md. */
export const WORKERS: Record<'intake' | 'timers' | 'teamMail' | 'feedback' | 'targets', Workers> = {
  /** One mail a run: one that exhausts the memory takes no other down with it. */
  intake: { batchSize: 1, maxConcurrency: 10 },
  /**
   * One at a time, by the fewest that Lambda takes for a queue: nights end in thousands of timers due the same minute, and two that mail one
   * contact after the other are as fast as SES is with most accounts. Five a run had ten mails under way at once: SES turned half of them
   * away, and with them acknowledgements (docs/scale.md).
   */
  timers: { batchSize: 1, maxConcurrency: 2 },
  /** Most of them say that an answer arrived, which is one write; the fewest workers that Lambda takes leave the others theirs. */
  feedback: { batchSize: 5, maxConcurrency: 2 },
  /** A target is a line of its own, so that many are told at once: one that is slow leaves the others theirs. */
  targets: { batchSize: 1, maxConcurrency: 5 },
  /** The pace is a worker's own, so their number holds it. Not reserved for them: a new account has ten runs at once and none to reserve. */
  teamMail: { batchSize: 5, maxConcurrency: TEAM_MAIL_WORKERS },
};
