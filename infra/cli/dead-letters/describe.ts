import * as z from 'zod';
import type { QueueName } from '../../../shared/alarms.ts';
import { readArrival } from '../../../shared/intake/late-arrival.ts';
import { readNotification } from '../../../shared/intake/notification.ts';
import { readSendingEvent } from '../../../shared/intake/sending-event.ts';
import { targetEntrySchema } from '../../../shared/targets/ports.ts';
import { teamMailEntrySchema } from '../../../shared/ticket/team-notice.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { type TicketStore, UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import { timerEventSchema } from '../../../shared/ticket/timer.ts';
import type { DeadLetter } from './letter-box.ts';
import { QUEUES } from './queues.ts';

/** A dead letter with what it is about, and why it lies there, as far as it or its ticket says; else where that is to be read. */
export type Described = DeadLetter & { about: string; why: string };

type Tickets = Pick<TicketStore, 'get'>;
type Subject = { about: string; why?: string | undefined };

/** What a message of each queue is about. Throws what its own function would throw of a body that it cannot read. */
const SUBJECT: Record<QueueName, (letter: DeadLetter, tickets: Tickets) => Promise<Subject>> = {
  async intake({ body }) {
    const arrival = readArrival(body);
    if (arrival) return { about: `mail ${arrival.raw}, stored at ${arrival.at}, which nobody announced` };
    const announced = readNotification(body);
    if (!announced) return { about: 'no mail of anybody’s' };
    const { raw, envelopeFrom } = announced.received;
    return { about: `mail ${raw} from ${envelopeFrom || 'nobody (<>)'}` };
  },

  timers: ({ body }, tickets) => timerSubject(body, tickets),

  async feedback({ body }, tickets) {
    const event = readSendingEvent(body);
    if (!event) return { about: 'no end of a mail' };
    const { ticket } = event.tags;
    const about = `mail to ${event.recipient} ${event.fate}`;
    if (ticket === undefined) return { about };
    return { about: `ticket ${ticket}, ${about}`, why: whyNoTicket(await read(tickets, ticket)) };
  },

  async 'team-mail'({ body }, tickets) {
    const entry = teamMailEntrySchema.parse(JSON.parse(body));
    if ('waitsFor' in entry) return { about: `what waits for ${entry.waitsFor}` };
    if ('linkFor' in entry) return { about: `a link for ${entry.linkFor}${entry.ticket ? `, ${entry.ticket}` : ''}` };
    if ('contact' in entry) return { about: `ticket ${entry.ticketId}, "${entry.what}" to the contact ${entry.name}` };
    const about = `ticket ${entry.ticketId}, notice "${entry.about.kind}" to ${entry.reader}`;
    return { about, why: whyNoTicket(await read(tickets, entry.ticketId)) };
  },

  async targets({ body }, tickets) {
    const { target, event } = targetEntrySchema.parse(JSON.parse(body));
    const about = `target ${target}, "${event.type}" of ticket ${event.ticket.id}`;
    return { about, why: whyNoTicket(await read(tickets, event.ticket.id)) };
  },

  async schedules({ body, attributes }, tickets) {
    const { about, why } = await timerSubject(body, tickets);
    const { ERROR_CODE, ERROR_MESSAGE } = attributes;
    const refused = [ERROR_CODE, ERROR_MESSAGE].filter((part) => part !== undefined).join(': ');
    return { about, why: refused || why };
  },
};

/** What a dead letter is about, and why. Nothing of a mail's text is in it. */
export async function describe(letter: DeadLetter, tickets: Tickets): Promise<Described> {
  const queue = QUEUES[letter.queue];
  const where = 'log' in queue ? `see ${queue.log}` : 'not known';
  try {
    const { about, why = where } = await SUBJECT[letter.queue](letter, tickets);
    return { ...letter, about, why };
  } catch (error) {
    // JSON's own words quote the body.
    if (error instanceof SyntaxError) return { ...letter, about: 'not known', why: 'its body is no JSON' };
    if (!(error instanceof z.ZodError)) throw error;
    const parts = error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
    return { ...letter, about: 'not known', why: `its body is nothing that this version can read: ${parts}` };
  }
}

async function timerSubject(body: string, tickets: Tickets): Promise<Subject> {
  const { ticketId, version } = timerEventSchema.parse(JSON.parse(body));
  const ticket = await read(tickets, ticketId);
  const isOver = typeof ticket === 'object' && ticket.timer.version !== version;
  return {
    about: `ticket ${ticketId}, timer ${version}`,
    why: isOver ? 'it counts no more: served or set anew since' : whyNoTicket(ticket),
  };
}

function whyNoTicket(ticket: Ticket | 'unreadable' | undefined): string | undefined {
  if (ticket === undefined) return 'there is no such ticket';
  return ticket === 'unreadable' ? 'the ticket cannot be read: desk doctor' : undefined;
}

async function read(tickets: Tickets, id: string): Promise<Ticket | 'unreadable' | undefined> {
  try {
    return await tickets.get(id);
  } catch (error) {
    if (error instanceof UnreadableItem) return 'unreadable';
    throw error;
  }
}
