import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { accountTable } from '../../shared/aws/account-items.ts';
import { canaryItem } from '../../shared/aws/canary-item.ts';
import { factTable } from '../../shared/aws/fact-table.ts';
import { formRecordTable } from '../../shared/aws/form-records.ts';
import { mailReportTable } from '../../shared/aws/mail-reports.ts';
import { noticeTable } from '../../shared/aws/notice-items.ts';
import { agentTable, customerTable } from '../../shared/aws/people-table.ts';
import { presenceTable } from '../../shared/aws/presence-table.ts';
import { quarantineTable } from '../../shared/aws/quarantine-table.ts';
import { requestCounterTable } from '../../shared/aws/request-counter.ts';
import { savedRepliesTable } from '../../shared/aws/saved-replies-table.ts';
import { sendCounterTable } from '../../shared/aws/send-counter.ts';
import { sweepItem } from '../../shared/aws/sweep-item.ts';
import type { Item, Table } from '../../shared/aws/table.ts';
import { ticketTable } from '../../shared/aws/ticket-table.ts';
import { tokenBucketTable } from '../../shared/aws/token-bucket.ts';
import { wordTable } from '../../shared/aws/word-table.ts';
import type { MemoryDesk } from './memory-desk.ts';
import { memoryTeamMail } from './memory-team-mail.ts';
import { ada, bruno, deskOf, rossi } from './stories.ts';

/** A desk with two agents and a customer, and a way to overwrite what it stores, as somebody would by hand. */
export type SpoilableDesk = { desk: MemoryDesk; overwrite(key: Item, attributes: Item): Promise<void> };

/** Such a desk with its stores in these tables, and all else in memory. */
export async function tableDesk({ tickets, people }: { tickets: Table; people: Table }): Promise<SpoilableDesk> {
  const memory = deskOf();
  const { log, now } = memory;
  const { port: teamMail, memory: team } = memoryTeamMail(() => desk);
  const desk: MemoryDesk = {
    ...memory,
    teamMail,
    team,
    notices: noticeTable(tickets, log),
    mailReports: mailReportTable(tickets),
    facts: factTable(tickets, log),
    words: wordTable(tickets, log),
    canary: canaryItem(tickets),
    sweepNotes: sweepItem(tickets),
    tickets: ticketTable(tickets, log),
    customers: customerTable(people, log),
    agents: agentTable(people, log),
    accounts: accountTable(tickets),
    savedReplies: savedRepliesTable(tickets, log),
    presence: presenceTable(tickets, log),
    quarantine: quarantineTable(tickets, log, now),
    sendCounter: sendCounterTable(tickets),
    requestCounter: requestCounterTable(tickets),
    formRecords: formRecordTable(tickets, log),
    tokenBucket: tokenBucketTable(tickets),
  };
  await desk.customers.put(rossi);
  for (const agent of [ada, bruno]) await desk.agents.put(agent);
  const ofPeople = ({ pk }: Item) => /^(AGENTS|CUSTOMERS|CONTACT#)/.test(String(pk));
  return { desk, overwrite: (key, attributes) => overwriteItem(ofPeople(key) ? people : tickets, key, attributes) };
}

/** The same desk in memory alone. */
export async function memoryTableDesk(): Promise<SpoilableDesk> {
  const desk = deskOf();
  return {
    desk,
    overwrite: async ({ pk, sk }, attributes) => void Object.assign(itemAt(desk, `${pk} ${sk}`), attributes),
  };
}

function itemAt({ items }: MemoryDesk, name: string): Item {
  const item = items.get(name);
  if (!item) throw new Error(`there is no item ${name}`);
  return item;
}

/** Writes items as they are, twenty-five a call. */
export async function writeItems({ client, name }: Table, items: readonly Item[]): Promise<void> {
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: puts } }));
  }
}

async function overwriteItem({ client, name }: Table, Key: Item, attributes: Item): Promise<void> {
  for (const [attribute, value] of Object.entries(attributes)) {
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key,
        UpdateExpression: 'SET #attribute = :value',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#attribute': attribute },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  }
}
