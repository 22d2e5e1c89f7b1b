import type { Construct } from 'constructs';
import { anchorOf, RUNBOOK } from '../shared/alarms.ts';
import { METRIC } from '../shared/names.ts';
import type { Alarms } from './alarms.ts';
import { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';

/** Notifications of mails that SES has stored. */
export function intakeQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'Intake', {
    alarms,
    timeoutSeconds: TIMEOUT_SECONDS.ingestEmail,
    failedMetric: METRIC.intakeFailed,
    failed: {
      happened: 'A mail was not taken in at a try and is tried again: its sender waits for the acknowledgement.',
      runbook: 'a-mail-is-tried-again',
    },
    deadLetters: {
      happened: 'A mail was not taken in: its sender has no ticket and no acknowledgement, and no clock runs.',
      runbook: anchorOf(RUNBOOK.deadLetters.intake),
    },
    waiting: {
      happened: 'Mails wait to be taken in: their senders have no acknowledgement yet.',
      runbook: anchorOf(RUNBOOK.waiting.intake),
      isUrgent: true,
    },
  });
}

/** Timers that have fired. */
export function timerQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'TimerEvents', {
    alarms,
    timeoutSeconds: TIMEOUT_SECONDS.escalate,
    failedMetric: METRIC.timerFailed,
    failed: {
      happened: 'A fired timer was not served at a try and is tried again: an escalation comes late.',
      runbook: 'a-timer-is-tried-again',
    },
    deadLetters: {
      happened: 'A fired timer was not served: nobody has been told of a late ticket, unless the sweep could.',
      runbook: anchorOf(RUNBOOK.deadLetters.timers),
    },
    waiting: {
      happened: 'Fired timers wait to be served: escalations come late.',
      runbook: anchorOf(RUNBOOK.waiting.timers),
      isUrgent: true,
    },
  });
}

/** Notices to the team, and word of those that wait. */
export function teamMailQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'TeamMail', {
    alarms,
    timeoutSeconds: TIMEOUT_SECONDS.teamMail,
    failedMetric: METRIC.teamMailFailed,
    failed: {
      happened: 'A notice to one of the team was not served at a try and is tried again: they hear of a ticket late.',
      runbook: 'a-notice-is-tried-again',
    },
    deadLetters: {
      happened: 'A notice was not served: one of the team has not heard of a ticket, unless its ladder told them.',
      runbook: anchorOf(RUNBOOK.deadLetters['team-mail']),
    },
    waiting: {
      happened: 'Notices wait: the team does not hear of new tickets.',
      runbook: anchorOf(RUNBOOK.waiting['team-mail']),
    },
  });
}

/** What targets outside are to be told, a line each. */
export function targetQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'Targets', {
    alarms,
    timeoutSeconds: TIMEOUT_SECONDS.targets,
    inLines: true,
    failedMetric: METRIC.targetFailed,
    failed: {
      happened: 'A target outside was not told at a try and is tried again: a channel or a pager hears late.',
      runbook: 'a-target-is-tried-again',
    },
    deadLetters: {
      happened: 'A target outside was not told, and will not be: a channel, a pager or a program has missed something.',
      runbook: anchorOf(RUNBOOK.deadLetters.targets),
      // Customers and the team are mailed all the same.
      isUrgent: false,
    },
    waiting: {
      happened: 'What targets outside are to be told waits: a channel or a pager hears late.',
      runbook: anchorOf(RUNBOOK.waiting.targets),
    },
  });
}

/** What SES says became of mails. */
export function feedbackQueue(scope: Construct, alarms: Alarms): QueueWithDeadLetters {
  return new QueueWithDeadLetters(scope, 'Feedback', {
    alarms,
    timeoutSeconds: TIMEOUT_SECONDS.deliveryFeedback,
    failedMetric: METRIC.feedbackFailed,
    failed: {
      happened:
        'A report of SES was not taken in at a try and is tried again: an answer that bounced counts a little longer.',
      runbook: 'a-report-of-ses-is-tried-again',
    },
    deadLetters: {
      happened: 'A report of SES was not taken in: an answer may count that never arrived, and its clock stands still.',
      runbook: anchorOf(RUNBOOK.deadLetters.feedback),
    },
    waiting: {
      happened: 'Reports of SES wait: nobody hears of answers that did not arrive.',
      runbook: anchorOf(RUNBOOK.waiting.feedback),
    },
  });
}
