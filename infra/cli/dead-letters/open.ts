import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { QUEUE_NAMES } from '../../../shared/alarms.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { ENV } from '../../../shared/names.ts';
import type { TicketStore } from '../../../shared/ticket/ticket-store.ts';
import { queueUrl } from '../../local/resources.ts';
import { LOG } from '../connect.ts';
import { reachDesk } from '../reach.ts';
import { type LetterBox, sqsLetterBox } from './letter-box.ts';
import { QUEUES } from './queues.ts';

/** The dead-letter queues of a desk, and its tickets, which some of them are about. */
export type DeadLetters = { boxes: LetterBox[]; tickets: Pick<TicketStore, 'get'>; machineNow(): Date };

/** Those of the deployed desk of this stage, else of the one that runs here. */
export type OpenDeadLetters = (stage?: string) => Promise<DeadLetters>;

export const openDeadLetters: OpenDeadLetters = async (stage) => {
  const { env, deployed } = await reachDesk(stage);
  const urlOf = (queue: { output: string; local: string }) =>
    deployed ? deployed.outputs[queue.output] : queueUrl(env.AWS_ENDPOINT_URL_SQS ?? '', queue.local);
  const sqs = new SQSClient({});
  return {
    // Where SES reports by mail alone, there is no queue of its reports.
    boxes: QUEUE_NAMES.flatMap((name) => {
      const [deadLetters, own] = [urlOf(QUEUES[name].deadLetters), urlOf(QUEUES[name].own)];
      return deadLetters && own ? [sqsLetterBox(sqs, { name, deadLetters, own })] : [];
    }),
    tickets: ticketTable(openTable(new DynamoDBClient({}), env[ENV.ticketTable] ?? ''), LOG),
    machineNow: () => new Date(),
  };
};
