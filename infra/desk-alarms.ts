import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { anchorOf, MANY_HELD, RUNBOOK, SILENT_PERIODS, SWEEP_MINUTES } from '../shared/alarms.ts';
import { METRIC } from '../shared/names.ts';
import type { Alarms } from './alarms.ts';
import { deskMetric } from './desk-metric.ts';

/**
 * Shares of an account's mails that come back or are called spam: SES reviews an account at 5 % and 0.1 %, and stops it at 10 % and 0.5 %
 * (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-bounce.html). A healthy one is below 2 %.
 */
const REPUTATION = [
  {
    id: 'BounceRate',
    metricName: 'Reputation.BounceRate',
    threshold: 0.02,
    happened: 'Of a hundred mails two come back: at five SES looks into the account, and may stop its mail.',
    runbook: 'many-mails-come-back',
  },
  {
    id: 'BounceRateHigh',
    metricName: 'Reputation.BounceRate',
    threshold: 0.05,
    happened:
      'Of a hundred mails five come back: SES looks into the account, and at ten it stops all mail to customers.',
    runbook: 'many-mails-come-back',
    isUrgent: true,
  },
  {
    id: 'ComplaintRate',
    metricName: 'Reputation.ComplaintRate',
    threshold: 0.001,
    happened:
      'Of a thousand mails one is called spam: SES looks into the account, and at five it stops all mail to customers.',
    runbook: 'mails-are-called-spam',
  },
];

/** How often the sweep runs. */
export const SWEEP_EVERY = Duration.minutes(SWEEP_MINUTES);

/** Minutes between two sweeps and one to spare: what each sweep counts anew is over when the next has not. */
const SWEEPS = SWEEP_MINUTES + 1;

/** The alarms on what the desk itself counts, and on what SES counts of it; those of queues, functions and the HTTP API stand with them. */
export function deskAlarms(scope: Construct, alarms: Alarms, { hasCanary }: { hasCanary: boolean }): void {
  // Where none is sent, that none arrives says nothing.
  if (hasCanary) watchCanary(scope, alarms);
  alarms.addSilence(
    scope,
    'SweepSilent',
    {
      happened: 'The sweep has not come to its end for a quarter of an hour: what is lost or parked stays so.',
      runbook: anchorOf(RUNBOOK.sweepSilent),
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.sweepDone), period: SWEEP_EVERY, periods: SILENT_PERIODS.sweep },
  );
  alarms.add(
    scope,
    'AnswerNotSent',
    {
      happened:
        'An answer did not reach its customer, since SES refused it: the clock runs on, and its writer was told.',
      runbook: 'an-answer-was-not-sent',
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.answerNotSent) },
  );
  alarms.add(
    scope,
    'SendingPaused',
    {
      happened: 'SES has stopped our account: no mail goes out, and answers wait until it is let go.',
      runbook: anchorOf(RUNBOOK.sendingPaused),
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.sendingPaused), quietPeriods: SWEEPS },
  );
  alarms.add(
    scope,
    'SendQuotaNear',
    {
      happened: 'Four of five mails that SES takes from us in 24 hours are sent: when all are, answers wait.',
      runbook: anchorOf(RUNBOOK.quotaNear),
    },
    { metric: deskMetric(scope, METRIC.sendQuotaNear), quietPeriods: SWEEPS },
  );
  for (const metric of ['PublishFailure', 'PublishExpired']) {
    alarms.add(
      scope,
      `Mail${metric}`,
      {
        happened: 'SES could not store a mail that it took: its sender has no ticket, and after four hours it is lost.',
        runbook: 'ses-cannot-store-mail',
        isUrgent: true,
      },
      // Without dimensions, which a search would need and an alarm refuses ("Create a CloudWatch alarm on a Metrics Insights query").
      { metric: new MathExpression({ expression: `SELECT SUM(${metric}) FROM "AWS/SES"`, usingMetrics: {} }) },
    );
  }
  alarms.add(
    scope,
    'NoticeBounced',
    {
      happened: 'The mail of an escalation came back: one who was to hear of a late ticket did not.',
      runbook: 'a-mail-of-an-escalation-came-back',
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.noticeBounced) },
  );
  alarms.add(
    scope,
    'TargetFailing',
    {
      happened: 'A target outside has failed for an hour: a channel, a pager or a program hears nothing of the desk.',
      runbook: anchorOf(RUNBOOK.targetFailing),
    },
    { metric: deskMetric(scope, METRIC.targetFailing), quietPeriods: SWEEPS },
  );
  for (const { id, metricName, threshold, ...trouble } of REPUTATION) {
    // Of the whole account, as SES judges it.
    const metric = new Metric({ namespace: 'AWS/SES', metricName, statistic: 'max' });
    alarms.add(scope, id, trouble, { metric, threshold, period: Duration.hours(1) });
  }
  alarms.add(
    scope,
    'NobodyOnDuty',
    {
      happened: 'Whoever was to hear is away or cannot be reached: others of the team were told in their place.',
      runbook: 'nobody-is-on-duty',
    },
    { metric: deskMetric(scope, METRIC.nobodyOnDuty) },
  );
  alarms.add(
    scope,
    'HolidaysUnknown',
    {
      happened:
        'A customer was promised an answer by a deadline that may leave out holidays: the holiday table has ended.',
      runbook: 'holidays-that-nobody-knows-yet',
    },
    { metric: deskMetric(scope, METRIC.holidaysUnknown) },
  );
  alarms.add(
    scope,
    'LateArrival',
    {
      happened: 'A mail was stored and not announced: its sender has waited a quarter of an hour longer than others.',
      runbook: 'a-mail-that-was-not-announced',
    },
    { metric: deskMetric(scope, METRIC.lateArrival) },
  );
  alarms.add(
    scope,
    'ReadingCutShort',
    {
      happened:
        'A customer’s mail was read only in part, by a fault of the desk: its text or files may be in message.eml alone.',
      runbook: 'a-mail-that-was-read-only-in-part',
    },
    { metric: deskMetric(scope, METRIC.readingCutShort) },
  );
  alarms.add(
    scope,
    'BrokenReadingRule',
    {
      happened:
        'A rule of reading broke on a customer’s mail: what that rule finds is missing from the ticket, or was guessed.',
      runbook: 'a-rule-of-reading-broke',
    },
    { metric: deskMetric(scope, METRIC.brokenRule) },
  );
  alarms.add(
    scope,
    'HeldMail',
    {
      happened: 'Many mails were held back within an hour: customers may be among those who wrote and got no ticket.',
      runbook: anchorOf(RUNBOOK.heldMail),
    },
    { metric: deskMetric(scope, METRIC.quarantined), threshold: MANY_HELD, period: Duration.hours(1) },
  );
}

function watchCanary(scope: Construct, alarms: Alarms): void {
  alarms.addSilence(
    scope,
    'CanaryLost',
    {
      happened:
        'The desk has mailed itself, and nothing arrived for ten minutes: customers’ mail may not come through.',
      runbook: anchorOf(RUNBOOK.canaryLost),
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.canaryArrived), period: SWEEP_EVERY, periods: SILENT_PERIODS.canary },
  );
}
