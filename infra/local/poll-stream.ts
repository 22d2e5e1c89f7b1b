import { setTimeout as wait } from 'node:timers/promises';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { StreamFilter } from '../stream-filters.ts';
import type { StreamReader } from './emulators/stream-door.ts';
import { lambdaContext } from './lambda-context.ts';
import { fitsOne } from './stream-filter.ts';

type Options = {
  stream: StreamReader;
  functionName: string;
  /** Longest that the function runs on AWS. */
  timeoutSeconds: number;
  handler: (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;
  filters: readonly StreamFilter[];
  batchSize: number;
  onError: (error: unknown) => void;
};

/** Pauses before what failed is tried again, in ms of machine time: the last one on and on, since nothing is ever given up. */
const PAUSES = [100, 300, 1_000];
/** After a look in vain at a stream that does not answer, in ms. */
const UNANSWERED_MS = 1_000;
/** What a stop waits for at most, in ms. */
const LONGEST_STOP_MS = 1_000;

/**
 * An event source mapping of a table's stream with partial batch responses and bisecting: one shard, in order, each record once at least. What fails
 * is tried again from there on, without end, and nothing overtakes it; a batch that breaks the function off comes again by halves.
 */
export function pollStream(options: Options): { stop(): Promise<void> } {
  const { stream, functionName, batchSize, onError } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let most = batchSize;
  let failures = 0;
  /** How far it has read; unknown at first, and whenever the stream did not answer. */
  let read: number | undefined;

  const step = async () => {
    read ??= await stream.cursor(functionName);
    const records = await stream.after(read, most, signal);
    if (records.length === 0) return;
    const { done, brokeOff } = await invoke(options, records);
    const last = records[done - 1];
    if (last) {
      await stream.advance(functionName, sequenceOf(last));
      read = sequenceOf(last);
    }
    most = brokeOff ? Math.max(1, Math.floor(records.length / 2)) : batchSize;
    failures = done === records.length ? 0 : failures + 1;
    if (failures > 0) await pause(PAUSES[failures - 1] ?? PAUSES.at(-1) ?? 0);
  };
  // A stop ends it; its process does not wait for it.
  const pause = (ms: number) => wait(ms, undefined, { signal }).catch(() => {});
  const run = async () => {
    while (!signal.aborted) {
      await step().catch(async (error: unknown) => {
        read = undefined;
        // Told after the pause: a desk that ends with the emulators says so itself.
        await pause(UNANSWERED_MS);
        if (!signal.aborted) onError(error);
      });
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await Promise.race([ended, wait(LONGEST_STOP_MS, undefined, { ref: false })]);
    },
  };
}

const sequenceOf = ({ dynamodb }: DynamoDBRecord) => Number(dynamodb?.SequenceNumber);

/** How many records are done: up to the first that the handler names, none when it breaks off. Those that fit no filter never get there. */
async function invoke(
  { handler, functionName, timeoutSeconds, filters, onError }: Options,
  records: readonly DynamoDBRecord[],
): Promise<{ done: number; brokeOff: boolean }> {
  const Records = records.filter((record) => fitsOne(filters, record));
  if (Records.length === 0) return { done: records.length, brokeOff: false };
  try {
    const { batchItemFailures } = await handler({ Records }, lambdaContext(functionName, timeoutSeconds));
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
    return { done: first < 0 ? records.length : first, brokeOff: false };
  } catch (error) {
    onError(error);
    return { done: 0, brokeOff: true };
  }
}
