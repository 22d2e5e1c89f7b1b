import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';
import type { Writer } from './writer.ts';

/** The ticket with its requester confirmed by an agent's word (docs/promise.md section 9); the same ticket when there is no doubt. */
export function confirmedBy(ticket: Ticket, { at, agentId }: { at: string; agentId: string }): Ticket {
  const { unconfirmed, ...requester } = ticket.requester;
  if (unconfirmed === undefined && requester.verified) return ticket;
  const sure = { ...requester, ...doubtOf(ticket), verified: true };
  const confirmed = { ...ticket, silent: stillSilent(ticket), requester: sure };
  return audited(confirmed, { at, by: `agent:${agentId}`, action: 'confirmed', detail: requester.address });
}

/**
 * The ticket after a known writer's mail from the reading address: whoever reads there has answered, so it is confirmed; proved, it is
 * verified as well (docs/promise.md section 9).
 */
export function confirmedByMail(ticket: Ticket, mail: { at: string; from: string; writer: Writer }): Ticket {
  const { unconfirmed, ...requester } = ticket.requester;
  const isProved = mail.writer === 'proved';
  if (mail.from !== requester.address || (mail.writer !== 'known' && !isProved)) return ticket;
  if (unconfirmed === undefined && (requester.verified || !isProved)) return ticket;
  const verified = requester.verified || isProved;
  const sure = { ...requester, ...doubtOf(ticket), verified };
  const confirmed = { ...ticket, silent: stillSilent(ticket), requester: sure };
  return audited(confirmed, { at: mail.at, by: `customer:${mail.from}`, action: 'confirmed' });
}

/** Whoever named another address in Reply-To is not confirmed with it: anybody may name a customer's (docs/promise.md section 9). */
function doubtOf({ requester: { unconfirmed, from, address } }: Ticket): { fromDoubted?: true } {
  return unconfirmed !== undefined && from !== undefined && from !== address ? { fromDoubted: true } : {};
}

/** Of a mail that an agent passed on nobody heard, until now; a machine's request stays silent. */
function stillSilent({ silent, requester }: Ticket): boolean {
  return silent && requester.unconfirmed !== 'forwarded';
}
