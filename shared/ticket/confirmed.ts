import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';
import type { Writer } from './writer.ts';

/** Whether it is beyond doubt who a requester is: the address is proved, and whoever reads there is confirmed. */
export function isSure({ verified, unconfirmed }: Pick<Ticket['requester'], 'verified' | 'unconfirmed'>): boolean {
  return verified && unconfirmed === undefined;
}

/** The ticket with its requester confirmed by an agent's word (docs/promise.md section 9); the same ticket when there is no doubt. */
export function confirmedBy(ticket: Ticket, { at, agentId }: { at: string; agentId: string }): Ticket {
  if (isSure(ticket.requester)) return ticket;
  const requester = { ...asConfirmedByAgent(ticket.requester), verified: true };
  const confirmed = { ...ticket, silent: stillSilent(ticket), requester };
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
  const isConfirmed = unconfirmed === undefined && !isNamedByNobody(requester);
  if (isConfirmed && (requester.verified || !isProved)) return ticket;
  const verified = requester.verified || isProved;
  const confirmed = {
    ...ticket,
    silent: stillSilent(ticket),
    requester: { ...asConfirmed(ticket.requester), verified },
  };
  return audited(confirmed, { at: mail.at, by: `customer:${mail.from}`, action: 'confirmed' });
}

/**
 * The ticket after its requester opened their link and pressed Confirm: whoever has that mailbox is there (docs/promise.md section 9). The same
 * ticket when there is no doubt.
 */
export function confirmedByLink(ticket: Ticket, at: string): Ticket {
  if (isSure(ticket.requester) && !isNamedByNobody(ticket.requester)) return ticket;
  const requester = { ...asConfirmed(ticket.requester), verified: true };
  const confirmed = { ...ticket, silent: stillSilent(ticket), requester };
  return audited(confirmed, { at, by: `customer:${requester.address}`, action: 'confirmed', detail: 'by link' });
}

/**
 * A requester who is confirmed: the person at the reading address, and not whoever named them in a Reply-To, who could be anybody
 * (docs/promise.md section 9).
 */
export function asConfirmed({ unconfirmed, fromDoubted, ...requester }: Ticket['requester']): Ticket['requester'] {
  const isNamed = unconfirmed !== undefined || fromDoubted === true;
  return isNamed && requester.from !== undefined ? { ...requester, fromDoubted: true } : requester;
}

/** Whether nobody but an agent has said that it is they who ask whom a form or a no-reply named. */
function isNamedByNobody({ from, fromDoubted = false }: Ticket['requester']): boolean {
  return from === undefined && fromDoubted;
}

/** The same by an agent's word: whom a form or a no-reply named has said nothing themself. */
function asConfirmedByAgent(requester: Ticket['requester']): Ticket['requester'] {
  const isNamed = requester.unconfirmed === 'reply-to';
  return { ...asConfirmed(requester), ...(isNamed && { fromDoubted: true }) };
}

/** Of a mail that an agent passed on nobody heard, until now; a machine's request stays silent. */
function stillSilent({ silent, requester }: Ticket): boolean {
  return silent && requester.unconfirmed !== 'forwarded';
}

/** Of a mail that an agent passed on nobody was acknowledged; an answer says more than an acknowledgement would. */
export function owesAcknowledgement({ requester, silent, state }: Ticket): boolean {
  return requester.unconfirmed === 'forwarded' && silent && state === 'waiting';
}
