import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { METRIC } from '../shared/names.ts';
import type { Alarms } from './alarms.ts';
import { deskMetric } from './desk-metric.ts';

/** Mails held within an hour that are worth a look: a flood has more than twenty, a usual day a few. */
const MANY_HELD = 20;

/** How often the sweep runs. */
export const SWEEP_EVERY = Duration.minutes(5);

/** The alarms on what the desk itself counts, and on what SES counts of it; those of queues, functions and the HTTP API stand with them. */
export function deskAlarms(scope: Construct, alarms: Alarms): void {
  alarms.addSilence(
    scope,
    'SweepSilent',
    {
      happened: 'The sweep has not come to its end for a quarter of an hour: what is lost or parked stays so.',
      runbook: 'the-sweep-is-silent',
      isUrgent: true,
    },
    { metric: deskMetric(scope, METRIC.sweepDone), period: SWEEP_EVERY, periods: 3 },
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
    'NobodyOnDuty',
    {
      happened: 'Every agent is away: the lead, or the manager, was told of a ticket in their place.',
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
      runbook: 'held-mail-grows',
    },
    { metric: deskMetric(scope, METRIC.quarantined), threshold: MANY_HELD, period: Duration.hours(1) },
  );
}
