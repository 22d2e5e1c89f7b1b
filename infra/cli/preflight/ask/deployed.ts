import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { canaryItem } from '../../../../shared/aws/canary-item.ts';
import type { Table as DynamoTable } from '../../../../shared/aws/table.ts';
import { streamArnOf } from '../../restore/set-up.ts';
import type { Subscription, Table, TicketStream } from '../facts.ts';

/**
 * Whom a topic tells. A subscription has a word in place of an ARN until its address has confirmed (`PendingConfirmation`;
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html).
 */
export async function askSubscriptions(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const found: Subscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      found.push({ protocol: Protocol, endpoint: Endpoint, isConfirmed: SubscriptionArn.startsWith('arn:') });
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

export async function askTables(client: DynamoDBClient, names: readonly string[]): Promise<Table[]> {
  return Promise.all(
    names.map(async (name) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      return { name, isProtected: Table?.DeletionProtectionEnabled === true };
    }),
  );
}

export async function askStream(client: DynamoDBClient, table: string): Promise<TicketStream> {
  return { table, arn: await streamArnOf(client, table) };
}

/** How many minutes ago the last canary arrived, by this machine's clock; undefined when none has. */
export async function askCanary(table: DynamoTable): Promise<number | undefined> {
  const last = await canaryItem(table).last();
  return last && Math.max(0, Math.round((Date.now() - Date.parse(last.arrived)) / 60_000));
}
