import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Agent, agentSchema } from '../customer/agent.ts';
import { type Customer, customerSchema } from '../customer/customer.ts';
import type { AgentDirectory, CustomerDirectory } from '../ticket/ports.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** All customers, and all agents, are one partition each: few, listed whole, written by an admin. */
const CUSTOMERS = 'CUSTOMERS';
const AGENTS = 'AGENTS';

const customerKey = (id: string) => ({ pk: CUSTOMERS, sk: id });
const contactKey = (contact: string) => ({ pk: `CONTACT#${contact}`, sk: 'CONTACT' });

/**
 * Customers: one item each, and a copy for each of its contacts, so that one batch read finds the customer of an address
 * or of its domain.
 */
export function customerTable(table: Table): CustomerDirectory {
  return {
    async find(address) {
      const lower = address.toLowerCase();
      // A set: a batch read refuses the same key twice, and an address may lack its domain.
      const contacts = new Set([lower, lower.slice(lower.lastIndexOf('@') + 1)]);
      const { Responses, UnprocessedKeys, $metadata } = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: [...contacts].map(contactKey) } } }),
      );
      // A throttled read must not make a Premium customer Basic.
      if (Object.keys(UnprocessedKeys ?? {}).length > 0) {
        throw new ProvisionedThroughputExceededException({ message: 'the batch was not read whole', $metadata });
      }
      const items = Responses?.[table.name] ?? [];
      const item = items.find(({ pk }) => pk === contactKey(lower).pk) ?? items[0];
      return item && customerSchema.parse(item);
    },

    async list() {
      const items = await queryPartition(table, CUSTOMERS);
      return items.map((item) => customerSchema.parse(item));
    },

    async put(customer) {
      const { Item: before } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: customerKey(customer.id), ConsistentRead: true }),
      );
      const gone = before
        ? customerSchema.parse(before).contacts.filter((old) => !customer.contacts.includes(old))
        : [];
      for (const contact of gone) {
        await table.client.send(new DeleteCommand({ TableName: table.name, Key: contactKey(contact) }));
      }
      for (const contact of customer.contacts) await put(table, { ...customer, ...contactKey(contact) });
      // Last, so that a put that broke off still knows the contacts it has to take away when it is repeated.
      await put(table, { ...customer, ...customerKey(customer.id) });
    },
  };
}

/** Agents: one item each. */
export function agentTable(table: Table): AgentDirectory {
  return {
    async list() {
      const items = await queryPartition(table, AGENTS);
      return items.map((item) => agentSchema.parse(item));
    },
    put: (agent: Agent) => put(table, { ...agent, pk: AGENTS, sk: agent.id }),
  };
}

function queryPartition(table: Table, pk: string): Promise<Item[]> {
  return queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });
}

async function put(table: Table, item: (Customer | Agent) & Item): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}
