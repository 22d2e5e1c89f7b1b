import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../infra/local/lambda-context.ts';
import { eventBus } from '../../shared/aws/event-bus.ts';
import { readRecord } from '../../shared/aws/stream-record.ts';
import type { LostChange } from '../../shared/events/lost-change.ts';
import { type TicketEvent, ticketEventSchema } from '../../shared/events/ticket-event.ts';
import { assign } from '../../shared/use-cases/assign.ts';
import { changePriority } from '../../shared/use-cases/change-priority.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { ada, deskOf, waitingTicket } from '../support/stories.ts';
import { streamOf } from '../support/stream-of.ts';

/** Two tickets, and a record that nobody can read between them. */
let records: DynamoDBRecord[];
let told: TicketEvent[];

beforeAll(async () => {
  const stream = streamOf();
  const desk = deskOf({ onWrite: stream.onWrite });
  for (const source of ['mail:1', 'mail:2']) {
    const { id: ticketId } = await waitingTicket(desk, { source });
    for (const priority of [2, 3, 1] as const) {
      desk.pass(60);
      const by = { ticketId, agent: ada, at: desk.now().toISOString() };
      await assign(desk, { ...by, to: priority === 2 ? 'bruno' : 'me' });
      await changePriority(desk, { ...by, priority, reason: 'so it is' });
    }
    const answer = { source: `api:${ticketId}`, text: 'Try the other key.', attachments: [] };
    await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  }
  told = desk.told;
  const spoilt = structuredClone(stream.records[0]) as DynamoDBRecord;
  Object.assign(spoilt.dynamodb ?? {}, { Keys: { pk: { S: 'TICKET#T-SPOILT' }, sk: { S: 'TICKET' } } });
  Object.assign(spoilt.dynamodb?.NewImage ?? {}, { clock: { S: 'nonsense' } });
  const middle = Math.floor(stream.records.length / 2);
  records = stream.records.toSpliced(middle, 0, spoilt).map((each, index) => ({
    ...each,
    dynamodb: { ...each.dynamodb, SequenceNumber: String(index) },
  }));
});

type Fault = { at: number; how: 'killed before' | 'killed after' | 'refused' };

/** Works the stream off in batches, with one fault at one call to the world, as often as it takes. */
async function workOff(fault: Fault | undefined, batch: number) {
  const taken: TicketEvent[] = [];
  const lost: LostChange[] = [];
  let calls = 0;
  let die = () => {};
  const toWorld = async <T>(call: () => T): Promise<T> => {
    calls += 1;
    if (calls - 1 !== fault?.at) return call();
    if (fault.how === 'refused') throw new Error('not now');
    if (fault.how === 'killed after') call();
    die();
    // Whoever is dead hears no answer.
    return new Promise<T>(() => {});
  };
  const send = ({ input: { Entries = [] } }: PutEventsCommand) =>
    toWorld(() => {
      for (const { Detail = '' } of Entries) taken.push(ticketEventSchema.parse(JSON.parse(Detail)));
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) };
    });
  const start = () =>
    createHandler({
      read: readRecord,
      consumers: { bus: eventBus({ send } as unknown as EventBridgeClient, 'desk') },
      setAside: (each) => toWorld(() => void lost.push(each)),
      log: { error: () => {}, warn: () => {} },
    });
  let at = 0;
  for (let turn = 0; at < records.length; turn += 1) {
    expect(turn).toBeLessThan(100);
    const Records = records.slice(at, at + batch);
    const killed = new Promise<'killed'>((resolve) => {
      die = () => resolve('killed');
    });
    const result = await Promise.race([start()({ Records }, lambdaContext('ticket-changes')), killed]);
    if (result === 'killed') continue;
    const failed = result.batchItemFailures[0]?.itemIdentifier;
    at = failed === undefined ? at + Records.length : Number(failed);
  }
  return { taken, lost, calls };
}

describe.each([5, 100])('the reader of the stream, given %i records at once', (batch) => {
  it('loses no event, and tells each ticket’s in order, whatever call it is killed at, or is refused', async () => {
    const { calls } = await workOff(undefined, batch);
    expect(calls).toBeGreaterThan(10);
    for (const how of ['killed before', 'killed after', 'refused'] as const)
      for (let at = 0; at < calls; at += 1) {
        const { taken, lost } = await workOff({ at, how }, batch);
        const where = `${how} call ${at}`;
        const inOrder = [...new Set(taken.map(({ id }) => id))];
        for (const ticket of new Set(told.map((event) => event.ticket.id))) {
          const own = (ids: string[]) => ids.filter((id) => id.startsWith(`${ticket}.`));
          expect(own(inOrder), where).toEqual(own(told.map(({ id }) => id)));
        }
        expect(inOrder, where).toHaveLength(told.length);
        expect([...new Set(lost.map(({ pk }) => pk))], where).toEqual(['TICKET#T-SPOILT']);
      }
  });
});
