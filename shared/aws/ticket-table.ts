import { isDeepStrictEqual } from 'node:util';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { INDEX } from '../names.ts';
import { type Message, messageSchema } from '../ticket/message.ts';
import type { Log } from '../ticket/ports.ts';
import { ticketSchema } from '../ticket/ticket.ts';
import type { Conversation, MailPlace, TicketStore } from '../ticket/ticket-store.ts';
import { settleTrail } from '../ticket/trail.ts';
import { ticketsOfCustomer } from './customer-tickets.ts';
import { readOverdue, readOverdueOfFloods } from './due-index.ts';
import {
  addressPartition,
  CAME,
  floodDueKey,
  keyPart,
  MESSAGE,
  mailIdKey,
  messageKey,
  putKey,
  REFERRED,
  referredKey,
  TICKET,
  ticketKey,
} from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { relayUpdate } from './relay-update.ts';
import { copyUpdate, moreCopiesUpdate, rewriteUpdate } from './rewrite-update.ts';
import { readSteps, writeStep } from './step-items.ts';
import { type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';
import { claimThread, threadClaim } from './thread-items.ts';
import { cameItem, messageItem, ticketItem } from './ticket-items.ts';
import { listTickets } from './ticket-list.ts';
import { readTrail, rewriteTrail, writeTrail } from './trail-items.ts';

/** Tickets and messages in DynamoDB: every write is one conditional item write (docs/architecture.md, decision 1). */
export function ticketTable(table: Table, log: Log): TicketStore {
  const get = async (key: Item) => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }));
    return Item;
  };

  return {
    async create(ticket) {
      const { ticket: first } = settleTrail(ticket, ticket.version);
      const created = await putIf(table, ticketItem(first), { ConditionExpression: 'attribute_not_exists(pk)' });
      return created ? first : undefined;
    },

    async get(id) {
      const item = await get(ticketKey(id));
      return item && readItem(log, ticketSchema, item);
    },

    async save(ticket) {
      const { ticket: next, moved } = settleTrail(ticket, ticket.version + 1);
      // Before the write that drops them: a crash in between leaves them twice, and nobody reads the first ones.
      for (const batch of moved) await writeTrail(table, batch);
      const saved = await putIf(table, ticketItem(next), {
        ConditionExpression: '#version = :before',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':before': ticket.version },
      });
      return saved ? next : undefined;
    },

    olderTrail: (ticketId) => readTrail(table, log, ticketId),

    rewriteTrail: (before, after) => unlessRefused(rewriteTrail(table, before, after)),

    list: (query) => listTickets(table, log, query),

    ofCustomer: (customerId, most) => ticketsOfCustomer(table, log, { partition: keyPart(customerId), most }),
    ofAddress: (address, most) => ticketsOfCustomer(table, log, { partition: addressPartition(address), most }),

    overdue: (instant, limit) => readOverdue(table, instant, limit),

    overdueOfFloods: (instant, limit) => readOverdueOfFloods(table, instant, limit),

    async postpone({ ticketId, messageKey: key, urgency }, instant) {
      await unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: key === undefined ? ticketKey(ticketId) : messageKey(ticketId, key),
            UpdateExpression: 'SET dueKey = :instant',
            ConditionExpression: 'attribute_exists(dueKey)',
            ExpressionAttributeValues: { ':instant': urgency === undefined ? instant : floodDueKey(instant, urgency) },
          }),
        ),
      );
    },

    async notePut(ticketId, key, on) {
      await putIf(table, { ...putKey(ticketId, key), on }, { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    async putOn(ticketId, key) {
      const item = await get(putKey(ticketId, key));
      return typeof item?.on === 'string' ? item.on : undefined;
    },

    async noteReferred(ticketId, mailIds) {
      for (const mailId of mailIds) {
        const Item = { ...referredKey(ticketId, mailId), mailId: mailIdKey(mailId) };
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
      }
    },

    threadClaim: (root) => threadClaim(table, root),
    claimThread: (root, claim) => claimThread(table, root, claim),

    async findByMailId(mailId) {
      const items = await queryAll(table, {
        IndexName: INDEX.byMailId.name,
        KeyConditionExpression: 'mailId = :mailId',
        ExpressionAttributeValues: { ':mailId': mailIdKey(mailId) },
      });
      return placesOfMail(items);
    },

    async addMessage(message) {
      const Item = cameItem(message);
      // First: it leads to a message that is not there yet, and never the other way round.
      if (Item) await table.client.send(new PutCommand({ TableName: table.name, Item }));
      return putIf(table, messageItem(message), { ConditionExpression: 'attribute_not_exists(pk)' });
    },

    async getMessage(ticketId, key) {
      const item = await get(messageKey(ticketId, key));
      return item && readItem(log, messageSchema, item);
    },

    saveRelay: (message, relay, sending = {}) =>
      unlessRefused(
        table.client.send(new UpdateCommand({ TableName: table.name, ...relayUpdate(message, relay, sending) })),
      ),

    markUndelivered: (message, reason) => markMail(table, message, 'undelivered', reason),

    markDelivered: (message, at) => markMail(table, message, 'delivered', at),

    async noteCopy({ ticketId, key }, raw) {
      const item = { TableName: table.name, Key: messageKey(ticketId, key) };
      const isNoted = await unlessRefused(table.client.send(new UpdateCommand({ ...item, ...copyUpdate(raw) })));
      if (!isNoted) await unlessRefused(table.client.send(new UpdateCommand({ ...item, ...moreCopiesUpdate(raw) })));
    },

    rewriteMessage: (before, after) =>
      unlessRefused(table.client.send(new UpdateCommand({ TableName: table.name, ...rewriteUpdate(before, after) }))),

    async messages(ticketId) {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :message)',
        ExpressionAttributeValues: { ':pk': ticketKey(ticketId).pk, ':message': MESSAGE },
        ConsistentRead: true,
      });
      return conversationOf(log, items);
    },

    noteStep: (task, done) => writeStep(table, task, done),

    stepsOf: (task) => readSteps(table, log, task),
  };
}

