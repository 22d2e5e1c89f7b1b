import { Duration } from 'aws-cdk-lib';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QUEUE_LATE_SECONDS } from '../shared/alarms.ts';
import { MAX_RECEIVE_COUNT, RETENTION_SECONDS, VISIBILITY_PER_TIMEOUT } from '../shared/redelivery.ts';
import type { Alarms, Trouble } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeskFunction } from './desk-function.ts';
import { deskMetric } from './desk-metric.ts';

/** Longer than a message that fails waits for its next try: its alarm stays on, and does not ring at each. */
const QUIET_MINUTES = 10;

/** As many as SQS counts (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html). */
const MOST_RECEIVES = 1_000;

type Props = {
  alarms: Alarms;
  /** Longest that a function works on a batch. */
  timeoutSeconds: number;
  /** What its function counts failures as (`METRIC`). */
  failedMetric: string;
  /** Somebody's work failed and is tried again. */
  failed: Trouble;
  /** Somebody's work was tried for two hours in vain. */
  deadLetters: Trouble;
  /** Work stays on the queue. */
  waiting: Trouble;
  /** Its messages are lines, each in order and one at a time; what fails holds its own line, and is tried for as long as the queue keeps it. */
  inLines?: boolean;
};

/** A queue between an event and the function that handles it. What fails for two hours is kept 14 days, and alarms. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { alarms, timeoutSeconds, inLines = false, ...props }: Props) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { alarms, trouble: props.deadLetters, inLines });
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(timeoutSeconds * VISIBILITY_PER_TIMEOUT),
      retentionPeriod: Duration.seconds(RETENTION_SECONDS),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: inLines ? MOST_RECEIVES : MAX_RECEIVE_COUNT },
      enforceSSL: true,
      ...(inLines && { fifo: true }),
    });
    const age = this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'max' });
    // What fails is left out of this age from its third delivery on, so it has an alarm of its own
    // (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
    alarms.add(this, 'Waiting', props.waiting, { metric: age, threshold: QUEUE_LATE_SECONDS });
    alarms.add(this, 'Failed', props.failed, {
      metric: deskMetric(this, props.failedMetric),
      quietPeriods: QUIET_MINUTES,
    });
  }

  /** Lets a function work the queue off: what fails of a batch comes back by itself, the rest is done. */
  drainTo(worker: DeskFunction, options: Pick<SqsEventSourceProps, 'batchSize' | 'maxConcurrency'>): void {
    worker.addEventSource(new SqsEventSource(this.queue, { ...options, reportBatchItemFailures: true }));
  }
}
