import { PublicError } from '../../shared/public-error.ts';
import { type Message, messageSchema } from '../../shared/ticket/message.ts';
import type { TicketQuery, TicketStore } from '../../shared/ticket/ports.ts';
import type { Task } from '../../shared/ticket/task.ts';
import { type Ticket, ticketSchema } from '../../shared/ticket/ticket.ts';
import { dueAt } from '../../shared/ticket/timer.ts';

/** The ticket store in memory. As the table does, it keeps copies, drops what is undefined, and refuses a write over another's. */
export function memoryTickets(): TicketStore {
  const tickets = new Map<string, Ticket>();
  const messages = new Map<string, Message>();
  const referred = new Map<string, { ticketId: string; mailId: string }>();
  const messageId = (ticketId: string, key: string) => `${ticketId}/${key}`;

  return {
    async create(ticket) {
      if (tickets.has(ticket.id)) return false;
      tickets.set(ticket.id, stored(ticketSchema, ticket));
      return true;
    },

    async get(id) {
      const ticket = tickets.get(id);
      return ticket && structuredClone(ticket);
    },

    async save(ticket) {
      if (tickets.get(ticket.id)?.version !== ticket.version) return undefined;
      const next = stored(ticketSchema, { ...ticket, version: ticket.version + 1 });
      tickets.set(ticket.id, next);
      return structuredClone(next);
    },

    async list(query) {
      const after = query.cursor === undefined ? '' : readCursor(query.cursor);
      const found = [...tickets.values()]
        .filter((ticket) => matches(ticket, query) && listKey(ticket) > after)
        .sort((a, b) => compare(listKey(a), listKey(b)));
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return {
        tickets: structuredClone(page),
        ...(last && found.length > page.length && { next: Buffer.from(listKey(last)).toString('base64url') }),
      };
    },

    async overdue(instant, limit) {
      const due = [...tickets.values()]
        .map((ticket) => ({ ticket, at: dueAt(ticket) }))
        .filter((entry): entry is { ticket: Ticket; at: string } => entry.at !== undefined && entry.at < instant)
        .sort((a, b) => compare(a.at, b.at));
      return structuredClone(due.slice(0, limit).map((entry) => entry.ticket));
    },

    async addMessage(message) {
      const id = messageId(message.ticketId, message.key);
      if (messages.has(id)) return false;
      messages.set(id, stored(messageSchema, message));
      return true;
    },

    async getMessage(ticketId, key) {
      const message = messages.get(messageId(ticketId, key));
      return message && structuredClone(message);
    },

    async noteReferred(ticketId, mailIds) {
      for (const mailId of mailIds) referred.set(`${ticketId}/${mailId}`, { ticketId, mailId });
    },

    async findByMailId(mailId) {
      const ofTickets = [...tickets.values()].filter(({ acknowledgedAs }) => acknowledgedAs === mailId);
      const ofMessages = [...messages.values()].filter((each) => (each.sentAs ?? each.messageId) === mailId);
      return [
        ...ofTickets.map(({ id }) => ({ ticketId: id })),
        ...[...referred.values()].filter((each) => each.mailId === mailId).map(({ ticketId }) => ({ ticketId })),
        ...ofMessages.map(({ ticketId, key }) => ({ ticketId, messageKey: key })),
      ];
    },

    async saveRelay(message, relay, sentAs) {
      const id = messageId(message.ticketId, message.key);
      const before = messages.get(id);
      const until = claimedUntil(message.relay);
      if (!before || !until || claimedUntil(before.relay) !== until) return false;
      messages.set(id, stored(messageSchema, { ...before, relay, ...(sentAs && { sentAs }) }));
      return true;
    },

    async markUndelivered({ ticketId, key }, reason) {
      const message = messages.get(messageId(ticketId, key));
      if (message) messages.set(messageId(ticketId, key), { ...message, undelivered: message.undelivered ?? reason });
    },

    async messages(ticketId) {
      const found = [...messages.values()].filter((message) => message.ticketId === ticketId);
      return structuredClone(found.sort((a, b) => compare(a.at + a.key, b.at + b.key)));
    },
  };
}

/** What comes back from a table that drops undefined fields and is parsed on reading. */
function stored<T>(schema: { parse(value: unknown): T }, value: T): T {
  return schema.parse(JSON.parse(JSON.stringify(value)));
}

function matches(ticket: Ticket, { state, priority, customer }: TicketQuery): boolean {
  return (
    (state === undefined || ticket.state === state) &&
    (priority === undefined || ticket.priority === priority) &&
    (customer === undefined || ticket.customer?.id === customer)
  );
}

const listKey = (ticket: Ticket) => `${ticket.clock.deadline}#${ticket.id}`;

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!key.includes('#')) {
    throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message: 'leave it out' }]);
  }
  return key;
}

const claimedUntil = (task: Task | undefined) => (task?.state === 'claimed' ? task.until : undefined);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
