import { isDeepStrictEqual } from 'node:util';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { TEAM_MAIL_WORKERS } from '../../../shared/notify/paced-mailer.ts';
import { doors, resource, resources, template } from './template.ts';

const queue = (name: string) => resource('AWS::SQS::Queue', name).id;
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const FOURTEEN_DAYS = 14 * 24 * 3600;

/** An alarm on a queue. */
const hasAlarm = (name: string, metric: string, threshold: number) =>
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: metric,
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue(name), 'QueueName'] } }],
    Threshold: threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });

describe.each([
  { what: 'a mail', name: 'Intake', worker: 'IngestEmail', failed: METRIC.intakeFailed },
  { what: 'a fired timer', name: 'TimerEvents', worker: 'Escalate', failed: METRIC.timerFailed },
  { what: 'a notice to the team', name: 'TeamMail', worker: 'TeamMailFunction', failed: METRIC.teamMailFailed },
  { what: 'a report of SES', name: 'Feedback', worker: 'DeliveryFeedback', failed: METRIC.feedbackFailed },
])('$what', ({ name, worker, failed }) => {
  it('that fails 42 times is kept 14 days (A16)', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: arn(queue(`${name}DeadLetters`)), maxReceiveCount: 42 },
    });
    expect(propertiesOf(`${name}DeadLetters`).MessageRetentionPeriod).toBe(FOURTEEN_DAYS);
  });

  it('that nobody takes is kept 14 days, too', () => {
    expect(propertiesOf(`${name}Queue`).MessageRetentionPeriod).toBe(FOURTEEN_DAYS);
  });

  it('that failed 42 times alarms at once', () => {
    hasAlarm(`${name}DeadLetters`, 'ApproximateNumberOfMessagesVisible', 1);
  });

  it('that waits alarms after five minutes', () => {
    hasAlarm(`${name}Queue`, 'ApproximateAgeOfOldestMessage', 300);
  });

  it('that fails alarms at its first failure, by the metric that the function counts, and once for all its tries', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC.namespace,
      MetricName: failed,
      Dimensions: [{ Name: 'service', Value: 'SupportDesk-prod' }],
      Threshold: 1,
      DatapointsToAlarm: 1,
      // Minutes; a message waits for six at most.
      EvaluationPeriods: 10,
    });
  });

  it('is not given to a second run while the first may still be at it', () => {
    expect(visibility(name)).toBe(6 * timeoutOf(worker));
  });

  it('that fails does not make those beside it fail', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arn(queue(`${name}Queue`)),
      FunctionName: { Ref: resource('AWS::Lambda::Function', worker).id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('what a target outside is to be told', () => {
  it('stands in its target’s line, one at a time, and so does what it will not take', () => {
    for (const name of ['TargetsQueue', 'TargetsDeadLetters']) expect(propertiesOf(name).FifoQueue).toBe(true);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arn(queue('TargetsQueue')),
      FunctionName: { Ref: resource('AWS::Lambda::Function', 'TargetsFunction').id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BatchSize: 1,
    });
  });

  it('is tried for as long as the queue keeps it: its function gives it up, by days and not by tries', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: arn(queue('TargetsDeadLetters')), maxReceiveCount: 1_000 },
    });
    for (const name of ['TargetsQueue', 'TargetsDeadLetters'])
      expect(propertiesOf(name).MessageRetentionPeriod).toBe(FOURTEEN_DAYS);
  });

  it('alarms when it waits, fails, is not told, or has failed for an hour', () => {
    hasAlarm('TargetsQueue', 'ApproximateAgeOfOldestMessage', 300);
    hasAlarm('TargetsDeadLetters', 'ApproximateNumberOfMessagesVisible', 1);
    for (const MetricName of [METRIC.targetFailed, METRIC.targetFailing])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: METRIC.namespace,
        MetricName,
        Threshold: 1,
      });
  });

  it('is not given to a second run while the first may still be at it', () => {
    expect(visibility('Targets')).toBe(6 * timeoutOf('TargetsFunction'));
  });
});

it('a stored mail is looked for a quarter of an hour later, whether it was announced or not', () => {
  const late = queue('LateArrivalsQueue');
  template.hasResourceProperties('AWS::SQS::Queue', {
    DelaySeconds: 900,
    RedrivePolicy: { deadLetterTargetArn: arn(queue('IntakeDeadLetters')), maxReceiveCount: 42 },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { object: { key: [{ prefix: 'raw/' }] } },
    },
    Targets: [{ Arn: arn(late) }],
  });
  template.hasResourceProperties('AWS::S3::Bucket', {
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arn(late),
    FunctionName: { Ref: resource('AWS::Lambda::Function', 'IngestEmail').id },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

it('a mail that exhausts the memory takes no other down with it', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arn(queue('IntakeQueue')),
    BatchSize: 1,
  });
});

