import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import { canaryItem } from '../../../../shared/aws/canary-item.ts';
import type { Table as DynamoTable } from '../../../../shared/aws/table.ts';
import type { Subscription, Table } from '../facts.ts';

/** A subscription has this in place of an ARN until its address has confirmed (ListSubscriptionsByTopic, Amazon SNS API Reference). */
const PENDING = 'PendingConfirmation';

/** Whom a topic mails. */
export async function askSubscriptions(client: SNSClient, TopicArn: string): Promise<Subscription[]> {
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  return Subscriptions.filter(({ Protocol }) => Protocol === 'email').map(({ Endpoint = '', SubscriptionArn }) => ({
    endpoint: Endpoint,
    isConfirmed: SubscriptionArn !== PENDING,
  }));
}

export async function askTables(client: DynamoDBClient, names: readonly string[]): Promise<Table[]> {
  return Promise.all(
    names.map(async (name) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
      return { name, isProtected: Table?.DeletionProtectionEnabled === true };
    }),
  );
}

/** How many minutes ago the last canary arrived, by this machine's clock; undefined when none has. */
export async function askCanary(table: DynamoTable): Promise<number | undefined> {
  const last = await canaryItem(table).last();
  return last && Math.max(0, Math.round((Date.now() - Date.parse(last.arrived)) / 60_000));
}
