import type { Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A ticket was written: how it was, unless it is new, and how it is. Some writes change nothing that anybody is told of. */
export type TicketChange = { kind: 'ticket'; before?: Ticket; after: Ticket };

/** A message is there for the first time, of the ticket of this number. */
export type MessageChange = { kind: 'message'; ticket: string; message: Message };

/** A message was written over: how it was, unless that cannot be read, and how it is. Most of these note how far it was passed on. */
type RewriteChange = { kind: 'rewrite'; ticket: string; before?: Message; message: Message };

/** A write of the table of tickets, as the stream tells it: of one ticket in the order of its writes, each once at least. */
export type Change = TicketChange | MessageChange | RewriteChange;
