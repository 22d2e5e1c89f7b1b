import { Aws, Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type MathExpression,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Deployment } from './settings-schema.ts';

/** What a failure does to a user, and where the runbook says how to mend it: whoever makes a queue or a function has to say. */
export type Trouble = {
  /** One sentence. */
  happened: string;
  /** Anchor of a section in docs/runbook.md. */
  runbook: string;
  /** A customer is hurt now, and nothing mends it by itself: somebody is told. All else waits on the dashboard until they look. */
  isUrgent?: boolean;
};

/** What is too much of what should not happen. */
type TooMuch = {
  metric: Metric | MathExpression;
  /** So much within a period goes off; default 1. */
  threshold?: number;
  /** Default one minute, the finest that CloudWatch has for AWS's own metrics: a priority 1 ticket has 30. */
  period?: Duration;
  /** It stays on until so many periods went by without; default 1. */
  quietPeriods?: number;
};

/** What is too long without something that should happen all the time. */
type Silence = { metric: Metric; period: Duration; periods: number };

type Props = Pick<Deployment, 'alarmMail' | 'alarmUrl' | 'live'>;

const MINUTE = Duration.minutes(1);

/** The alarms of the desk, and whom they tell. */
export class Alarms extends Construct {
  /** What mails them; undefined without `alarmMail`. */
  readonly topic: Topic | undefined;

  private readonly isLive: boolean;

  /** Without `alarmMail` and `alarmUrl`, and until customers write (`live`), the alarms show only in CloudWatch. */
  constructor(scope: Construct, id: string, { alarmMail, alarmUrl, live }: Props) {
    super(scope, id);
    this.isLive = live;
    if (alarmMail === undefined && alarmUrl === undefined) return;
    this.topic = new Topic(this, 'Topic', { displayName: 'Support desk alarms', enforceSSL: true });
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (alarmMail) this.topic.addSubscription(new EmailSubscription(alarmMail));
    if (alarmUrl) this.topic.addSubscription(new UrlSubscription(alarmUrl));
  }

  /** An alarm on too much of something. `scope` is what it watches. No data is good news: AWS sends none while nothing happens. */
  add(
    scope: Construct,
    id: string,
    trouble: Trouble,
    { metric, threshold = 1, period = MINUTE, quietPeriods = 1 }: TooMuch,
  ): void {
    this.make(scope, id, trouble, {
      metric: metric.with({ period }),
      threshold,
      evaluationPeriods: quietPeriods,
      datapointsToAlarm: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** An alarm on so many periods in a row in which nothing was counted: no data is what it is about. */
  addSilence(scope: Construct, id: string, trouble: Trouble, { metric, period, periods }: Silence): void {
    this.make(scope, id, trouble, {
      metric: metric.with({ period }),
      threshold: 1,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** An urgent one tells when it goes on, and when it is over: whoever was woken may know that they can sleep. */
  private make(scope: Construct, id: string, { happened, runbook, isUrgent = false }: Trouble, when: AlarmProps): void {
    const alarm = new Alarm(scope, id, { ...when, alarmDescription: `${happened} See docs/runbook.md#${runbook}` });
    if (!this.topic || !this.isLive || !isUrgent) return;
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
