import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';

/** Notifications of mails that SES has stored. */
export function intakeQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'Intake', {
    alarms,
    timeout: Duration.seconds(TIMEOUT_SECONDS.ingestEmail),
    deadLetters: {
      happened: 'A mail was not taken in: its sender has no ticket and no acknowledgement, and no clock runs.',
      runbook: 'mails-that-were-not-taken-in',
    },
    waiting: {
      happened: 'Mails wait to be taken in: their senders have no acknowledgement yet.',
      runbook: 'mails-wait-to-be-taken-in',
    },
  });
}

/** Timers that have fired. */
export function timerQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'TimerEvents', {
    alarms,
    timeout: Duration.seconds(TIMEOUT_SECONDS.escalate),
    deadLetters: {
      happened: 'A fired timer was not served: nobody has been told of a late ticket, unless the sweep could.',
      runbook: 'timers-that-were-not-served',
    },
    waiting: {
      happened: 'Fired timers wait to be served: escalations come late.',
      runbook: 'timers-wait-to-be-served',
    },
  });
}
