import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import type { Log } from '../ticket/ports.ts';
import { type ClaimedTask, type StepDone, stepDoneSchema } from '../ticket/ticket-store.ts';
import { stepKey, stepsPrefix, ticketKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { expiryOf, type Item, queryAll, type Table } from './table.ts';

/** Longer than any outage after which a claim is still to be taken over. */
const KEPT_DAYS = 30;

/** A step as it is stored: an item of its own, since it costs one unit and a write of its ticket six. It expires by itself. */
export function stepItem(task: ClaimedTask, done: StepDone): Item {
  return { ...stepKey(task, done.step), ...done, [TTL]: expiryOf(task.until, KEPT_DAYS) };
}

export async function writeStep(table: Table, task: ClaimedTask, done: StepDone): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: stepItem(task, done) }));
}

export async function readSteps(table: Table, log: Log, task: ClaimedTask): Promise<StepDone[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :steps)',
    ExpressionAttributeValues: { ':pk': ticketKey(task.ticketId).pk, ':steps': stepsPrefix(task) },
    ConsistentRead: true,
  });
  return stepsIn(log, items);
}

/** The steps that these items hold. One that cannot be read is one that is done again. */
export function stepsIn(log: Log, items: readonly Item[]): StepDone[] {
  return readItems(log, stepDoneSchema, items, { nameOf: ({ sk }) => String(sk) }).read;
}
