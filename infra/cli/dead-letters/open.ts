import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { openTable } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { ENV } from '../../../shared/names.ts';
import type { TicketStore } from '../../../shared/ticket/ticket-store.ts';
import { enterEnvironment } from '../../local/environment.ts';
import { queueUrl } from '../../local/resources.ts';
import { CommandError } from '../command.ts';
import { LOG, requireRunning } from '../connect.ts';
import { readTables } from '../desk-tables.ts';
import { askStacks } from '../preflight/ask/stacks.ts';
import { stageOf } from '../stage.ts';
import { type LetterBox, sqsLetterBox } from './letter-box.ts';
import { QUEUE_NAMES, QUEUES } from './queues.ts';

/** The dead-letter queues of a desk, and its tickets, which some of them are about. */
export type DeadLetters = { boxes: LetterBox[]; tickets: Pick<TicketStore, 'get'>; machineNow(): Date };

/** Those of a deployed stage, by the usual AWS credentials in its Region and the outputs of its stacks; else of the desk that runs here. */
export type OpenDeadLetters = (stage?: string) => Promise<DeadLetters>;

export const openDeadLetters: OpenDeadLetters = async (name) => {
  const machineNow = () => new Date();
  if (name === undefined) {
    const { env } = requireRunning('or name a deployed one with --stage');
    enterEnvironment(env);
    const sqs = new SQSClient({});
    const urlOf = (queue: string) => queueUrl(env.AWS_ENDPOINT_URL_SQS ?? '', queue);
    const boxes = QUEUE_NAMES.map((each) => {
      const { deadLetters, own } = QUEUES[each];
      return sqsLetterBox(sqs, { name: each, deadLetters: urlOf(deadLetters.local), own: urlOf(own.local) });
    });
    return { boxes, tickets: ticketsOf(new DynamoDBClient({}), env[ENV.ticketTable] ?? ''), machineNow };
  }
  const stage = await stageOf(name);
  const { region, deskId } = stage.deployment;
  const { outputs } = await askStacks(new CloudFormationClient({ region }), stage);
  if (outputs.Tables === undefined)
    throw new CommandError(`stage ${name} is not deployed in ${region}: npx cdk deploy ${deskId}-${name}`);
  const sqs = new SQSClient({ region });
  // Where SES reports by mail alone, there is no queue of its reports.
  const boxes = QUEUE_NAMES.flatMap((each) => {
    const [deadLetters, own] = [outputs[QUEUES[each].deadLetters.output], outputs[QUEUES[each].own.output]];
    return deadLetters && own ? [sqsLetterBox(sqs, { name: each, deadLetters, own })] : [];
  });
  return { boxes, tickets: ticketsOf(new DynamoDBClient({ region }), readTables(outputs.Tables).tickets), machineNow };
};

function ticketsOf(client: DynamoDBClient, table: string): TicketStore {
  return ticketTable(openTable(client, table), LOG);
}