/** Notes once what became of a message's mail, unless it was sent again since it was read. */
async function markMail(
  table: Table,
  { ticketId, key, resent }: Message,
  mark: 'delivered' | 'undelivered',
  value: string,
): Promise<void> {
  const isNewest = resent === undefined ? 'attribute_not_exists(resent)' : 'resent = :resent';
  await unlessRefused(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: messageKey(ticketId, key),
        UpdateExpression: 'SET #mark = :value',
        ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(#mark) AND ${isNewest}`,
        ExpressionAttributeNames: { '#mark': mark },
        ExpressionAttributeValues: { ':value': value, ...(resent !== undefined && { ':resent': resent }) },
      }),
    ),
  );
}

/** The tickets, and their messages, whose items have one Message-ID, each once: an answer that has not left yet has two with what it came as. */
export function placesOfMail(items: readonly Item[]): MailPlace[] {
  const places = items.map(placeOfMail);
  return places.filter((one, at) => !places.slice(0, at).some((other) => isDeepStrictEqual(one, other)));
}

function placeOfMail({ pk, sk }: Item): MailPlace {
  const ticketId = String(pk).slice(TICKET.length);
  const name = String(sk);
  if (name.startsWith(REFERRED)) return { ticketId, isReferred: true };
  const kind = [MESSAGE, CAME].find((each) => name.startsWith(each));
  return kind === undefined ? { ticketId } : { ticketId, messageKey: name.slice(kind.length) };
}

/** The messages that these items hold, in order of time. */
export function conversationOf(log: Log, items: readonly Item[]): Conversation {
  const nameOf = ({ sk }: Item) => String(sk).slice(MESSAGE.length);
  const { read, unreadable } = readItems(log, messageSchema, items, { nameOf });
  return { messages: read.sort(byTime), unreadable };
}

function byTime(a: Message, b: Message): number {
  return a.at === b.at ? a.key.localeCompare(b.key) : a.at < b.at ? -1 : 1;
}
