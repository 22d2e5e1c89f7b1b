import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isForwardSubject } from '../mail/reply/separator.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { isInConversation, isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import { type Refusal, type Refused, refuseAddressed, refuseEnvelope, refuseSender, writerAmong } from './refusals.ts';
import type { Target } from './target.ts';

/**
 * As whose a mail about a ticket is read. `nobody`: it claims to be an agent's and is not taken for one, and why; `agent` is who is to
 * hear of that: whom its From names, else whose address it was sent to.
 */
export type AsWhom = { as: 'agent'; agent: Agent } | { as: 'customer'; writer: Writer } | ({ as: 'nobody' } & Refused);

/**
 * As whose a mail about a ticket is read (docs/promise.md section 9). An agent's address of the ticket counts only with From of that
 * agent and proof. On every way an agent's mail names the desk in To or Cc, and what led to the ticket when that is an address: whoever
 * has an old mail can put any envelope around it. A proved agent is never a customer, whatever address was used; one who opened the
 * ticket for themself, or was added to it, is.
 */
export function asWhom(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  received: Pick<ReceivedMail, 'authenticated'>,
  mail: InboundMail,
  target: Target,
): AsWhom {
  const { ticket, agentId, agentSerial = 0, by } = target;
  const writing = writerAmong(agents, mail);
  const isReader = isInConversation(ticket, mail.from?.address);
  if (agentId !== undefined && (writing !== undefined || !isReader)) {
    const agent = agents.find(({ id, serial = 0 }) => id === agentId && serial === agentSerial);
    const refused = agent ? refuseAddressed(settings, { agent, agents }, received, mail, target) : LEFT;
    return agent && refused === undefined
      ? { as: 'agent', agent }
      : { as: 'nobody', ...(refused ?? LEFT), agent: writing ?? agent };
  }
  // Whoever answers the same newsletter as a customer does not answer the customer.
  if (writing === undefined || by === 'ancestor' || isReader) {
    return { as: 'customer', writer: writerOfMail(received, mail, target) };
  }
  const refused =
    refuseSender(received, mail) ??
    refuseEnvelope(settings, mail, target) ??
    refuseReaders({ settings, agents }, mail, ticket) ??
    refusePassingOn(mail);
  return refused === undefined ? { as: 'agent', agent: writing } : { as: 'nobody', ...refused, agent: writing };
}

const LEFT: Refusal = { why: 'left', refusal: 'the agent of this address is no longer registered' };

/**
 * An agent who names the ticket in what they write to somebody else, with the desk in copy, does not write to its readers. Colleagues may
 * read along; what is to the desk alone is for the readers.
 */
function refuseReaders(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  { to, cc }: InboundMail,
  ticket: Ticket,
): Refusal | undefined {
  const isOwn = (address: string) => isOwnAddress(settings, address);
  const isOfAgents = (address: string) => agents.some(({ addresses }) => addresses.includes(address));
  const everybody = [...to, ...cc].map(({ address }) => address);
  if (everybody.some((address) => isInConversation(ticket, address))) return undefined;
  const isToDesk = to.length === 0 || to.some(({ address }) => isOwn(address));
  const isToOthers = everybody.some((address) => !isOwn(address) && !isOfAgents(address));
  if (isToDesk && !isToOthers) return undefined;
  return { why: 'not to its readers', refusal: 'none who read the ticket is in its To or Cc' };
}

/** What an agent passes on to the desk, and a ticket has already, is no answer to the customer. */
function refusePassingOn({ subject }: InboundMail): Refusal | undefined {
  return isForwardSubject(subject) ? { why: 'passed on', refusal: 'it passes a mail on' } : undefined;
}

/**
 * Whether nothing but the envelope, or what no signature covers, brought a mail to a ticket: whoever has an old mail of a customer's, and an
 * address or an id of the ticket, can have sent it there, so it is from outside (docs/promise.md section 9). A mail that is to the desk can
 * have been redirected.
 */
export function isBrought({
  inEnvelopeOnly = false,
  isFromOutside = false,
  isUnsigned = false,
  isNamed = false,
}: Target): boolean {
  return (inEnvelopeOnly || isFromOutside || isUnsigned) && !isNamed;
}

/** Who wrote a mail, as far as the ticket that it is about is concerned. */
function writerOfMail(received: Pick<ReceivedMail, 'authenticated'>, mail: InboundMail, target: Target): Writer {
  const { ticket, by, agentId, isFormer = false } = target;
  const brought = isBrought(target);
  return writerOf(ticket, {
    address: mail.from?.address,
    isProved: received.authenticated && !brought,
    // An agent's is for the agent alone: it shows of no customer that they were given it.
    toSignedAddress: by === 'address' && agentId === undefined && !isFormer && !brought,
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
