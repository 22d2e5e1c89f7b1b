import { QUEUE_NAMES, type QueueName } from '../../../shared/alarms.ts';
import { QUEUE } from '../../local/resources.ts';
import { CommandError } from '../command.ts';

/** A dead-letter queue, and the queue that its messages go back to, by the stack's outputs and by their local names. */
type Pair = {
  deadLetters: { output: string; local: string };
  own: { output: string; local: string };
  /** Whose log says why, in which line; undefined where the letter itself does. */
  log?: string;
};

/** The dead-letter queues of a desk, by the name that `--queue` takes, the one that hurts customers most first. */
export const QUEUES = {
  intake: {
    deadLetters: { output: 'IntakeDeadLetters', local: QUEUE.intakeDeadLetters },
    own: { output: 'IntakeQueue', local: QUEUE.intake },
    log: 'logs IngestEmail: mail not taken in',
  },
  timers: {
    deadLetters: { output: 'TimerDeadLetters', local: QUEUE.timersDeadLetters },
    own: { output: 'TimerQueue', local: QUEUE.timers },
    log: 'logs Escalate: timer not served',
  },
  feedback: {
    deadLetters: { output: 'FeedbackDeadLetters', local: QUEUE.feedbackDeadLetters },
    own: { output: 'FeedbackQueue', local: QUEUE.feedback },
    log: 'logs DeliveryFeedback: report of a mail not taken in',
  },
  'team-mail': {
    deadLetters: { output: 'TeamMailDeadLetters', local: QUEUE.teamMailDeadLetters },
    own: { output: 'TeamMailQueue', local: QUEUE.teamMail },
    log: 'logs TeamMailFunction: notice not served',
  },
  targets: {
    deadLetters: { output: 'TargetDeadLetters', local: QUEUE.targetDeadLetters },
    own: { output: 'TargetQueue', local: QUEUE.targets },
    log: 'logs TargetsFunction: a target was not told and never will be; desk targets list',
  },
  // What the scheduler could not put on the timers' queue is the same message.
  schedules: {
    deadLetters: { output: 'ScheduleDeadLetters', local: QUEUE.scheduleDeadLetters },
    own: { output: 'TimerQueue', local: QUEUE.timers },
  },
} as const satisfies Record<QueueName, Pair>;

/** What `--queue` names; undefined: all of them. Throws a `CommandError` that names those there are. */
export function readQueueName(option: string | undefined): QueueName | undefined {
  const name = QUEUE_NAMES.find((each) => each === option);
  if (option !== undefined && name === undefined)
    throw new CommandError(`there is no queue ${JSON.stringify(option)}; use one of ${QUEUE_NAMES.join(', ')}`, 2);
  return name;
}
