import type { AuditEntry, Ticket } from './ticket.ts';

/** Lines that stay on the ticket: what a reader wants to see, and all that a write has to carry. */
const NEWEST_LINES = 20;

/** Lines that are moved at once, as one item: a move every ten changes. */
const BATCH = 10;

/** The line that says who asks from then on. */
export const REQUESTER_CHANGED = 'requester changed';

/** Lines of the trail that leave the ticket. `from` counts the lines before them, so the same lines have the same number. */
export type TrailBatch = { ticketId: string; from: number; entries: AuditEntry[] };

/** All lines that have left a ticket, oldest first. `unreadable`: the `from` of each batch that is there and cannot be read. */
export type OlderTrail = { batches: TrailBatch[]; unreadable: number[] };

/**
 * A ticket as it is to be written as `version`, and the lines that have to be written before it, since it drops them. Only
 * lines that are stored already are moved: a write that fails leaves no line of what did not happen. Whoever writes the same
 * version moves the same lines, so a repetition changes nothing.
 */
export function settleTrail(ticket: Ticket, version: number): { ticket: Ticket; moved: TrailBatch[] } {
  const moved: TrailBatch[] = [];
  let { audit, auditMoved } = ticket;
  while (audit.length > NEWEST_LINES && audit.slice(0, BATCH).every((entry) => entry.version !== undefined)) {
    moved.push({ ticketId: ticket.id, from: auditMoved, entries: audit.slice(0, BATCH) });
    audit = audit.slice(BATCH);
    auditMoved += BATCH;
  }
  const stamped = audit.map((entry) => (entry.version === undefined ? { ...entry, version } : entry));
  return { ticket: { ...ticket, audit: stamped, auditMoved, version }, moved };
}
