import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Changes, createHandler } from '../../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { BrokeOff, type Consumer } from '../../../shared/events/consumer.ts';
import { eventsOf } from '../../../shared/events/events-of.ts';
import type { LostChange } from '../../../shared/events/lost-change.ts';
import type { Change, TicketChange } from '../../../shared/events/ticket-change.ts';
import { indexChanges } from '../../../shared/search/index-changes.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

/** As DynamoDB says it of an item that is too large. */
const NEVER = Object.assign(new Error('Item size to update has exceeded the maximum allowed size'), {
  name: 'ValidationException',
});

/** A desk whose one ticket was opened and taken on, and what its stream has of that. */
async function lived() {
  const { records, onWrite } = streamOf();
  const desk = deskOf({ onWrite });
  const { id } = await waitingTicket(desk);
  await assign(desk, { ticketId: id, agent: ada, to: 'me', at: '2026-11-30T08:10:00.000Z' });
  return { id, desk, records };
}

function reader(change: Partial<Changes> = {}) {
  const seen: Change[] = [];
  const lost: LostChange[] = [];
  const logged: string[] = [];
  const handler = createHandler({
    read: readRecord,
    consumers: { test: async (changes) => void seen.push(...changes) },
    setAside: async (each) => void lost.push(each),
    log: { error: (message) => void logged.push(message), warn: () => {} },
    ...change,
  });
  const give = async (Records: DynamoDBRecord[]) => {
    const { batchItemFailures } = await handler({ Records }, lambdaContext('ticket-changes'));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { seen, lost, logged, give };
}

const spoilt = (record: DynamoDBRecord): DynamoDBRecord => {
  const copy = structuredClone(record);
  Object.assign(copy.dynamodb?.NewImage ?? {}, { clock: { S: 'a secret' } });
  return copy;
};
const numberOf = (record: DynamoDBRecord | undefined) => record?.dynamodb?.SequenceNumber;

describe('the reader of the stream', () => {
  it('gives consumers each ticket as it was and is, and each new message, in order', async () => {
    const { id, desk, records } = await lived();
    const { seen, give } = reader();
    expect(await give(records)).toEqual([]);
    expect(seen.map((each) => (each.kind === 'ticket' ? each.after.version : each.kind))).toEqual([
      1,
      'message',
      ...Array.from({ length: seen.length - 2 }, (_, index) => index + 2),
    ]);
    const last = seen.at(-1);
    expect(last?.kind === 'ticket' && [last.before?.assignee, last.after.assignee]).toEqual([undefined, 'ada']);
    expect(last?.kind === 'ticket' && last.after).toEqual(await desk.tickets.get(id));
  });

  it('says from where on the batch comes again when a consumer breaks off, and keeps no other from its own', async () => {
    const { records } = await lived();
    const other: Change[] = [];
    const { give, logged } = reader({
      consumers: {
        broken: async () => {
          throw new BrokeOff(2, 'ThrottlingException: slow down');
        },
        other: async (changes) => void other.push(...changes),
      },
    });
    expect(await give(records)).toEqual([numberOf(records[2])]);
    expect(other).toHaveLength(records.length);
    expect(logged).toEqual(['changes of tickets were not passed on, and come again']);
  });

  it('has all of it come again when a consumer does not say how far it got', async () => {
    const { records } = await lived();
    const { give } = reader({
      consumers: {
        broken: async () => {
          throw new Error('no');
        },
      },
    });
    expect(await give(records)).toEqual([numberOf(records[0])]);
  });

  describe.each<[string, (done: number) => Error]>([
    ['says which', (done) => new BrokeOff(done, 'no', { cause: NEVER })],
    ['does not say which', () => NEVER],
  ])('of a change that a consumer can never take, and %s', (_, errorOf) => {
    /** Never takes the records of these places; `seen`: those that it took. */
    const picky = (records: DynamoDBRecord[], never: readonly number[]) => {
      const seen: string[] = [];
      const nameOf = (change: Change) => (change.kind === 'ticket' ? `v${change.after.version}` : change.kind);
      const names = records.map((record) => nameOf(readRecord(record) as Change));
      const words: Consumer = async (changes) => {
        for (const [done, change] of changes.entries()) {
          if (never.some((place) => names[place] === nameOf(change))) throw errorOf(done);
          seen.push(nameOf(change));
        }
      };
      return { words, seen, names };
    };

    it('sets that one aside, once, and all others go on', async () => {
      const { id, records } = await lived();
      for (const place of records.keys()) {
        const { words, seen, names } = picky(records, [place]);
        const { give, lost, logged } = reader({ consumers: { words } });
        expect(await give(records)).toEqual([]);
        expect([...new Set(seen)]).toEqual(names.filter((__, index) => index !== place));
        expect(lost).toEqual([expect.objectContaining({ pk: `TICKET#${id}`, parts: [], consumer: 'words' })]);
        expect(logged).toEqual(['a change of a ticket can never be passed on, and is set aside']);
      }
    });

    it('sets several aside, and says of a ticket which version it was', async () => {
      const { records } = await lived();
      const { words, seen } = picky(records, [0, records.length - 1]);
      const { give, lost } = reader({ consumers: { words } });
      expect(await give(records)).toEqual([]);
      expect(lost.map(({ version }) => version)).toEqual([
        1,
        (readRecord(records.at(-1) as DynamoDBRecord) as TicketChange).after.version,
      ]);
      expect(new Set(seen).size).toBe(records.length - 2);
    });

    it('has it come again when it can be set aside nowhere, with what came after it', async () => {
      const { records } = await lived();
      const { words, seen } = picky(records, [1]);
      const setAside = async () => Promise.reject(new Error('the queue does not answer'));
      const { give } = reader({ consumers: { words }, setAside });
      expect(await give(records)).toEqual([numberOf(records[1])]);
      expect([...new Set(seen)]).toEqual(['v1']);
    });
  });

  it('has come again what passes, also behind what never does', async () => {
    const { records } = await lived();
    let calls = 0;
    const words: Consumer = async () => {
      calls += 1;
      throw calls < 3 ? NEVER : new Error('slow down');
    };
    const { give, lost } = reader({ consumers: { words } });
    expect(await give(records)).toEqual([numberOf(records[1])]);
    expect(lost).toHaveLength(1);
  });

  it.each(['ThrottlingException', 'AccessDeniedException', 'ResourceNotFoundException', 'TimeoutError', 'TypeError'])(
    'sets nothing aside for what may pass: %s',
    async (name) => {
      const { records } = await lived();
      const words = async () => Promise.reject(Object.assign(new Error('no'), { name }));
      const { give, lost } = reader({ consumers: { words } });
      expect(await give(records)).toEqual([numberOf(records[0])]);
      expect(lost).toEqual([]);
    },
  );

  it('keeps nobody waiting for a record of words that the table refuses as too large', async () => {
    const { desk, records } = await lived();
    const save = async () => Promise.reject(NEVER);
    const other: Change[] = [];
    const words = indexChanges({ tickets: desk.tickets, words: { ...desk.words, save } }, desk.log);
    const { give, lost } = reader({ consumers: { words, other: async (changes) => void other.push(...changes) } });
    expect(await give(records)).toEqual([]);
    expect(lost.length).toBeGreaterThan(0);
    expect(other).toHaveLength(records.length);
  });

  it('sets aside what it cannot read, by key and version and without a word of it, and goes on', async () => {
    const { id, records } = await lived();
    const { seen, lost, logged, give } = reader();
    expect(await give(records.map((each, index) => (index === 0 ? spoilt(each) : each)))).toEqual([]);
    expect(seen).toHaveLength(records.length - 1);
    expect(lost).toEqual([{ pk: `TICKET#${id}`, sk: 'TICKET', version: 1, parts: ['clock'] }]);
    expect(logged).toEqual(['a change of a ticket cannot be read, and is set aside']);
  });

  it('has it come again when it can be set aside nowhere, with what came after it', async () => {
    const { records } = await lived();
    const { seen, give } = reader({
      setAside: async () => {
        throw new Error('the queue does not answer');
      },
    });
    expect(await give(records.map((each, index) => (index === 2 ? spoilt(each) : each)))).toEqual([
      numberOf(records[2]),
    ]);
    expect(seen).toHaveLength(2);
  });

  it('reads a ticket that was mended, though nobody can read how it was', async () => {
    const { records } = await lived();
    const last = structuredClone(records.at(-1)) as DynamoDBRecord;
    Object.assign(last.dynamodb?.OldImage ?? {}, { clock: { S: 'nonsense' } });
    const { seen, give } = reader();
    await give([last]);
    expect(seen).toEqual([{ kind: 'ticket', after: expect.objectContaining({ assignee: 'ada' }) }]);
  });

  it('gives a message that is written over apart from a new one, with how it was, if that can be read', async () => {
    const { records } = await lived();
    const { NewImage } = records[1]?.dynamodb ?? {};
    const again = (OldImage: typeof NewImage): DynamoDBRecord => ({
      eventName: 'MODIFY',
      dynamodb: { ...records[1]?.dynamodb, ...(OldImage && { OldImage }) },
    });
    const { seen, give } = reader();
    await give([again(NewImage), again({ ...NewImage, at: { S: 'nonsense' } })]);
    const message = expect.objectContaining({ author: 'customer' });
    const rewrite = { kind: 'rewrite', ticket: expect.stringMatching(/^T-/), message };
    expect(seen).toEqual([{ ...rewrite, before: message }, rewrite]);
    expect(seen.flatMap(eventsOf)).toEqual([]);
  });

  it('passes over what is gone, and what no consumer knows of', async () => {
    const { records } = await lived();
    const { NewImage: _, ...rest } = records[0]?.dynamodb ?? {};
    const step = { pk: { S: 'TICKET#T' }, sk: { S: 'STEP#1' } };
    const { seen, give } = reader();
    expect(
      await give([
        { eventName: 'REMOVE', dynamodb: rest },
        { eventName: 'INSERT', dynamodb: { Keys: step, NewImage: step } },
      ]),
    ).toEqual([]);
    expect(seen).toEqual([]);
  });
});
