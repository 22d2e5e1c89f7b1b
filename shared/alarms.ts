/**
 * From when on something is wrong, written once: the alarms of the infrastructure and the lead's page of the console go by the same numbers, and
 * name the same sections of the runbook.
 */

/** Minutes between two sweeps, each of which sends a canary where the settings say so. */
export const SWEEP_MINUTES = 5;

/** Periods of `SWEEP_MINUTES` in a row without it, after which something is silent. */
export const SILENT_PERIODS = { sweep: 3, canary: 2 } as const;

/**
 * Age of a queue's oldest message, in seconds, at which nobody works the queue off, or too slowly: a healthy one is empty within seconds, and a
 * priority 1 ticket has 30 minutes in all.
 */
export const QUEUE_LATE_SECONDS = 300;

/** Age of the oldest change of a ticket that nobody was told of, in seconds, at which its reader is stuck: a healthy one takes a second, and DynamoDB keeps changes for a day. */
export const STREAM_LATE_SECONDS = 300;

/** Dead letters of a queue that are too many: nothing else takes them up. */
export const DEAD_LETTERS = 1;

/** Mails held within an hour that are worth a look: a flood has more than twenty, a usual day a few. */
export const MANY_HELD = 20;

/** The share of the day's mails from which on-call hears: there are hours left then to ask for more, or to have less sent. */
export const QUOTA_NEAR = 0.8;

/** The queues of a desk, the one that hurts customers most first, by the names that `desk dead-letters` takes. */
export const QUEUE_NAMES = ['intake', 'timers', 'feedback', 'team-mail', 'targets', 'schedules'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** Headings of `docs/runbook.md`, by what is wrong. `schedules` has dead letters alone: what Scheduler could not put on the timers' queue. */
export const RUNBOOK = {
  sweepSilent: 'The sweep is silent',
  sweepFails: 'The sweep function fails',
  canaryLost: 'The canary is lost',
  heldMail: 'Held mail grows',
  sendingPaused: 'SES has stopped our mail',
  quotaNear: 'The day’s mails are nearly used up',
  targetFailing: 'A target has failed for an hour',
  deadLetters: {
    intake: 'Mails that were not taken in',
    timers: 'Timers that were not served',
    feedback: 'Reports of SES that were not taken in',
    'team-mail': 'Notices that were not served',
    targets: 'Targets that were not told',
    schedules: 'Timers that could not be delivered',
  },
  waiting: {
    intake: 'Mails wait to be taken in',
    timers: 'Timers wait to be served',
    feedback: 'Reports of SES wait',
    'team-mail': 'Notices wait to be served',
    targets: 'Targets wait to be told',
  },
} as const satisfies Record<string, string | Partial<Record<QueueName, string>>>;

/** The anchor that a page gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replace(/\s/g, '-');
}
