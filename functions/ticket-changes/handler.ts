import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { BrokeOff, type Consumer } from '../../shared/events/consumer.ts';
import type { LostChange } from '../../shared/events/lost-change.ts';
import type { Change } from '../../shared/events/ticket-change.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import { inTrace } from '../../shared/trace.ts';

export type Changes = {
  /** What a record says; undefined for what is nobody's business. */
  read(record: DynamoDBRecord): Change | LostChange | undefined;
  /** By the names that the log has for them. */
  consumers: Readonly<Record<string, Consumer>>;
  /** Keeps what cannot be read for a person; throws what the queue says. */
  setAside(lost: LostChange): Promise<void>;
  log: Pick<Log, 'error' | 'warn'>;
};

/** A function that reads the stream of a table. */
export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/** A change, and the number of its record in the batch. */
type Numbered = { change: Change; record: number };

/**
 * The table of tickets was written (docs/events.md).
 *
 * 1. Read the records in order. One that fits no schema is set aside for a person, and the others go on: it must not keep them for a day.
 * 2. Give all changes to each consumer. What keeps one keeps no other from its own.
 * 3. Say from which record on the batch is to come again: the first that somebody did not finish. Nothing overtakes it.
 */
export function createHandler(changes: Changes): StreamHandler {
  return ({ Records }, context) =>
    inTrace(context.awsRequestId, async () => {
      const { read, readUpTo } = await readAll(changes, Records);
      const done = await Promise.all(
        Object.entries(changes.consumers).map(([name, consumer]) =>
          consume(changes, { name, consumer }, read, readUpTo),
        ),
      );
      const again = Records[Math.min(readUpTo, ...done)]?.dynamodb?.SequenceNumber;
      return { batchItemFailures: again === undefined ? [] : [{ itemIdentifier: again }] };
    });
}

/** The changes of these records, up to the one that can neither be read nor be set aside now. */
async function readAll(
  { read, setAside, log }: Changes,
  records: readonly DynamoDBRecord[],
): Promise<{ read: Numbered[]; readUpTo: number }> {
  const found: Numbered[] = [];
  for (const [record, each] of records.entries()) {
    const change = read(each);
    if (change === undefined) continue;
    if ('kind' in change) {
      found.push({ change, record });
      continue;
    }
    log.error('a change of a ticket cannot be read, and is set aside', change);
    try {
      await setAside(change);
    } catch (error) {
      log.error('it cannot be set aside either, and comes again', { ...change, error });
      return { read: found, readUpTo: record };
    }
  }
  return { read: found, readUpTo: records.length };
}

/** Number of the record from which on a consumer is to get the batch again; that of the end when it is done. */
async function consume(
  { log }: Changes,
  { name, consumer }: { name: string; consumer: Consumer },
  read: readonly Numbered[],
  end: number,
): Promise<number> {
  try {
    await consumer(read.map(({ change }) => change));
    return end;
  } catch (error) {
    const from = read[error instanceof BrokeOff ? error.done : 0]?.record ?? end;
    log.error('changes of tickets were not passed on, and come again', { consumer: name, from, error });
    return from;
  }
}
