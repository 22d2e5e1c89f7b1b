import { Annotations, Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { STREAM_LATE_SECONDS } from '../shared/alarms.ts';
import { TARGETS } from '../shared/aws/keys.ts';
import { CHANGES_ENV } from '../shared/names.ts';
import type { Settings } from '../shared/settings.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { DeskFunction } from './desk-function.ts';
import { STREAM_FILTERS } from './stream-filters.ts';
import { type DeskTables, grantFacts, grantIndex, grantItems } from './tables.ts';
import { TIMEOUT_SECONDS } from './timeouts.ts';
import { STREAM_BATCH } from './workers.ts';

type Props = {
  alarms: Alarms;
  tables: DeskTables;
  /** What targets outside are to be told. */
  targets: Queue;
} & Pick<Settings, 'calendars'>;

/**
 * The reader of the stream of the table of tickets, and the bus on which other systems hear of them. Of a shard no more than two may read
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html): whoever else wants to know is a consumer of this function, or has
 * a rule on the bus. It has none of a door's rights: it writes no ticket, sends no mail, sets no timer and knows no key. It reads
 * tickets for what they are found by (docs/decisions/015-words-are-made-from-the-ticket.md).
 */
export class TicketChanges extends Construct {
  readonly bus: EventBus;
  /** Changes that could not be read. */
  readonly deadLetters: DeadLetterQueue;
  readonly worker: DeskFunction;

  constructor(scope: Construct, id: string, { alarms, tables, targets, calendars = [] }: Props) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      description: 'What happens to tickets of the support desk: docs/events.md',
    });
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      alarms,
      trouble: {
        happened:
          'A change of a ticket could not be read: other systems have not heard of it. Nobody’s answer hangs on that.',
        runbook: 'changes-that-could-not-be-read',
        isUrgent: false,
      },
    });
    this.worker = new DeskFunction(scope, 'TicketChangesFunction', {
      name: 'ticket-changes',
      description: 'A ticket was written: other systems hear of it',
      timeout: Duration.seconds(TIMEOUT_SECONDS.ticketChanges),
      environment: {
        [CHANGES_ENV.eventBus]: this.bus.eventBusName,
        [CHANGES_ENV.deadLettersArn]: this.deadLetters.queueArn,
        [CHANGES_ENV.table]: tables.tickets.tableName,
        [CHANGES_ENV.calendars]: JSON.stringify(calendars),
        [CHANGES_ENV.peopleTable]: tables.people.tableName,
        [CHANGES_ENV.targetQueueArn]: targets.queueArn,
      },
      alarms,
      errors: {
        happened: 'A run on changes of tickets broke off: other systems hear of them late.',
        runbook: 'the-ticket-changes-function-fails',
      },
    });
    grantFacts(tables, this.worker);
    grantIndex(tables, this.worker);
    this.bus.grantPutEventsTo(this.worker);
    this.deadLetters.grant(this.worker, 'sqs:SendMessage');
    // Who is told outside, and no other of the people.
    grantItems(this.worker, tables.people, [TARGETS], ['dynamodb:Query']);
    targets.grant(this.worker, 'sqs:SendMessage');
    alarms.add(
      this.worker,
      'Late',
      {
        happened:
          'Changes of tickets wait for five minutes: chats, pagers and other systems hear of them late, and after a day never.',
        runbook: 'changes-of-tickets-wait',
      },
      { metric: this.worker.metric('IteratorAge', { statistic: 'max' }), threshold: STREAM_LATE_SECONDS * 1_000 },
    );
    this.read(tables.ticketStream);
  }

  /**
   * Nothing is given up: what Lambda sets aside is the place of a record and not the record, which is gone after a day. So what fails is tried again
   * without end, and what can never be read the function sets aside itself.
   */
  private read(stream: string | undefined): void {
    if (stream === undefined) {
      const message =
        'the setting restored names a table of tickets and no ticketStream: other systems hear of no change';
      Annotations.of(this).addWarningV2('desk:noStream', message);
      return;
    }
    const rights = Grant.addToPrincipal({
      grantee: this.worker,
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resourceArns: [stream],
    });
    // It takes no resource (Service Authorization Reference, DynamoDB), and Lambda asks for it before it reads a stream.
    const list = Grant.addToPrincipal({ grantee: this.worker, actions: ['dynamodb:ListStreams'], resourceArns: ['*'] });
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: this.worker,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: STREAM_BATCH,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      parallelizationFactor: 1,
      filters: STREAM_FILTERS.map((filter) => ({ pattern: JSON.stringify(filter) })),
    });
    for (const each of [rights, list]) each.applyBefore(mapping);
  }
}
