import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { BrokeOff, type Consumer, isLasting } from '../../shared/events/consumer.ts';
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

/** A change, the number of its record in the batch, and where in the table it was written. */
type Numbered = { change: Change; record: number; key: Pick<LostChange, 'pk' | 'sk'> };

/**
 * The table of tickets was written (docs/events.md).
 *
 * 1. Read the records in order. One that fits no schema is set aside for a person, and the others go on: it must not keep them for a day.
 * 2. Give all changes to each consumer. What keeps one keeps no other from its own. A change that one can never take is set aside likewise.
 * 3. Say from which record on the batch is to come again: the first that somebody did not finish. Nothing overtakes it.
 */
export function createHandler(changes: Changes): StreamHandler {
  return ({ Records }, context) =>
    inTrace(context.awsRequestId, async () => {
      const { read, readUpTo } = await readAll(changes, Records);
      const done = await Promise.all(
        Object.entries(changes.consumers).map(([name, consumer]) =>
          consume(changes, { name, consumer }, { read, end: readUpTo }),
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
      const { pk, sk } = each.dynamodb?.Keys ?? {};
      found.push({ change, record, key: { pk: pk?.S ?? '', sk: sk?.S ?? '' } });
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

/**
 * Number of the record from which on a consumer is to get the batch again; `end` when it is done. After an error that never passes it gets the
 * changes one by one, since whose fault it is need not be said, and the one at which it fails alone is set aside.
 */
async function consume(
  changes: Changes,
  { name, consumer }: { name: string; consumer: Consumer },
  { read, end }: { read: readonly Numbered[]; end: number },
): Promise<number> {
  let left = read;
  let most = read.length;
  for (let [first] = left; first; [first] = left) {
    const given = left.slice(0, most);
    try {
      await consumer(given.map(({ change }) => change));
      left = left.slice(given.length);
    } catch (error) {
      left = left.slice(error instanceof BrokeOff ? error.done : 0);
      const [broken = first] = left;
      const isAside = isLasting(error) && (given.length > 1 || (await leave(changes, broken, { name, error })));
      if (!isAside) {
        changes.log.error('changes of tickets were not passed on, and come again', {
          consumer: name,
          from: broken.record,
          error,
        });
        return broken.record;
      }
      if (given.length === 1) left = left.slice(1);
      most = 1;
    }
  }
  return end;
}

/** Sets a change aside that a consumer can never take. False: it cannot be now. */
async function leave(
  { setAside, log }: Changes,
  { change, key }: Numbered,
  { name: consumer, error }: { name: string; error: unknown },
): Promise<boolean> {
  const lost: LostChange = {
    ...key,
    ...(change.kind === 'ticket' && { version: change.after.version }),
    parts: [],
    consumer,
  };
  log.error('a change of a ticket can never be passed on, and is set aside', { ...lost, error });
  try {
    await setAside(lost);
    return true;
  } catch (failure) {
    log.error('it cannot be set aside either, and comes again', { ...lost, error: failure });
    return false;
  }
}
