import type { InboundMail } from '../mail/inbound.ts';
import { ticketIdFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';

/** So long a mail waits for another of its thread to make their ticket. Longer than a delivery and its first repetitions. In ms. */
const WAITS_MS = 10 * 60_000;

/**
 * The ticket of a mail's thread when another mail of the thread was first, also when both came at once, or the answer came before
 * what it answers; undefined when this one opens it. Many may answer one newsletter: whether the writer belongs to that ticket is not
 * asked here. `source` is the mail's (`sourceOf`).
 * Throws `TaskBusy` while the first one has claimed the thread and not made the ticket yet.
 */
export async function ticketOfThread(desk: Desk, mail: InboundMail, source: string): Promise<Ticket | undefined> {
  const answered = mail.references[0] ?? mail.inReplyTo;
  const now = desk.machineNow();
  const own = { ticketId: ticketIdFor(source), at: now.toISOString(), begins: answered === undefined };
  const claim = await desk.tickets.claimThread(answered ?? mail.messageId, own);
  // Two that begin a thread with the same id are two: some machines give all their mails one.
  if (claim.ticketId === own.ticketId || (claim.begins && own.begins)) return undefined;
  const ticket = await ifReadable(desk.tickets.get(claim.ticketId));
  if (!ticket && now.getTime() - Date.parse(claim.at) < WAITS_MS) throw new TaskBusy();
  return ticket;
}
