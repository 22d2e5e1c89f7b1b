import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { acknowledgeLate } from './steps/acknowledge-late.ts';

/**
 * A mail that opened a ticket and was acknowledged to nobody (a list's copy, one that failed DMARC) comes again by a way on which it may
 * be: its requester is acknowledged now, once (docs/promise.md section 9). Not of a mail that an agent passed on, whose requester nobody
 * has confirmed, nor of a flood as long as nothing is proved. Throws what `acknowledgeLate` throws.
 */
export async function acknowledgeCopy(desk: Desk, ticket: Ticket, { verified }: { verified: boolean }): Promise<void> {
  const owesIt = ({ silent, requester, flood }: Ticket) =>
    silent && requester.unconfirmed !== 'forwarded' && (verified || flood === undefined);
  if (!owesIt(ticket)) return;
  await acknowledgeLate(desk, ticket, messageKeyFor(ticket.source), (current) => ({
    changed: current,
    owes: owesIt(current),
  }));
}
