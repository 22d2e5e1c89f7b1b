import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** What a failure does to a user, and where the runbook says how to mend it: whoever makes a queue or a function has to say. */
export type Trouble = {
  /** One sentence. */
  happened: string;
  /** Anchor of a section in docs/runbook.md. */
  runbook: string;
};

/** One minute is the finest CloudWatch has for AWS's own metrics; a priority 1 ticket has 30. */
const PERIOD = Duration.minutes(1);

/** The alarms of the desk, and whom they tell. */
export class Alarms extends Construct {
  private readonly topic: Topic | undefined;

  /** Without `mail` the alarms show only in CloudWatch. */
  constructor(scope: Construct, id: string, { mail }: { mail: string | undefined }) {
    super(scope, id);
    if (mail === undefined) return;
    this.topic = new Topic(this, 'Topic', { displayName: 'Support desk alarms', enforceSSL: true });
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.topic.addSubscription(new EmailSubscription(mail));
  }

  /**
   * Alarms when `metric` reaches `threshold` within a minute, or the period given, and stays on until so many went by without. `scope` is
   * what the alarm watches. No data is good news: AWS sends none while nothing happens.
   */
  add(
    scope: Construct,
    id: string,
    metric: Metric,
    threshold: number,
    { happened, runbook }: Trouble,
    quietMinutes = 1,
    period = PERIOD,
  ): void {
    const alarm = new Alarm(scope, id, {
      metric: metric.with({ period }),
      threshold,
      evaluationPeriods: quietMinutes,
      datapointsToAlarm: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${happened} See docs/runbook.md#${runbook}`,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
