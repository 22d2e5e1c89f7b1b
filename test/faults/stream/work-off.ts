import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { DynamoDBRecord } from 'aws-lambda';
import { createHandler } from '../../../functions/ticket-changes/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { eventBus } from '../../../shared/aws/event-bus.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import type { LostChange } from '../../../shared/events/lost-change.ts';
import { type TicketEvent, ticketEventSchema } from '../../../shared/events/ticket-event.ts';
import { keepFacts } from '../../../shared/report/keep-facts.ts';
import { indexChanges } from '../../../shared/search/index-changes.ts';
import { toTargets } from '../../../shared/targets/route-changes.ts';
import { memoryFacts } from '../../support/memory-facts.ts';
import { memoryDirectory, memoryTargetQueue } from '../../support/memory-targets.ts';
import { memoryWords } from '../../support/memory-words.ts';
import { targetOf } from '../../support/told.ts';
import type { Lived } from './lived.ts';
import { type Guard, mortal, type StreamFault } from './mortal.ts';

/** What is there once the stream is worked off, and which calls that took (`words.save`). */
export type WorkedOff = {
  taken: TicketEvent[];
  lost: LostChange[];
  queued: string[];
  facts: ReturnType<typeof memoryFacts>;
  words: ReturnType<typeof memoryWords>;
  calls: string[];
};

/** Turns after which nothing heals any more. */
const MOST_TURNS = 100;

/** Works the stream off in batches, for all its consumers, with one fault at one call to the world, as often as it takes. Throws when that is too often. */
export async function workOff(
  { records, desk }: Lived,
  fault: StreamFault | undefined,
  batch: number,
): Promise<WorkedOff> {
  const taken: TicketEvent[] = [];
  const lost: LostChange[] = [];
  const { calls, live } = mortal(fault);
  const send = ({ input: { Entries = [] } }: PutEventsCommand) => {
    for (const { Detail = '' } of Entries) taken.push(ticketEventSchema.parse(JSON.parse(Detail)));
    return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) };
  };
  const ports = {
    bus: { send },
    queue: memoryTargetQueue(),
    directory: memoryDirectory([
      targetOf('ops', { kind: 'webhook', routes: [{ on: ['opened', 'assigned', 'responded'] }] }),
    ]),
    facts: memoryFacts(),
    words: memoryWords(),
    tickets: desk.tickets,
    aside: { put: (each: LostChange) => void lost.push(each) },
  };
  const start = (guard: Guard) => {
    const quiet = { error: () => {}, warn: () => {} };
    const words = { tickets: guard('tickets', ports.tickets), words: guard('words', ports.words) };
    return createHandler({
      read: readRecord,
      consumers: {
        targets: toTargets(guard('directory', ports.directory), guard('queue', ports.queue)),
        bus: eventBus(guard('bus', ports.bus) as unknown as EventBridgeClient, 'desk'),
        facts: keepFacts({ facts: guard('facts', ports.facts), settings: desk.settings }),
        words: indexChanges(words, quiet),
      },
      setAside: async (each) => guard('aside', ports.aside).put(each),
      log: quiet,
    });
  };
  let at = 0;
  for (let turn = 0; at < records.length; turn += 1) {
    if (turn >= MOST_TURNS) throw new Error('the stream is not worked off');
    const Records: DynamoDBRecord[] = records.slice(at, at + batch);
    const result = await live((guard) => start(guard)({ Records }, lambdaContext('ticket-changes')));
    if (result === 'killed') continue;
    const failed = result.batchItemFailures[0]?.itemIdentifier;
    at = failed === undefined ? at + Records.length : Number(failed);
  }
  return { taken, lost, queued: ports.queue.bodies, facts: ports.facts, words: ports.words, calls };
}
