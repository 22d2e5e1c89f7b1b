import type { InboundMail } from '../mail/inbound.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Look } from './look.ts';
import { writerAmong } from './refusals.ts';
import type { Target } from './target.ts';

/**
 * The tickets that a mail is about, each once, by the surest that led there. An agent's own address of a ticket stands before a reader's,
 * save where a reader wrote; a reader's that the mail itself names before all else; and that before one of former readers. Throws what the
 * directory of agents throws.
 */
export async function eachOnce(
  { agents }: Pick<Look, 'agents'>,
  mail: InboundMail,
  targets: readonly Target[],
): Promise<Target[]> {
  const isAgents = targets.some(isForAgent) && writerAmong(await agents.list(), mail) !== undefined;
  const isReaders = (ticket: Ticket) => !isAgents && isInConversation(ticket, mail.from?.address);
  const rank = (target: Target) => {
    if (isForAgent(target)) return isReaders(target.ticket) ? 4 : 0;
    if (target.by === 'address' && !target.inEnvelopeOnly) return target.isFormer ? 2 : 1;
    return target.isFormer ? 3 : 2;
  };
  const sorted = targets.toSorted((one, other) => rank(one) - rank(other));
  return sorted
    .filter((target, index) => sorted.findIndex(({ ticket }) => ticket.id === target.ticket.id) === index)
    .map((target) => ({ ...target, duplicates: leadingTo(target.ticket, sorted) }));
}

/** The duplicates by which any of these lead to a ticket, each once. */
function leadingTo({ id }: Ticket, targets: readonly Target[]): Ticket[] {
  const leading = targets.flatMap(({ ticket, signedFor }) => (ticket.id === id && signedFor ? [signedFor] : []));
  return [...new Map(leading.map((duplicate) => [duplicate.id, duplicate])).values()];
}

function isForAgent({ agentId }: Target): boolean {
  return agentId !== undefined;
}
