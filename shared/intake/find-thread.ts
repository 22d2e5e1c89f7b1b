import type { InboundMail } from '../mail/inbound.ts';
import { ticketIdFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable, type ThreadClaim } from '../ticket/ticket-store.ts';

/** So long a mail waits for another of its thread to make their ticket. Longer than a delivery and its first repetitions. In ms. */
const WAITS_MS = 10 * 60_000;

/** `isOwn`: this very mail has claimed the thread before. `ticket`: another mail of the thread was first. Neither: it opens one. */
export type Thread = { isOwn: boolean; ticket?: Ticket | undefined };

/**
 * The ticket of a mail's thread when another mail of the thread was first, also when both came at once, or the answer came before
 * what it answers. Many may answer one newsletter: whether the writer belongs to that ticket is not asked here. `source` is the mail's
 * (`sourceOf`). It claims nothing: what is held in the end keeps no other mail waiting.
 * Throws `TaskBusy` while the first one has claimed the thread and not made the ticket yet.
 */
export async function findThread(desk: Desk, mail: InboundMail, source: string): Promise<Thread> {
  const { root, own } = claimOf(desk, mail, source);
  const claim = await desk.tickets.threadClaim(root);
  if (!claim) return { isOwn: false };
  return { isOwn: claim.ticketId === own.ticketId, ticket: await ticketOf(desk, claim, own) };
}

/** Claims the thread for a mail that opens a ticket. Throws `TaskBusy` when another one has meanwhile: its ticket is found by trying again. */
export async function claimThread(desk: Desk, mail: InboundMail, source: string): Promise<void> {
  const { root, own } = claimOf(desk, mail, source);
  if (await ticketOf(desk, await desk.tickets.claimThread(root, own), own)) throw new TaskBusy();
}

function claimOf(desk: Desk, mail: InboundMail, source: string): { root: string; own: ThreadClaim } {
  const answered = mail.references[0] ?? mail.inReplyTo;
  const at = desk.machineNow().toISOString();
  return {
    root: answered ?? mail.messageId,
    own: { ticketId: ticketIdFor(source), at, begins: answered === undefined },
  };
}

async function ticketOf(desk: Desk, claim: ThreadClaim, own: ThreadClaim): Promise<Ticket | undefined> {
  // Two that begin a thread with the same id are two: some machines give all their mails one.
  if (claim.ticketId === own.ticketId || (claim.begins && own.begins)) return undefined;
  const ticket = await ifReadable(desk.tickets.get(claim.ticketId));
  if (!ticket && Date.parse(own.at) - Date.parse(claim.at) < WAITS_MS) throw new TaskBusy();
  return ticket;
}