it('fired timers are served one at a time, by as few as Lambda takes: ten mails at once are more than SES does (A16)', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arn(queue('TimerEventsQueue')),
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

it('the team’s mail is worked off by as many as keep its pace, without taking runs away from the doors', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arn(queue('TeamMailQueue')),
    ScalingConfig: { MaximumConcurrency: TEAM_MAIL_WORKERS },
  });
  expect(resource('AWS::Lambda::Function', 'TeamMailFunction').Properties.ReservedConcurrentExecutions).toBeUndefined();
});

describe('a timer', () => {
  it('that cannot be delivered lands in a dead-letter queue that alarms', () => {
    const dead = arn(queue('TimersDeadLetters'));
    for (const [, { Properties }] of doors)
      expect(Properties).toMatchObject({ Environment: { Variables: { SCHEDULE_DEAD_LETTER_ARN: dead } } });
    expect(propertiesOf('TimersDeadLetters').MessageRetentionPeriod).toBe(FOURTEEN_DAYS);
    hasAlarm('TimersDeadLetters', 'ApproximateNumberOfMessagesVisible', 1);
  });

  it('is sent in the name of a role that only this desk’s schedules can take', () => {
    const group = resource('AWS::Scheduler::ScheduleGroup', 'TimersGroup').id;
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': arn(group) },
            },
          },
        ],
      },
    });
  });

  it('that was lost is looked for every five minutes, without repeating a search that failed', () => {
    const sweep = resource('AWS::Lambda::Function', 'Sweep').id;
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Targets: [Match.objectLike({ Arn: arn(sweep) })],
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: sweep },
      MaximumRetryAttempts: 0,
    });
    expect(timeoutOf('Sweep')).toBeLessThan(5 * 60);
  });
});

it('every queue refuses unencrypted connections', () => {
  const refusing = resources('AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) => {
    const refuses = JSON.stringify(Properties.PolicyDocument).includes('"aws:SecureTransport":"false"');
    return refuses ? (Properties.Queues as { Ref: string }[]).map(({ Ref }) => Ref) : [];
  });
  expect(refusing.sort()).toEqual(
    resources('AWS::SQS::Queue')
      .map(([id]) => id)
      .sort(),
  );
});

it('nobody but SES’s topics, and the bucket of stored mails, may put anything on a queue from outside: no mail has verdicts that SES did not give, none bounced that did not', () => {
  const allowed = resources('AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) => {
    const { Statement } = Properties.PolicyDocument as { Statement: { Effect: string }[] };
    return Statement.filter(({ Effect }) => Effect === 'Allow').map((each) => [Properties.Queues, each]);
  });
  const by = (topic: string) => ({
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Condition: { ArnEquals: { 'aws:SourceArn': { Ref: resource('AWS::SNS::Topic', topic).id } } },
  });
  const stored = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
    Condition: { ArnEquals: { 'aws:SourceArn': arn(resource('AWS::Events::Rule', 'LateArrivalsStored').id) } },
    Resource: arn(queue('LateArrivalsQueue')),
  };
  const late = [[{ Ref: queue('LateArrivalsQueue') }], stored];
  expect(allowed.filter((each) => !isDeepStrictEqual(each, late))).toHaveLength(allowed.length - 1);
  expect(allowed.filter((each) => !isDeepStrictEqual(each, late))).toEqual(
    [
      ['IntakeDeadLetters', 'InboundMailTopic'],
      ['IntakeQueue', 'InboundMailTopic'],
      ['FeedbackDeadLetters', 'SendingFeedbackTopic'],
      ['FeedbackQueue', 'SendingFeedbackTopic'],
    ].map(([name = '', topic = '']) => [[{ Ref: queue(name) }], { ...by(topic), Resource: arn(queue(name)) }]),
  );
});

function propertiesOf(name: string): Record<string, unknown> {
  return resource('AWS::SQS::Queue', name).Properties;
}

function visibility(name: string): number {
  return Number(propertiesOf(`${name}Queue`).VisibilityTimeout);
}

function timeoutOf(worker: string): number {
  return Number(resource('AWS::Lambda::Function', worker).Properties.Timeout);
}
