import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Consumer } from '../events/consumer.ts';
import type { LostChange } from '../events/lost-change.ts';
import { CHANGES_ENV } from '../names.ts';
import { keepFacts } from '../report/keep-facts.ts';
import { indexChanges } from '../search/index-changes.ts';
import { settingsSchema } from '../settings.ts';
import { toTargets } from '../targets/route-changes.ts';
import type { Log } from '../ticket/ports.ts';
import { CALL, clientOptions } from './clients.ts';
import { eventBus } from './event-bus.ts';
import { factTable } from './fact-table.ts';
import { kept } from './kept.ts';
import { powertoolsLog } from './log.ts';
import { queueUrlOf } from './queue-url.ts';
import { readRecord } from './stream-record.ts';
import { openTable } from './table.ts';
import { sqsTargets } from './target-queue.ts';
import { targetTable } from './targets-table.ts';
import { ticketTable } from './ticket-table.ts';
import { wordTable } from './word-table.ts';

/** How long a warm function keeps who is told outside, in ms of machine time: as with their secrets, a change counts within it. */
const KEEP_MS = 30_000;

/**
 * What the reader of the table's stream works with, from its environment (`CHANGES_ENV`): no desk, since it may write no ticket, send no mail and sign
 * nothing. **A new consumer is one line here.** Throws, naming it, when a variable is missing.
 */
export function createChanges(env: Record<string, string | undefined> = process.env) {
  const requireEnv = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`the environment variable ${name} is not set`);
    return value;
  };
  const log: Log = powertoolsLog();
  const standard = clientOptions(CALL);
  const sqs = new SQSClient({ ...standard, useQueueUrlAsEndpoint: false });
  const deadLetters = queueUrlOf(requireEnv(CHANGES_ENV.deadLettersArn));
  const dynamo = new DynamoDBClient(standard);
  const table = openTable(dynamo, requireEnv(CHANGES_ENV.table));
  const calendars = settingsSchema.shape.calendars.parse(JSON.parse(requireEnv(CHANGES_ENV.calendars)));
  const targets = targetTable(openTable(dynamo, requireEnv(CHANGES_ENV.peopleTable)), log);
  const queue = requireEnv(CHANGES_ENV.targetQueueArn);
  const consumers: Record<string, Consumer> = {
    targets: toTargets({ all: kept(targets.all, { ms: KEEP_MS, now: Date.now }) }, sqsTargets(sqs, { queue })),
    bus: eventBus(new EventBridgeClient(standard), requireEnv(CHANGES_ENV.eventBus)),
    facts: keepFacts({ facts: factTable(table, log), settings: { calendars } }),
    words: indexChanges({ tickets: ticketTable(table, log), words: wordTable(table, log) }, log),
  };
  return {
    read: readRecord,
    consumers,
    async setAside(lost: LostChange) {
      await sqs.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: JSON.stringify(lost) }));
    },
    log,
  };
}
