import type { Ticket } from './ticket.ts';

/**
 * Tickets that another desk had, `desk tickets import`. Their requesters were told of them there, and the team knows that they come: neither
 * is told of the opening.
 */
const PREFIX = 'import:';

/** Where a ticket comes from that another desk, `from` (no colon), had under this id: imported again, it finds its ticket. */
export function importedSource(from: string, id: string): string {
  return `${PREFIX}${from}:${id}`;
}

/** Whether a ticket was another desk's. */
export function isImported({ source }: Pick<Ticket, 'source'>): boolean {
  return source.startsWith(PREFIX);
}
