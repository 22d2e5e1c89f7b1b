import type { DynamoDBRecord } from 'aws-lambda';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

/** A desk with a past, and what its stream has of that. */
export type Lived = { desk: MemoryDesk; records: DynamoDBRecord[]; tickets: string[] };

/** Two tickets, and a record that nobody can read between them. */
export async function lived(): Promise<Lived> {
  const stream = streamOf();
  const desk = deskOf({ onWrite: stream.onWrite });
  const tickets: string[] = [];
  for (const source of ['mail:1', 'mail:2']) {
    const { id: ticketId } = await waitingTicket(desk, { source });
    tickets.push(ticketId);
    for (const priority of [2, 3, 1] as const) {
      desk.pass(60);
      const by = { ticketId, agent: ada, at: desk.now().toISOString() };
      await assign(desk, { ...by, to: priority === 2 ? 'bruno' : 'me' });
      await changePriority(desk, { ...by, priority, reason: 'so it is' });
    }
    const answer = { source: `api:${ticketId}`, text: 'Try the other key.', attachments: [] };
    await respond(desk, { ticketId, agent: ada, ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  }
  const spoilt = structuredClone(stream.records[0]) as DynamoDBRecord;
  Object.assign(spoilt.dynamodb ?? {}, { Keys: { pk: { S: 'TICKET#T-SPOILT' }, sk: { S: 'TICKET' } } });
  Object.assign(spoilt.dynamodb?.NewImage ?? {}, { clock: { S: 'nonsense' } });
  const middle = Math.floor(stream.records.length / 2);
  const records = stream.records.toSpliced(middle, 0, spoilt).map((each, index) => ({
    ...each,
    dynamodb: { ...each.dynamodb, SequenceNumber: String(index) },
  }));
  return { desk, records, tickets };
}
