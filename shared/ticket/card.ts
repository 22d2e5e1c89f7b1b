import * as z from 'zod';
import { cutBytes } from '../bytes.ts';
import { startedAt } from './clock.ts';
import { type Ticket, ticketSchema } from './ticket.ts';
import { AWAITS, awaitsOf, snoozedUntil } from './view.ts';
import { unresponsiveSince } from './watch.ts';

const { shape } = ticketSchema;

/**
 * A ticket as a list shows it: what the indexes hold beside their keys. Without the ticket's version, so that an index is
 * written only when the list would look different, and small, so that its entry is one write unit (1 kB).
 */
export const cardSchema = z.object({
  id: shape.id,
  state: shape.state,
  awaits: z.enum(AWAITS),
  priority: shape.priority,
  channel: shape.channel,
  subject: z.string(),
  requester: shape.requester,
  customer: shape.customer,
  plan: shape.terms.shape.plan,
  openedAt: z.string(),
  respondBy: z.string(),
  /** A deadline that had passed before this one: the promise stays missed. */
  passed: shape.passed,
  firstResponse: z.object({ at: z.string(), by: z.string(), met: z.boolean() }).optional(),
  /** When somebody wrote again, of an answered ticket that awaits us. */
  wroteAt: z.iso.datetime().optional(),
  cancelled: shape.cancelled,
  closedAt: shape.closedAt,
  /** The highest level reached. */
  escalation: z.string().optional(),
  assignee: shape.assignee,
  /** An answered ticket is out of sight until then. */
  snoozedUntil: z.iso.datetime().optional(),
  mergedInto: shape.mergedInto,
  /** How many messages from outside an agent has to add, file or dismiss. */
  outside: z.number().optional(),
  /** Another one asked before whoever asks now: its subject is not theirs (`shownSubject`). */
  isAnothers: z.literal(true).optional(),
  /** Since when the customer of a P1 has not answered a question in time. */
  unresponsiveSince: z.string().optional(),
});
export type Card = z.infer<typeof cardSchema>;

/** In bytes of UTF-8; with an address of 254 bytes, the longest that there is, a card stays below 900. */
export const MOST_IN_CARD = { subject: 160, name: 60, id: 40, level: 30 };

/** The card of a ticket. What is too long for it is cut. */
export function cardOf(ticket: Ticket): Card {
  const { id, state, priority, channel, requester, customer, terms, clock, firstResponse, reached } = ticket;
  const { name, address, verified, unconfirmed } = requester;
  const known = {
    ...(name && { name: cutBytes(name, MOST_IN_CARD.name) }),
    verified,
    ...(unconfirmed && { unconfirmed }),
  };
  const since = unresponsiveSince(ticket);
  const asleep = snoozedUntil(ticket);
  return {
    id,
    state,
    awaits: awaitsOf(ticket),
    priority,
    channel,
    subject: cutBytes(ticket.subject, MOST_IN_CARD.subject),
    requester: { address: cutBytes(address, 254), ...known },
    ...(customer && {
      customer: { id: cutBytes(customer.id, MOST_IN_CARD.id), name: cutBytes(customer.name, MOST_IN_CARD.name) },
    }),
    plan: terms.plan,
    openedAt: startedAt(clock),
    respondBy: clock.deadline,
    ...(ticket.passed && { passed: ticket.passed }),
    ...(firstResponse && { firstResponse: { at: firstResponse.at, by: firstResponse.by, met: firstResponse.met } }),
    ...(state === 'answered' && wroteLast(ticket) && { wroteAt: ticket.lastPublic.at }),
    ...(ticket.cancelled && { cancelled: ticket.cancelled }),
    ...(ticket.closedAt && { closedAt: ticket.closedAt }),
    ...(reached && { escalation: cutBytes(reached, MOST_IN_CARD.level) }),
    ...(ticket.assignee && { assignee: ticket.assignee }),
    ...(asleep && { snoozedUntil: asleep }),
    ...(ticket.mergedInto && { mergedInto: ticket.mergedInto }),
    ...(ticket.outside && { outside: ticket.outside.length }),
    ...(ticket.asksSince !== undefined && { isAnothers: true as const }),
    ...(since && { unresponsiveSince: since }),
  };
}

/** Whether the newest that is said is the customer's; an answer to nobody makes it the agents' turn as well. */
function wroteLast({ lastPublic: { by, unsent } }: Ticket): boolean {
  return by === 'customer' && unsent === undefined;
}
