import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Agent, agentSchema, type FormerAgent, formerAgentSchema, withSerial } from '../customer/agent.ts';
import { type Customer, customerSchema } from '../customer/customer.ts';
import { asFormer } from '../customer/former-agents.ts';
import { contactsFor } from '../customer/knows.ts';
import type { AgentDirectory, CustomerDirectory, Log } from '../ticket/ports.ts';
import { AGENTS, agentKey, CUSTOMERS, contactKey, customerKey, FORMER_AGENTS, formerAgentKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table, unlessRefused } from './table.ts';

/** People are a table apart: admins write it, the functions only read it; save that an agent says in the console when they are away. */

/**
 * Customers: one item each, and a copy for each of its contacts, so that one batch read finds the customer of an address
 * or of its domain. A record that cannot be read is logged and counted; its customers are then on the desk's own terms, since
 * no request must be lost for it.
 */
export function customerTable(table: Table, log: Log): CustomerDirectory {
  return {
    async find(address) {
      // Each once: a batch read refuses the same key twice.
      const contacts = contactsFor(address);
      const { Responses, UnprocessedKeys, $metadata } = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: contacts.map(contactKey) } } }),
      );
      // A throttled read must not make a Premium customer Basic.
      if (Object.keys(UnprocessedKeys ?? {}).length > 0) {
        throw new ProvisionedThroughputExceededException({ message: 'the batch was not read whole', $metadata });
      }
      const items = Responses?.[table.name] ?? [];
      const item = items.find(({ pk }) => pk === contactKey(contacts[0] ?? '').pk) ?? items[0];
      return item && readItems(log, customerSchema, [item], { nameOf: nameOfItem }).read[0];
    },

    async list() {
      return readItems(log, customerSchema, await partition(table, CUSTOMERS), { nameOf: nameOfItem }).read;
    },

    // A query, as the list is one: the functions may read the people's table in no further way.
    async get(id) {
      const { pk, sk } = customerKey(id);
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      });
      return readItems(log, customerSchema, items, { nameOf: nameOfItem }).read[0];
    },

    async put(customer) {
      const before = await get(table, customerKey(customer.id));
      const gone = contactsOf(before).filter((old) => !customer.contacts.includes(old));
      for (const contact of gone) await releaseContact(table, contact, customer.id);
      for (const contact of customer.contacts) await put(table, { ...customer, ...contactKey(contact) });
      // Last, so that a put that broke off still knows the contacts it has to take away when it is repeated.
      await put(table, { ...customer, ...customerKey(customer.id) });
    },

    give: (contact, to) => put(table, { ...to, ...contactKey(contact) }),

    async remove(id) {
      for (const contact of contactsOf(await get(table, customerKey(id)))) await releaseContact(table, contact, id);
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: customerKey(id) }));
    },
  };
}

/** What of an agent is read also when the rest cannot be. */
const storedSchema = z.object({
  serial: agentSchema.shape.serial,
  addresses: z.array(z.string()).catch([]),
});

/** Agents: one item each. */
export function agentTable(table: Table, log: Log): AgentDirectory {
  const storedAgent = async (id: string) => {
    const item = await get(table, agentKey(id));
    // Also of one whose other fields cannot be read: an import mends it.
    return item && storedSchema.parse(item);
  };
  const formerAgent = async (id: string) => {
    const item = await get(table, formerAgentKey(id));
    return item && formerAgentSchema.parse(item);
  };
  return {
    async list() {
      return readItems(log, agentSchema, await partition(table, AGENTS), { nameOf: nameOfItem }).read;
    },

    async put(agent) {
      const [existing, former] = await Promise.all([storedAgent(agent.id), formerAgent(agent.id)]);
      await put(table, { ...withSerial(agent, existing, former), ...agentKey(agent.id) });
    },

    // No more attributes than these: the console may touch no other (infra/tables.ts).
    setAbsent({ id, serial }, absent) {
      const isTheirs = serial === undefined ? 'attribute_not_exists(serial)' : 'serial = :serial';
      return unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: agentKey(id),
            UpdateExpression: absent ? 'SET absent = :absent' : 'REMOVE absent',
            ConditionExpression: `attribute_exists(pk) AND ${isTheirs}`,
            ...((absent || serial !== undefined) && {
              ExpressionAttributeValues: {
                ...(absent && { ':absent': absent }),
                ...(serial !== undefined && { ':serial': serial }),
              },
            }),
          }),
        ),
      );
    },

    async remove(id) {
      const agent = await storedAgent(id);
      if (!agent) return;
      const former = asFormer({ ...agent, id }, await formerAgent(id));
      // First: an agent who is gone without a trace could come back with the same addresses.
      await put(table, { ...former, ...formerAgentKey(id) });
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: agentKey(id) }));
    },

    wasRemoved: async (id) => (await formerAgent(id)) !== undefined,

    async former() {
      return readItems(log, formerAgentSchema, await partition(table, FORMER_AGENTS), { nameOf: nameOfItem }).read;
    },
  };
}

/** The contacts of a stored record, none of one that cannot be read: a new import has to be able to mend it. */
function contactsOf(item: Item | undefined): string[] {
  return customerSchema.pick({ contacts: true }).safeParse(item).data?.contacts ?? [];
}

/** Takes a contact away from this customer; only theirs: another one may have been given it since. */
async function releaseContact(table: Table, contact: string, id: string): Promise<void> {
  await unlessRefused(
    table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: contactKey(contact),
        ConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
      }),
    ),
  );
}

const nameOfItem = ({ pk, sk }: Item) => `${pk} ${sk}`;

async function partition(table: Table, pk: string): Promise<Item[]> {
  return queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });
}

async function get(table: Table, Key: Item): Promise<Item | undefined> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item;
}

async function put(table: Table, item: (Customer | Agent | FormerAgent) & Item): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}
