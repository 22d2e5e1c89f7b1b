import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { PREFIX } from '../shared/names.ts';
import { MAX_RECEIVE_COUNT, RETENTION_SECONDS, VISIBILITY_PER_TIMEOUT } from '../shared/redelivery.ts';
import type { DeskFunction } from './desk-function.ts';
import type { MailBucket } from './mail-bucket.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';

/** Longer than a notification takes, and the longest that SQS holds a message back. */
const LATE = Duration.minutes(15);

type Props = {
  bucket: MailBucket;
  intake: QueueWithDeadLetters;
  /** Takes mails in. */
  worker: DeskFunction;
};

/**
 * The bucket's own word of each raw mail, a quarter of an hour later: a mail whose notification was lost is taken in all the same. It has no
 * alarm on what waits, for all waits that long; what fails joins what the intake could not handle.
 */
export class LateArrivals extends Construct {
  constructor(scope: Construct, id: string, { bucket, intake, worker }: Props) {
    super(scope, id);
    const queue = new Queue(this, 'Queue', {
      deliveryDelay: LATE,
      visibilityTimeout: Duration.seconds(TIMEOUT_SECONDS.ingestEmail * VISIBILITY_PER_TIMEOUT),
      retentionPeriod: Duration.seconds(RETENTION_SECONDS),
      deadLetterQueue: { queue: intake.deadLetters, maxReceiveCount: MAX_RECEIVE_COUNT },
      enforceSSL: true,
    });
    new Rule(this, 'Stored', {
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: PREFIX.raw }] } },
      },
      targets: [new SqsQueue(queue)],
    });
    worker.addEventSource(
      new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2, reportBatchItemFailures: true }),
    );
  }
}
