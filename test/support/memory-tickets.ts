import { checkItem } from '../../infra/local/checks/item.ts';
import { firstDue, mostUrgent } from '../../shared/aws/due-index.ts';
import {
  AUDIT,
  addressPartition,
  auditKey,
  dueShard,
  FLOOD_SHARD,
  floodDueKey,
  MESSAGE,
  mailIdKey,
  messageKey,
  putKey,
  referredKey,
  stepsPrefix,
  TICKET,
  threadKey,
  ticketKey,
} from '../../shared/aws/keys.ts';
import { readItem, readItems } from '../../shared/aws/read-items.ts';
import { stepItem, stepsIn } from '../../shared/aws/step-items.ts';
import type { Item } from '../../shared/aws/table.ts';
import { threadItem } from '../../shared/aws/thread-items.ts';
import { cameItem, messageItem, ticketItem } from '../../shared/aws/ticket-items.ts';
import { conversationOf, placesOfMail } from '../../shared/aws/ticket-table.ts';
import { olderTrailOf, trailItem } from '../../shared/aws/trail-items.ts';
import { eventsOf } from '../../shared/events/events-of.ts';
import type { TicketEvent } from '../../shared/events/ticket-event.ts';
import { INDEX, TABLE_KEY } from '../../shared/names.ts';
import { PublicError } from '../../shared/public-error.ts';
import { PRIORITIES } from '../../shared/sla/terms.ts';
import { cardSchema } from '../../shared/ticket/card.ts';
import { messageDueAt } from '../../shared/ticket/delivery.ts';
import { type Message, MOST_COPIES, messageSchema, REWRITABLE } from '../../shared/ticket/message.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import type { Task } from '../../shared/ticket/task.ts';
import { type Ticket, ticketSchema } from '../../shared/ticket/ticket.ts';
import { type TicketQuery, type TicketStore, threadClaimSchema } from '../../shared/ticket/ticket-store.ts';
import { settleTrail } from '../../shared/ticket/trail.ts';
import { viewsFor } from '../../shared/ticket/view.ts';
import { checkTold } from './check-told.ts';
import { MemoryItems } from './memory-items.ts';

type Key = { pk: string; sk: string };

export type MemoryTickets = TicketStore & {
  /** The items by partition and sort key, as `TICKET#T-00000000 TICKET`: to be looked at, or spoilt as by hand. */
  items: Map<string, Item>;
  /** What its writes were told as, in order. */
  told: TicketEvent[];
};

const KEYS = [{ name: 'table', ...TABLE_KEY }, ...Object.values(INDEX)];

/**
 * The ticket store in memory: the items that the table would hold, made and read by the same code, each looked at as DynamoDB
 * does. As the table does, it keeps copies, drops what is undefined, and refuses a write over another's.
 */
