import { Duration } from 'aws-cdk-lib';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarms, Trouble } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { DeskFunction } from './desk-function.ts';

/** A message is hidden for six times its function's timeout, as AWS asks ("Using Lambda with Amazon SQS"): a slow batch is not run twice. */
const VISIBILITY_PER_TIMEOUT = 6;
const MAX_RECEIVE_COUNT = 5;
/** Tries that a message has had time for when somebody has to look: the queue is not worked off, or too slowly. */
const TRIES_UNTIL_LATE = 3;

type Props = {
  alarms: Alarms;
  /** Longest that a function works on a batch. */
  timeout: Duration;
  /** Somebody's work was tried five times in vain. */
  deadLetters: Trouble;
  /** Work stays on the queue. */
  waiting: Trouble;
};

/** A queue between an event and the function that handles it. What fails five times is kept 14 days, and alarms. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { alarms, timeout, deadLetters, waiting }: Props) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { alarms, trouble: deadLetters });
    const visibility = timeout.toSeconds() * VISIBILITY_PER_TIMEOUT;
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(visibility),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      enforceSSL: true,
    });
    const age = this.queue.metricApproximateAgeOfOldestMessage({ statistic: 'max' });
    alarms.add(this, 'Waiting', age, visibility * TRIES_UNTIL_LATE, waiting);
  }

  /** Lets a function work the queue off: what fails of a batch comes back by itself, the rest is done. */
  drainTo(worker: DeskFunction, options: Pick<SqsEventSourceProps, 'batchSize' | 'maxConcurrency'>): void {
    worker.addEventSource(new SqsEventSource(this.queue, { ...options, reportBatchItemFailures: true }));
  }
}
