import { eventsOf } from '../../shared/events/events-of.ts';
import { isTold } from '../../shared/events/tellings.ts';
import { type ChangeType, type TicketEvent, ticketEventSchema } from '../../shared/events/ticket-event.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { UNTOLD } from './untold-actions.ts';

/** What a change of a field is to be told as: as one of these at least. */
const FACTS: { fact: string; changed: (before: Ticket, after: Ticket) => boolean; as: ChangeType[] }[] = [
  { fact: 'it was closed', changed: (a, b) => a.state !== 'closed' && b.state === 'closed', as: ['closed'] },
  {
    fact: 'it is open again',
    changed: (a, b) => a.state === 'closed' && b.state !== 'closed',
    as: ['reopened', 'responded'],
  },
  { fact: 'it waits again', changed: (a, b) => a.state !== 'waiting' && b.state === 'waiting', as: ['reopened'] },
  { fact: 'it was answered', changed: (a, b) => !a.firstResponse && b.firstResponse !== undefined, as: ['responded'] },
  { fact: 'its priority changed', changed: (a, b) => a.priority !== b.priority, as: ['prioritized'] },
  { fact: 'another agent has it', changed: (a, b) => a.assignee !== b.assignee, as: ['assigned'] },
  {
    fact: 'its deadline moved',
    changed: (a, b) => a.clock.deadline !== b.clock.deadline,
    as: ['retimed', 'prioritized', 'reopened'],
  },
  {
    fact: 'its customer or plan changed',
    changed: (a, b) => a.customer?.id !== b.customer?.id || a.terms.plan !== b.terms.plan,
    as: ['retimed', 'reopened', 'closed'],
  },
  {
    fact: 'a level was reached',
    changed: (a, b) => a.escalations.length < b.escalations.length,
    as: ['warned', 'breached', 'escalated'],
  },
];

/**
 * Holds what a write of a ticket is told as to the rules, in every test that writes one: each event fits its schema, each new line of the trail is
 * told or stands among those that are not, and what changed of the ticket is told. Throws, naming the action.
 */
export function checkTold(before: Ticket | undefined, after: Ticket): TicketEvent[] {
  const events = eventsOf({ kind: 'ticket', ...(before && { before }), after });
  const lines = after.audit.filter(({ version }) => version === after.version);
  const actions = lines.map(({ action }) => action);
  const where = `ticket ${after.id}, version ${after.version}, lines ${JSON.stringify(actions)}`;
  for (const event of events) {
    const read = ticketEventSchema.safeParse(event);
    if (!read.success)
      throw new Error(`${where}: the event ${event.type} does not fit its schema: ${read.error.message}`);
  }
  for (const action of actions) {
    if (isTold(action) === Object.hasOwn(UNTOLD, action))
      throw new Error(
        `the action "${action}" of the trail must either be told (shared/events/tellings.ts) or stand with its reason in test/support/untold-actions.ts`,
      );
  }
  // What a test sets by hand leaves no line.
  if (!before || after.smoke || lines.length === 0) return events;
  const types: string[] = events.map(({ type }) => type);
  for (const { fact, changed, as } of FACTS) {
    if (changed(before, after) && !as.some((type) => types.includes(type)))
      throw new Error(`${where}: ${fact}, and no event of ${as.join(', ')} says so, but ${JSON.stringify(types)}`);
  }
  return events;
}