export function memoryTickets(log: Log, items = new MemoryItems()): MemoryTickets {
  const nameOf = ({ pk, sk }: Item) => `${pk} ${sk}`;
  const itemAt = (key: Key) => items.get(nameOf(key));
  const put = (item: Item) => {
    checkItem(item, KEYS);
    items.set(nameOf(item), JSON.parse(JSON.stringify(item)));
  };
  const all = () => [...items.values()];
  const below = ({ pk }: Key, prefix: string) => items.partition(pk).filter(({ sk }) => String(sk).startsWith(prefix));

  const dueBefore = (instant: string, { ofFloods }: { ofFloods: boolean }) =>
    all().filter(
      ({ dueKey, dueShard }) =>
        dueKey !== undefined && String(dueKey) < instant && (dueShard === FLOOD_SHARD) === ofFloods,
    );

  const newestOf = async (isOne: (item: Item) => boolean, most: number) => {
    const found = all()
      .filter((item) => isOne(item) && item.listKey !== undefined)
      .sort((a, b) => compare(String(b.viewKey), String(a.viewKey)));
    const { read } = readItems(log, cardSchema, structuredClone(found.slice(0, most)), {
      nameOf: ({ pk }) => String(pk).slice(TICKET.length),
      part: ({ card }) => card,
    });
    return { cards: read, isWhole: found.length <= most };
  };
  const told: TicketEvent[] = [];
  return {
    items,
    told,

    async create(ticket) {
      const { ticket: first } = settleTrail(ticket, ticket.version);
      const item = ticketItem(first);
      if (itemAt(ticketKey(ticket.id))) return undefined;
      told.push(...checkTold(undefined, first));
      put(item);
      return structuredClone(first);
    },

    async get(id) {
      const item = itemAt(ticketKey(id));
      return item && readItem(log, ticketSchema, structuredClone(item));
    },

    async save(ticket) {
      const { ticket: next, moved } = settleTrail(ticket, ticket.version + 1);
      for (const batch of moved) put(trailItem(batch));
      const item = ticketItem(next);
      const before = itemAt(ticketKey(ticket.id));
      if (before?.version !== ticket.version) return undefined;
      told.push(...checkTold(before as Ticket, next));
      put(item);
      return structuredClone(next);
    },

    async rewriteTrail(before, after) {
      const { batches } = await this.olderTrail(before.ticketId);
      const stored = batches.find(({ from }) => from === before.from);
      if (before.entries.some(({ detail }, index) => detail !== stored?.entries[index]?.detail)) return false;
      put(trailItem(after));
      return true;
    },

    async olderTrail(ticketId) {
      const batches = below(auditKey(ticketId, 0), AUDIT).sort((a, b) => compare(String(a.sk), String(b.sk)));
      return structuredClone(olderTrailOf(log, ticketId, batches));
    },

    async list(query) {
      const after = query.cursor === undefined ? '' : readCursor(query.cursor);
      const order = query.isNewestFirst ? -1 : 1;
      const found = all()
        .filter((item) => matches(item, query) && (after === '' || compare(String(item.viewKey), after) === order))
        .sort((a, b) => order * compare(String(a.viewKey), String(b.viewKey)));
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      const { read, unreadable } = readItems(log, cardSchema, structuredClone(page), {
        nameOf: ({ pk }) => String(pk).slice(TICKET.length),
        part: ({ card }) => card,
      });
      const next = last && found.length > page.length && Buffer.from(String(last.viewKey)).toString('base64url');
      return { cards: read, unreadable, ...(next && { next }) };
    },

    ofCustomer: (customerId, most) => newestOf((item) => item.customerId === customerId, most),

    ofAddress: (address, most) => newestOf((item) => item.customerId === addressPartition(address), most),

    async overdue(instant, limit) {
      return firstDue(dueBefore(instant, { ofFloods: false }), limit);
    },

    async overdueOfFloods(instant, limit) {
      return mostUrgent(dueBefore(instant, { ofFloods: true }), limit);
    },

    async postpone({ ticketId, messageKey: key, urgency }, instant) {
      const item = itemAt(key === undefined ? ticketKey(ticketId) : messageKey(ticketId, key));
      if (item?.dueKey === undefined) return;
      put({ ...item, dueKey: urgency === undefined ? instant : floodDueKey(instant, urgency) });
    },

    async addMessage(message) {
      const item = messageItem(message);
      const came = cameItem(message);
      if (came) put(came);
      if (itemAt(messageKey(message.ticketId, message.key))) return false;
      put(item);
      told.push(...eventsOf({ kind: 'message', ticket: message.ticketId, message: structuredClone(message) }));
      return true;
    },

    async getMessage(ticketId, key) {
      const item = itemAt(messageKey(ticketId, key));
      return item && readItem(log, messageSchema, structuredClone(item));
    },

    async notePut(ticketId, key, on) {
      const item = { ...putKey(ticketId, key), on };
      if (!itemAt(item)) put(item);
    },

    async putOn(ticketId, key) {
      const item = itemAt(putKey(ticketId, key));
      return typeof item?.on === 'string' ? item.on : undefined;
    },

    async noteReferred(ticketId, mailIds) {
      for (const mailId of mailIds) put({ ...referredKey(ticketId, mailId), mailId: mailIdKey(mailId) });
    },

    async threadClaim(root) {
      const known = itemAt(threadKey(root));
      return known && threadClaimSchema.parse(known);
    },

    async claimThread(root, claim) {
      const known = itemAt(threadKey(root));
      if (known) return threadClaimSchema.parse(known);
      put(threadItem(root, claim));
      return claim;
    },

    async findByMailId(mailId) {
      return placesOfMail(all().filter((item) => item.mailId === mailIdKey(mailId)));
    },

    async saveRelay(message, relay, sending = {}) {
      const item = itemAt(messageKey(message.ticketId, message.key));
      const mark = markOf(message.relay);
      if (!item || markOf(item.relay as Message['relay']) !== mark) return false;
      const due = messageDueAt({ ...message, relay });
      put({
        ...item,
        relay,
        ...sending,
        ...(sending.sentAs && { mailId: mailIdKey(sending.sentAs) }),
        dueShard: due && dueShard(message.ticketId),
        dueKey: due,
      });
      return true;
    },

    async markUndelivered({ ticketId, key, resent }, reason) {
      const item = itemAt(messageKey(ticketId, key));
      if (item && item.resent === resent) put({ ...item, undelivered: item.undelivered ?? reason });
    },

    async markDelivered({ ticketId, key, resent }, at) {
      const item = itemAt(messageKey(ticketId, key));
      if (item && item.resent === resent) put({ ...item, delivered: item.delivered ?? at });
    },

    async noteCopy({ ticketId, key }, raw) {
      const item = itemAt(messageKey(ticketId, key));
      const copies = messageSchema.shape.copies.parse(item?.copies) ?? [];
      if (!item || copies.includes(raw)) return;
      put(copies.length < MOST_COPIES ? { ...item, copies: [...copies, raw] } : { ...item, copiesMore: true });
    },

    async rewriteMessage(before, after) {
      const item = itemAt(messageKey(after.ticketId, after.key));
      const stored = item && messageSchema.shape.redaction.parse(item.redaction);
      if (!item || stored?.count !== before.redaction?.count || item.verified !== before.verified) return false;
      put({ ...item, ...Object.fromEntries(REWRITABLE.map((name) => [name, after[name]])) });
      return true;
    },

    async messages(ticketId) {
      return structuredClone(conversationOf(log, below(messageKey(ticketId, ''), MESSAGE)));
    },

    async noteStep(task, done) {
      put(stepItem(task, done));
    },

    async stepsOf(task) {
      return structuredClone(stepsIn(log, below(ticketKey(task.ticketId), stepsPrefix(task))));
    },
  };
}

/** By what the indexes hold, as the table has it: that is there whatever became of the rest of the item. */
function matches({ view, viewKey, customerId, assigneeId }: Item, query: TicketQuery): boolean {
  const priorities = query.priority ? [query.priority] : PRIORITIES;
  const views = viewsFor(query).flatMap((each) => priorities.map((priority) => `${each}#${priority}`));
  return (
    views.includes(String(view)) &&
    String(viewKey) >= (query.since ?? '') &&
    (query.customer === undefined || customerId === query.customer) &&
    (query.assignee === undefined || assigneeId === query.assignee)
  );
}

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!key.includes('#')) {
    throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message: 'leave it out' }]);
  }
  return key;
}

/** What tells one state of a relay from another: until when it is claimed, when it is tried again, or that it is done. */
function markOf(task: Task | undefined): string | undefined {
  if (task?.state === 'claimed') return task.until;
  return task?.state === 'parked' ? task.again : task?.state;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
