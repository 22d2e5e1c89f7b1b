import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type Changes, createHandler } from '../../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { BrokeOff } from '../../../shared/events/consumer.ts';
import { eventsOf } from '../../../shared/events/events-of.ts';
import type { LostChange } from '../../../shared/events/lost-change.ts';
import type { Change } from '../../../shared/events/ticket-change.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

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
