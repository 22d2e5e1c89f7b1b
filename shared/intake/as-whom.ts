import type { Agent } from '../customer/agent.ts';
import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { withoutReplyPrefix } from '../mail/reply/answers.ts';
import { isForwardSubject } from '../mail/reply/separator.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { isInConversation, isOfTeam, isRequester } from '../ticket/participants.ts';
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
    const refused = agent
      ? (refuseAddressed(settings, { agent, agents }, received, mail, target) ??
        refuseOthers({ settings, agents }, mail, ticket))
      : LEFT;
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
 * An agent who names the ticket in what they write to others than its requester, with the desk in copy, does not answer it: whom its
 * requester copied, and whoever knows an id of it, may be between others. The team may read along; what is to the desk alone is an answer.
 */
function refuseReaders(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  { to, cc }: InboundMail,
  ticket: Ticket,
): Refusal | undefined {
  const isOwn = (address: string) => isOwnAddress(settings, address);
  const everybody = [...to, ...cc].map(({ address }) => address);
  if (everybody.some((address) => isRequester(ticket, address))) return undefined;
  const isToDesk = to.length === 0 || to.some(({ address }) => isOwn(address));
  const isToOthers = everybody.some((address) => !isOwn(address) && !isOfTeam(settings, agents, address));
  if (isToDesk && !isToOthers) return undefined;
  return { why: 'not to its readers', refusal: 'who asked is neither in its To nor in its Cc' };
}

/**
 * The same by their own address of the ticket, which they reply to: whoever else is written to must be of the ticket or the team, and the
 * address stand in To, since it stays in copy where a stranger or a colleague answers all.
 */
function refuseOthers(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  { to, cc }: InboundMail,
  ticket: Ticket,
): Refusal | undefined {
  const isOwn = ({ address }: { address: string }) => isOwnAddress(settings, address);
  const isOfTicket = ({ address }: { address: string }) =>
    isInConversation(ticket, address) || isOfTeam(settings, agents, address);
  const isAnswer = to.length === 0 || to.some((each) => isOwn(each) || isInConversation(ticket, each.address));
  if (isAnswer && [...to, ...cc].every((each) => isOwn(each) || isOfTicket(each))) return undefined;
  if ([...to, ...cc].some(({ address }) => isRequester(ticket, address))) return undefined;
  return { why: 'not to its readers', refusal: 'it is to others than those who read the ticket' };
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
  by,
}: Target): boolean {
  // Who holds a signed address of the ticket has that, whoever wrote it into To.
  return (inEnvelopeOnly || isFromOutside || (isUnsigned && by !== 'address')) && !isNamed;
}

/** Who wrote a mail, as far as the ticket that it is about is concerned. */
function writerOfMail(received: Pick<ReceivedMail, 'authenticated'>, mail: InboundMail, target: Target): Writer {
  const { ticket, by, agentId, isFormer = false, isUnsigned = false } = target;
  const isRobot = isMachines(ticket, mail);
  const address = mail.from?.address;
  const isLed = !isBrought(target) && !isDrawn(mail, target);
  return writerOf(ticket, {
    address,
    isProved: received.authenticated && isLed && !isUnsigned && !(by === 'ancestor' && isForgedFirst(mail, ticket)),
    // An agent's is for the agent alone: it shows of no customer that they were given it.
    toSignedAddress: (by === 'address' && agentId === undefined && !isFormer && isLed) || goesOnBySubject(mail, target),
    isRobot,
  });
}

/**
 * Whether a ticket was opened in the name of whom a mail is from, and answers go to another address that nobody has confirmed: who merely
 * answers the same newsletter asks for themself.
 */
function isForgedFirst({ from }: InboundMail, { requester }: Ticket): boolean {
  const isDoubted = requester.unconfirmed !== undefined || requester.fromDoubted === true;
  return isDoubted && requester.from === from?.address && requester.address !== from?.address;
}

/**
 * Whether only the id of a mail leads to a ticket whose requester the mail does not name, by one whom that requester copied: others can have
 * opened it under an id that they have read, and copied whom it is from. A colleague who was copied answers to all.
 */
function isDrawn({ from, to, cc }: InboundMail, { by, ticket }: Target): boolean {
  const isNamed = [...to, ...cc].some(({ address }) => isRequester(ticket, address));
  return by === 'mail' && !isNamed && !isRequester(ticket, from?.address);
}

/**
 * Whether a requester goes on with their own subject, which what proves them covers, where their mail service signs nothing of what a mail
 * answers: many mailboxes that pass mail on leave no other proof.
 */
function goesOnBySubject(mail: InboundMail, { ticket, by, isUnsigned = false }: Target): boolean {
  const bare = (subject: string) => withoutReplyPrefix(withoutNumbers(subject));
  const isSame = bare(mail.subject) === bare(ticket.subject);
  const isCovered = mail.unsigned !== undefined && !mail.unsigned.includes('subject');
  return (
    isUnsigned &&
    isCovered &&
    by !== 'ancestor' &&
    isSame &&
    ticket.subject !== '' &&
    isRequester(ticket, mail.from?.address)
  );
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
