import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Agent, agentSchema } from '../customer/agent.ts';
import { type Customer, customerSchema } from '../customer/customer.ts';
import type { AgentDirectory, CustomerDirectory, Log } from '../ticket/ports.ts';
import { AGENTS, agentKey, CUSTOMERS, contactKey, customerKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** People are a table apart: admins write it, the functions only read it. */

/**
 * Customers: one item each, and a copy for each of its contacts, so that one batch read finds the customer of an address
 * or of its domain. A record that cannot be read is logged and counted; its customers are then on the desk's own terms, since
 * no request must be lost for it.
 */
export function customerTable(table: Table, log: Log): CustomerDirectory {
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
      return item && readItems(log, customerSchema, [item], { nameOf: nameOfItem }).read[0];
    },

    async list() {
      return readItems(log, customerSchema, await partition(table, CUSTOMERS), { nameOf: nameOfItem }).read;
    },

    async put(customer) {
      const { Item: before } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: customerKey(customer.id), ConsistentRead: true }),
      );
      const gone = contactsOf(before).filter((old) => !customer.contacts.includes(old));
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
export function agentTable(table: Table, log: Log): AgentDirectory {
  return {
    async list() {
      return readItems(log, agentSchema, await partition(table, AGENTS), { nameOf: nameOfItem }).read;
    },
    put: (agent: Agent) => put(table, { ...agent, ...agentKey(agent.id) }),
  };
}

/** The contacts of a stored record, none of one that cannot be read: a new import has to be able to mend it. */
function contactsOf(item: Item | undefined): string[] {
  return customerSchema.pick({ contacts: true }).safeParse(item).data?.contacts ?? [];
}

const nameOfItem = ({ pk, sk }: Item) => `${pk} ${sk}`;

async function partition(table: Table, pk: string): Promise<Item[]> {
  return queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });
}

async function put(table: Table, item: (Customer | Agent) & Item): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}
