import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTERS } from '../shared/alarms.ts';
import { RETENTION_SECONDS } from '../shared/redelivery.ts';
import type { Alarms, Trouble } from './alarms.ts';

/** Where what could not be done waits for a human. It alarms at the first message, since nothing else takes it up, and its maker has to say what that means; it wakes somebody, unless the maker says that it may wait. */
export class DeadLetterQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    { alarms, trouble, inLines = false }: { alarms: Alarms; trouble: Trouble; inLines?: boolean },
  ) {
    super(scope, id, {
      retentionPeriod: Duration.seconds(RETENTION_SECONDS),
      enforceSSL: true,
      ...(inLines && { fifo: true }),
    });
    alarms.add(
      this,
      'Alarm',
      { isUrgent: true, ...trouble },
      { metric: this.metricApproximateNumberOfMessagesVisible({ statistic: 'max' }), threshold: DEAD_LETTERS },
    );
  }
}
