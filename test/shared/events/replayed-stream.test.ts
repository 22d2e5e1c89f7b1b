import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { eventBus } from '../../../shared/aws/event-bus.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { type TicketEvent, ticketEventSchema } from '../../../shared/events/ticket-event.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { changeTags } from '../../../shared/use-cases/change-tags.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { unassignByAgent } from '../../../shared/use-cases/unassign.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

const RUNS = 60;

/** Three tickets with all that happens to them, interleaved, and with more lines each than stay on a ticket. */
async function lived(): Promise<{ records: DynamoDBRecord[]; told: TicketEvent[] }> {
  const { records, onWrite } = streamOf();
  const desk = deskOf({ onWrite });
  const ids: string[] = [];
  for (const source of ['mail:1', 'mail:2', 'mail:3']) ids.push((await waitingTicket(desk, { source })).id);
  const by = () => ({ agent: ada, at: desk.now().toISOString() });
  for (let round = 0; round < 12; round += 1) {
    for (const ticketId of ids) {
      desk.pass(30);
      await assign(desk, { ticketId, ...by(), to: 'me' });
      await changePriority(desk, { ticketId, ...by(), priority: round % 2 ? 3 : 2, reason: 'so it is' });
      await unassignByAgent(desk, { ticketId, ...by() });
      await changeTags(desk, { ticketId, ...by(), add: [`t${round}`] });
    }
  }
  for (const ticketId of ids) {
    const answer = { source: `api:${ticketId}`, text: 'Try the other key.', attachments: [] };
    await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
    await changeState(desk, { ticketId, ...by(), state: 'closed' });
  }
  return { records, told: desk.told };
}

let life: Awaited<ReturnType<typeof lived>>;
beforeAll(async () => {
  life = await lived();
});

type Trouble = { batch: number; call: boolean; entry: number; again: boolean };

/** Works the stream off as an event source mapping does, with one trouble after the other, and then without. Gives what the bus took, in order. */
async function workOff(records: DynamoDBRecord[], troubles: Trouble[]): Promise<TicketEvent[]> {
  const taken: TicketEvent[] = [];
  let trouble: Trouble | undefined;
  const send = async ({ input: { Entries = [] } }: PutEventsCommand) => {
    if (trouble?.call) throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const results = Entries.map(({ Detail = '' }, index) => {
      if (trouble && trouble.entry % 12 === index) return { ErrorCode: 'InternalFailure', ErrorMessage: '' };
      taken.push(ticketEventSchema.parse(JSON.parse(Detail)));
      return { EventId: 'e' };
    });
    return { FailedEntryCount: results.filter((each) => 'ErrorCode' in each).length, Entries: results };
  };
  const handler = createHandler({
    read: readRecord,
    consumers: { bus: eventBus({ send } as unknown as EventBridgeClient, 'desk') },
    setAside: async () => {
      throw new Error('nothing here is unreadable');
    },
    log: { error: () => {}, warn: () => {} },
  });
  let at = 0;
  for (let turn = 0; at < records.length; turn += 1) {
    trouble = troubles[turn];
    const Records = records.slice(at, at + (trouble?.batch ?? 100));
    const { batchItemFailures } = await handler({ Records }, lambdaContext('ticket-changes'));
    const failed = batchItemFailures[0]?.itemIdentifier;
    const done = failed ? Records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed) : Records.length;
    // What was done may come again all the same: the mapping lost its place.
    if (!trouble?.again) at += done;
  }
  return taken;
}

describe('the stream, in whatever batches, with repeats, and with a bus that fails', () => {
  it('is told as the same events, of each ticket in order', async () => {
    const trouble = fc.record({
      batch: fc.integer({ min: 1, max: 40 }),
      call: fc.boolean(),
      entry: fc.nat(20),
      again: fc.boolean(),
    });
    const ids = life.told.map(({ id }) => id).toSorted();
    await fc.assert(
      fc.asyncProperty(fc.array(trouble, { maxLength: 30 }), async (troubles) => {
        const taken = await workOff(life.records, troubles);
        const first = new Map(taken.toReversed().map((event) => [event.id, event]));
        expect([...first.keys()].toSorted()).toEqual(ids);
        for (const event of taken) expect(event).toEqual(first.get(event.id));
        const inOrder = [...new Set(taken.map(({ id }) => id))];
        for (const ticket of new Set(life.told.map((event) => event.ticket.id))) {
          const own = (each: string[]) => each.filter((id) => id.startsWith(`${ticket}.`));
          expect(own(inOrder)).toEqual(own(life.told.map(({ id }) => id)));
        }
      }),
      { numRuns: RUNS, seed: 15 },
    );
  });

  it('gives each event an id of its own', () => {
    expect(new Set(life.told.map(({ id }) => id)).size).toBe(life.told.length);
    expect(life.told.length).toBeGreaterThan(100);
  });
});
