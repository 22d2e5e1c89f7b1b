import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { putEvents } from '../../../shared/aws/event-bus.ts';
import { TICKET, TICKET_SORT } from '../../../shared/aws/keys.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { sqsTargets } from '../../../shared/aws/target-queue.ts';
import { targetTable } from '../../../shared/aws/targets-table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import { ENV } from '../../../shared/names.ts';
import { entriesOf } from '../../../shared/targets/route-changes.ts';
import type { TicketStore } from '../../../shared/ticket/ticket-store.ts';
import { EVENT_BUS, QUEUE, queueUrl } from '../../local/resources.ts';
import { CommandError } from '../command.ts';
import { LOG } from '../connect.ts';
import { scan } from '../doctor/scan.ts';
import { reachDesk } from '../reach.ts';
import { type LostChanges, lostChanges } from './lost-changes.ts';
import { tailLocal } from './tail-local.ts';
import { tailStage } from './tail-stage.ts';

/** A desk, as far as its events go. */
export type EventsDesk = {
  tickets: Pick<TicketStore, 'get' | 'olderTrail' | 'messages'>;
  /** Numbers of all tickets. */
  numbers(): AsyncIterable<string>;
  /** Puts them on the bus; throws what it says of the first that it did not take. */
  put(events: readonly TicketEvent[]): Promise<void>;
  /** Puts those of one ticket, in order, on the lines of the targets that are to hear of them; what one was told already it is not told again. */
  putOnLines(events: readonly TicketEvent[]): Promise<void>;
  /** Desk time. */
  time(): Promise<Date>;
  lost: LostChanges;
  /** Events as they come, until `stop`. */
  tail(stop: AbortSignal): AsyncIterable<unknown>;
};

/** That of the deployed desk of this stage, else of the one that runs here. */
export type OpenEvents = (stage?: string) => Promise<EventsDesk>;

export const openEvents: OpenEvents = async (stage) => {
  const { env, deployed, now } = await reachDesk(stage);
  const bus = deployed ? deployed.outputs.EventBus : EVENT_BUS;
  const queue = deployed
    ? deployed.outputs.ChangesDeadLetters
    : queueUrl(env.AWS_ENDPOINT_URL_SQS ?? '', QUEUE.changesDeadLetters);
  if (!bus || !queue) throw new CommandError(`stage ${stage} is of a version that tells no events: deploy it`);
  const table = openTable(new DynamoDBClient({}), env[ENV.ticketTable] ?? '');
  const [events, sqs] = [new EventBridgeClient({}), new SQSClient({})];
  const targets = targetTable(openTable(new DynamoDBClient({}), env[ENV.peopleTable] ?? ''), LOG);
  const lines = sqsTargets(new SQSClient({ useQueueUrlAsEndpoint: false }), { queue: env[ENV.targetQueueArn] ?? '' });
  return {
    tickets: ticketTable(table, LOG),
    async *numbers() {
      for await (const { pk, sk } of scan(table)) if (sk === TICKET_SORT) yield String(pk).slice(TICKET.length);
    },
    put: (all) => putEvents(events, bus, all),
    putOnLines: async (all) => lines.put(entriesOf(await targets.all(), all)),
    time: now,
    lost: lostChanges(sqs, queue),
    tail: (stop) =>
      deployed ? tailStage({ events, sqs, bus }, stop) : tailLocal(env.AWS_ENDPOINT_URL_EVENTBRIDGE ?? '', stop),
  };
};
