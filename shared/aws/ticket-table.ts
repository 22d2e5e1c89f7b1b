import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { INDEX } from '../names.ts';
import { type Message, messageSchema } from '../ticket/message.ts';
import type { TicketStore } from '../ticket/ports.ts';
import { type Ticket, ticketSchema } from '../ticket/ticket.ts';
import { dueAt } from '../ticket/timer.ts';
import { type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';
import { listTickets } from './ticket-list.ts';

const ticketKey = (id: string) => ({ pk: `TICKET#${id}`, sk: 'TICKET' });
const messageKey = (ticketId: string, key: string) => ({ pk: `TICKET#${ticketId}`, sk: `MESSAGE#${key}` });

/** Tickets and messages in DynamoDB: every write is one conditional item write (architecture.md, decision 1). */
export function ticketTable(table: Table): TicketStore {
  const get = async (key: Item) => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }));
    return Item;
  };

  return {
    create: (ticket) => putIf(table, ticketItem(ticket), { ConditionExpression: 'attribute_not_exists(pk)' }),

    async get(id) {
      const item = await get(ticketKey(id));
      return item && ticketSchema.parse(item);
    },

    async save(ticket) {
      const next = { ...ticket, version: ticket.version + 1 };
      const saved = await putIf(table, ticketItem(next), {
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':before': ticket.version },
      });
      return saved ? next : undefined;
    },

    list: (query) => listTickets(table, query),

    async overdue(instant, limit) {
      const items = await queryAll(
        table,
        {
          IndexName: INDEX.byDue.name,
          KeyConditionExpression: 'due = :due AND dueAt < :instant',
          ExpressionAttributeValues: { ':due': DUE, ':instant': instant },
          Limit: limit,
        },
        limit,
      );
      return items.slice(0, limit).map((item) => ticketSchema.parse(item));
    },

    async noteReferred(ticketId, mailIds) {
      for (const mailId of mailIds) {
        const Item = { ...ticketKey(ticketId), sk: `REFERRED#${mailId}`, mailId };
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
      }
    },

    async findByMailId(mailId) {
      const items = await queryAll(table, {
        IndexName: INDEX.byMailId.name,
        KeyConditionExpression: 'mailId = :mailId',
        ExpressionAttributeValues: { ':mailId': mailId },
      });
      return items.map(({ pk, sk }) => {
        const ticketId = String(pk).replace('TICKET#', '');
        const [, messageKey] = /^MESSAGE#(.*)$/.exec(String(sk)) ?? [];
        return messageKey === undefined ? { ticketId } : { ticketId, messageKey };
      });
    },

    addMessage: (message) =>
      putIf(
        table,
        { ...message, ...messageKey(message.ticketId, message.key), mailId: message.messageId },
        { ConditionExpression: 'attribute_not_exists(pk)' },
      ),

    async getMessage(ticketId, key) {
      const item = await get(messageKey(ticketId, key));
      return item && messageSchema.parse(item);
    },

    saveRelay: (message, relay, sentAs) =>
      unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: messageKey(message.ticketId, message.key),
            UpdateExpression: sentAs ? 'SET relay = :relay, sentAs = :sentAs, mailId = :sentAs' : 'SET relay = :relay',
            ConditionExpression: 'relay.#until = :until',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: {
              ':relay': relay,
              ...(sentAs && { ':sentAs': sentAs }),
              ':until': message.relay?.state === 'claimed' ? message.relay.until : '',
            },
          }),
        ),
      ),

    async markUndelivered({ ticketId, key }, reason) {
      await unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: messageKey(ticketId, key),
            UpdateExpression: 'SET undelivered = :reason',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(undelivered)',
            ExpressionAttributeValues: { ':reason': reason },
          }),
        ),
      );
    },

    async messages(ticketId) {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :message)',
        ExpressionAttributeValues: { ':pk': `TICKET#${ticketId}`, ':message': 'MESSAGE#' },
        ConsistentRead: true,
      });
      return items.map((item) => messageSchema.parse(item)).sort(byTime);
    },
  };
}

/** The one partition of the sparse due index. */
const DUE = 'DUE';

/** A ticket as it is stored: itself, its key, and what the indexes are made of. */
function ticketItem(ticket: Ticket): Item {
  const at = dueAt(ticket);
  return {
    ...ticket,
    ...ticketKey(ticket.id),
    listKey: `${ticket.clock.deadline}#${ticket.id}`,
    customerId: ticket.customer?.id,
    mailId: ticket.acknowledgedAs,
    ...(at && { due: DUE, dueAt: at }),
  };
}

function byTime(a: Message, b: Message): number {
  return a.at === b.at ? a.key.localeCompare(b.key) : a.at < b.at ? -1 : 1;
}
