import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isInConversation, isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import type { Target } from './find-tickets.ts';

/** As whose a mail about a ticket is read. `nobody`: it claims to be an agent's and is not taken for one, and why. */
export type AsWhom =
  | { as: 'agent'; agent: Agent }
  | { as: 'customer'; writer: Writer }
  | { as: 'nobody'; refusal: string; agent?: Agent | undefined };

/**
 * As whose a mail about a ticket is read (docs/promise.md section 9). An agent's address of the ticket counts only with From of that
 * agent, proof, and itself in To or Cc: whoever has an old mail can put it into an envelope. A proved agent is never a customer,
 * whatever address was used; one who opened the ticket for themself, or was added to it, is.
 */
export function asWhom(
  agents: readonly Agent[],
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  target: Target,
): AsWhom {
  const { ticket, agentId, by } = target;
  const from = mail.from?.address;
  const writing = agents.find(({ addresses }) => from !== undefined && addresses.includes(from));
  if (agentId !== undefined) {
    const agent = agents.find((each) => each.id === agentId);
    const refusal = refuseToken(agent, received, mail, target);
    return agent && refusal === undefined
      ? { as: 'agent', agent }
      : { as: 'nobody', refusal: refusal ?? '', ...(writing && { agent: writing }) };
  }
  // Whoever answers the same newsletter as a customer does not answer the customer.
  if (writing === undefined || by === 'ancestor' || isInConversation(ticket, from)) {
    return { as: 'customer', writer: writerOfMail(received, mail, target) };
  }
  const refusal = refuseAgent(received, mail);
  return refusal === undefined ? { as: 'agent', agent: writing } : { as: 'nobody', refusal, agent: writing };
}

/** Why the address of an agent does not make this mail that agent's; undefined: it does. */
function refuseToken(
  agent: Agent | undefined,
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  { inEnvelopeOnly }: Target,
): string | undefined {
  if (!agent) return 'the agent of this address is no longer registered';
  const refusal = refuseAgent(received, mail);
  if (provedMachine(mail)) return refusal;
  if (!mail.from || !agent.addresses.includes(mail.from.address)) return 'it is not from that agent';
  return refusal ?? (inEnvelopeOnly ? "that agent's address is neither in its To nor in its Cc" : undefined);
}

function refuseAgent(received: Pick<ReceivedMail, 'authenticated'>, mail: InboundMail): string | undefined {
  const machine = provedMachine(mail);
  if (machine) return `it was written by a machine (${machine})`;
  return received.authenticated ? undefined : 'its sender is not authenticated';
}

/** Who wrote a mail, as far as the ticket that it is about is concerned. */
function writerOfMail(
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  { ticket, by }: Pick<Target, 'ticket' | 'by'>,
): Writer {
  return writerOf(ticket, {
    address: mail.from?.address,
    isProved: received.authenticated,
    toSignedAddress: by === 'address',
    isRobot: isMachines(ticket, mail),
  });
}

/** Whether a machine wrote a mail about this ticket, for certain, and answers: what goes on with its own request does not. */
export function isMachines(ticket: Ticket, mail: InboundMail): boolean {
  return provedMachine(mail) !== false && !goesOn(ticket, mail);
}

/** A machine that asked goes on with its own request and answers nobody: the next alarm of a monitor must be heard. */
function goesOn(ticket: Ticket, { generated, autoReply, bounce, ...mail }: InboundMail): boolean {
  const answered = mail.inReplyTo ?? mail.references.at(-1);
  const isRequest = generated !== false && !autoReply && !bounce;
  return (
    isRequest && answered !== undefined && answered === ticket.messageId && isRequester(ticket, mail.from?.address)
  );
}
