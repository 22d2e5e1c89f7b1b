import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import type { StreamReader } from '../../../infra/local/emulators/stream-door.ts';
import { streamRecord } from '../../../infra/local/emulators/stream-record.ts';
import { pollStream } from '../../../infra/local/poll-stream.ts';
import { STREAM_FILTERS } from '../../../infra/stream-filters.ts';

/** A stream in memory. */
function memoryStream(records: DynamoDBRecord[]): StreamReader & { read: number; isRead(): boolean } {
  const stream = {
    read: 0,
    async after(sequence: number, most: number, signal: AbortSignal) {
      const found = records.slice(sequence, sequence + most);
      if (found.length === 0) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return found;
    },
    cursor: async () => stream.read,
    async advance(_: string, sequence: number) {
      stream.read = sequence;
    },
    isRead: () => stream.read === records.length,
  };
  return stream;
}

const ticket = (n: number) => streamRecord(n, undefined, { pk: { S: `TICKET#${n}` }, sk: { S: 'TICKET' } });
const other = (n: number) => streamRecord(n, undefined, { pk: { S: `TICKET#${n}` }, sk: { S: 'STEP#1' } });
const numbersOf = (records: DynamoDBRecord[]) => records.map(({ eventID }) => Number(eventID));

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function polled(
  of: DynamoDBRecord[] | ReturnType<typeof memoryStream>,
  answer: (numbers: number[]) => number | undefined,
  batchSize = 4,
) {
  const stream = Array.isArray(of) ? memoryStream(of) : of;
  const seen: number[][] = [];
  const errors: unknown[] = [];
  const poll = pollStream({
    stream,
    functionName: 'reader',
    timeoutSeconds: 1,
    filters: STREAM_FILTERS,
    batchSize,
    onError: (error) => void errors.push(error),
    async handler({ Records }) {
      const numbers = numbersOf(Records);
      seen.push(numbers);
      const failed = answer(numbers);
      const itemIdentifier = String(failed).padStart(21, '0');
      return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier }] };
    },
  });
  stops.push(poll.stop);
  while (!stream.isRead()) await new Promise((resolve) => setTimeout(resolve, 5));
  return { seen, errors };
}

describe('whoever reads the stream', () => {
  it('is given batches in order, without what no filter lets through', async () => {
    const { seen } = await polled([ticket(1), other(2), ticket(3), other(4), other(5), ticket(6)], () => undefined);
    expect(seen).toEqual([[1, 3], [6]]);
  });

  it('is given again from what failed on, and nothing of it overtakes', async () => {
    let tries = 0;
    const { seen } = await polled([1, 2, 3, 4, 5].map(ticket), (numbers) => {
      if (!numbers.includes(3) || tries === 2) return undefined;
      tries += 1;
      return 3;
    });
    expect(seen).toEqual([
      [1, 2, 3, 4],
      [3, 4, 5],
      [3, 4, 5],
    ]);
  });

  it('is given a half when it broke off, until it goes through', async () => {
    const { seen, errors } = await polled([1, 2, 3, 4].map(ticket), (numbers) => {
      if (numbers.length > 1 && numbers.includes(2)) throw new Error('too much');
      return undefined;
    });
    expect(seen).toEqual([[1, 2, 3, 4], [1, 2], [1], [2, 3, 4], [2], [3, 4]]);
    expect(errors).toHaveLength(3);
  });

  it('is given all of it when the stream did not answer for a while', async () => {
    const stream = memoryStream([1, 2].map(ticket));
    const { cursor } = stream;
    let asked = 0;
    stream.cursor = async (consumer) => {
      asked += 1;
      if (asked === 1) throw new Error('refused');
      return cursor(consumer);
    };
    const { seen, errors } = await polled(stream, () => undefined);
    expect([seen, errors.map(String)]).toEqual([[[1, 2]], ['Error: refused']]);
  });
});
