import { PublicError } from '../../shared/public-error.ts';
import { cardOf, cardSchema } from '../../shared/ticket/card.ts';
import { messageDueAt } from '../../shared/ticket/delivery.ts';
import { dueAt } from '../../shared/ticket/due.ts';
import { type Message, messageSchema } from '../../shared/ticket/message.ts';
import type { Task } from '../../shared/ticket/task.ts';
import { type AuditEntry, type Ticket, ticketSchema } from '../../shared/ticket/ticket.ts';
import { type TicketQuery, type TicketStore, UnreadableItem } from '../../shared/ticket/ticket-store.ts';
import { settleTrail } from '../../shared/ticket/trail.ts';
import { viewKeyOf, viewOf, viewsFor } from '../../shared/ticket/view.ts';

/** What is stored of a ticket; `dueKey` is what `postpone` moves. `broken`: a hand has written nonsense into the item. */
type Row = { ticket: Ticket; dueKey: string | undefined; broken?: boolean };

export type MemoryTickets = TicketStore & {
  /** Makes the item of a ticket one that cannot be read, in the list too. */
  corrupt(id: string): void;
};

/** The ticket store in memory. As the table does, it keeps copies, drops what is undefined, and refuses a write over another's. */
export function memoryTickets(): MemoryTickets {
  const rows = new Map<string, Row>();
  const moved = new Map<string, AuditEntry[]>();
  const messages = new Map<string, Message>();
  const postponed = new Map<string, string>();
  const referred = new Map<string, { ticketId: string; mailId: string }>();
  const messageId = (ticketId: string, key: string) => `${ticketId}/${key}`;
  const write = (ticket: Ticket) => {
    const row = { ticket: stored(ticketSchema, ticket), dueKey: dueAt(ticket) };
    rows.set(ticket.id, row);
    return structuredClone(row.ticket);
  };

  return {
    async create(ticket) {
      return rows.has(ticket.id) ? undefined : write(settleTrail(ticket, ticket.version).ticket);
    },

    async get(id) {
      const row = rows.get(id);
      if (row?.broken) throw new UnreadableItem(`the item of ${id}`);
      return structuredClone(row?.ticket);
    },

    async save(ticket) {
      const { ticket: next, moved: batches } = settleTrail(ticket, ticket.version + 1);
      for (const { ticketId, from, entries } of batches) moved.set(`${ticketId}/${from}`, structuredClone(entries));
      return rows.get(ticket.id)?.ticket.version === ticket.version ? write(next) : undefined;
    },

    async olderTrail(ticketId) {
      const batches = [...moved].filter(([key]) => key.startsWith(`${ticketId}/`));
      const from = (key: string) => Number(key.split('/')[1]);
      return structuredClone(batches.sort(([a], [b]) => from(a) - from(b)).flatMap(([, entries]) => entries));
    },

    async list(query) {
      const after = query.cursor === undefined ? '' : readCursor(query.cursor);
      const found = [...rows.values()]
        .filter(({ ticket }) => matches(ticket, query) && viewKeyOf(ticket) > after)
        .sort((a, b) => compare(viewKeyOf(a.ticket), viewKeyOf(b.ticket)));
      const page = found.slice(0, query.limit);
      const last = page.at(-1)?.ticket;
      return {
        cards: page.filter(({ broken }) => !broken).map(({ ticket }) => stored(cardSchema, cardOf(ticket))),
        unreadable: page.filter(({ broken }) => broken).map(({ ticket }) => ticket.id),
        ...(last && found.length > page.length && { next: Buffer.from(viewKeyOf(last)).toString('base64url') }),
      };
    },

    async overdue(instant, limit) {
      const due = [
        ...[...rows.values()].map(({ ticket, dueKey }) => ({ dueKey, work: { ticketId: ticket.id } })),
        ...[...messages.values()].map((message) => {
          const { ticketId, key } = message;
          const dueKey = messageDueAt(message) && (postponed.get(messageId(ticketId, key)) ?? messageDueAt(message));
          return { dueKey, work: { ticketId, messageKey: key } };
        }),
      ];
      return due
        .filter((each): each is typeof each & { dueKey: string } => each.dueKey !== undefined && each.dueKey < instant)
        .sort((a, b) => compare(a.dueKey, b.dueKey))
        .slice(0, limit)
        .map(({ work }) => work);
    },

    async postpone({ ticketId, messageKey }, instant) {
      const row = rows.get(ticketId);
      if (messageKey !== undefined) postponed.set(messageId(ticketId, messageKey), instant);
      else if (row?.dueKey !== undefined) rows.set(ticketId, { ...row, dueKey: instant });
    },

    corrupt(id) {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, broken: true });
    },

    async addMessage(message) {
      const id = messageId(message.ticketId, message.key);
      if (messages.has(id)) return false;
      messages.set(id, stored(messageSchema, message));
      return true;
    },

    async getMessage(ticketId, key) {
      return structuredClone(messages.get(messageId(ticketId, key)));
    },

    async noteReferred(ticketId, mailIds) {
      for (const mailId of mailIds) referred.set(`${ticketId}/${mailId}`, { ticketId, mailId });
    },

    async findByMailId(mailId) {
      const ofTickets = [...rows.values()].filter(({ ticket }) => ticket.acknowledgedAs === mailId);
      const ofMessages = [...messages.values()].filter((each) => (each.sentAs ?? each.messageId) === mailId);
      return [
        ...ofTickets.map(({ ticket }) => ({ ticketId: ticket.id })),
        ...[...referred.values()].filter((each) => each.mailId === mailId).map(({ ticketId }) => ({ ticketId })),
        ...ofMessages.map(({ ticketId, key }) => ({ ticketId, messageKey: key })),
      ];
    },

    async saveRelay(message, relay, sending = {}) {
      const id = messageId(message.ticketId, message.key);
      const before = messages.get(id);
      const mark = markOf(message.relay);
      if (!before || !mark || markOf(before.relay) !== mark) return false;
      messages.set(id, stored(messageSchema, { ...before, relay, ...sending }));
      postponed.delete(id);
      return true;
    },

    async markUndelivered({ ticketId, key }, reason) {
      const message = messages.get(messageId(ticketId, key));
      if (message) messages.set(messageId(ticketId, key), { ...message, undelivered: message.undelivered ?? reason });
    },

    async messages(ticketId) {
      const found = [...messages.values()].filter((message) => message.ticketId === ticketId);
      return {
        messages: structuredClone(found.sort((a, b) => compare(a.at + a.key, b.at + b.key))),
        unreadable: [],
      };
    },
  };
}

/** What comes back from a table that drops undefined fields and is parsed on reading. */
function stored<T>(schema: { parse(value: unknown): T }, value: T): T {
  return schema.parse(JSON.parse(JSON.stringify(value)));
}

function matches(ticket: Ticket, query: TicketQuery): boolean {
  return (
    viewsFor(query).includes(viewOf(ticket)) &&
    (query.priority ?? ticket.priority) === ticket.priority &&
    (query.customer === undefined || ticket.customer?.id === query.customer) &&
    (query.assignee === undefined || ticket.assignee === query.assignee)
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
