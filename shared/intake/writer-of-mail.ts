import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { withoutReplyPrefix } from '../mail/reply/answers.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import { isNamedByOther } from '../ticket/also-from.ts';
import { areColleagues } from '../ticket/copied.ts';
import { isAsking } from '../ticket/duplicates.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { isInConversation, isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import { isOthers } from './in-its-name.ts';
import { answersDesk, isOfOwnAccord } from './of-own-accord.ts';
import type { Target } from './target.ts';

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
export function writerOfMail(received: Pick<ReceivedMail, 'authenticated'>, mail: InboundMail, target: Target): Writer {
  const { ticket, by, agentId, isFormer = false, isUnsigned = false } = target;
  const isLed = !isBrought(target) && !NOT_LED.some((is) => is(mail, target));
  return writerOf(ticket, {
    address: mail.from?.address,
    isProved: received.authenticated && isLed && !isUnsigned,
    // An agent's is for the agent alone: it shows of no customer that they were given it.
    toSignedAddress: by === 'address' && agentId === undefined && !isFormer && isLed,
    isBySubject: goesOnBySubject(mail, target),
    isRobot: isMachines(mail, target),
  });
}

/**
 * Why a mail by one of the conversation is from outside all the same, whoever is proved to have written it, in words for the agents;
 * undefined when nothing speaks against it but that it is not proved.
 */
export function whyNotMeant(mail: InboundMail, target: Target): string | undefined {
  const { ticket, by } = target;
  if (!isInConversation(ticket, mail.from?.address)) return undefined;
  if (isBrought(target)) {
    return 'nothing that proves its writer says that it is about this ticket: whoever has the mail could have sent it here';
  }
  if (by !== 'mail' && by !== 'ancestor' && isCopiedThere(mail, target)) {
    return 'its writer was only copied here, and others may have what leads here, too; it does not go to the requester: it may be a request of its own';
  }
  if (isDrawn(mail, target)) {
    return 'it answers a mail that this ticket has, too, and does not name the requester: it may be about something between others';
  }
  if (isElses(mail, target))
    return 'a machine wrote it of its own accord, and it goes on from nothing that this one wrote';
  if (isOthers(mail, target)) {
    return `its answers go to ${target.reads}, who does not read this ticket: it may be somebody else's request`;
  }
  if (isNamedThere(mail, target)) {
    const { from: namer = 'somebody else' } = ticket.requester;
    return `${namer} named its writer as who reads this ticket, and may have what leads here, too: it may be a request of its own`;
  }
  return isForgedThere(mail, target)
    ? 'somebody else may have opened this ticket in its writer’s name, which nobody proved: answers go to another address'
    : undefined;
}

/** What leads a mail to a ticket. */
type Led = Pick<
  Target,
  'by' | 'ticket' | 'agentId' | 'reader' | 'isFromOutside' | 'signedFor' | 'duplicates' | 'house'
>;

/**
 * Whether a ticket may have been opened by somebody else in the name of whom a mail is from: nobody proved it, and answers go to another
 * address, that nobody had confirmed. Whoever goes on with a mail of their own, or answers the same newsletter, asks for themself.
 */
function isForgedFirst({ from }: Pick<InboundMail, 'from'>, { requester }: Pick<Ticket, 'requester'>): boolean {
  const isDoubted = requester.unconfirmed !== undefined || requester.fromDoubted === true;
  const isNamed = requester.from !== undefined && requester.from === from?.address;
  return isDoubted && isNamed && !requester.fromProved && requester.address !== from?.address;
}

/**
 * Whether what others can have, too, leads to a ticket that somebody else may have opened in its writer's name (`isForgedFirst`): whoever reads there
 * can have given them our id, the number or their own signed address. A mail whose answers go where that one reads is by the same person.
 */
export function isForgedThere(mail: Pick<InboundMail, 'from'>, target: Led & Pick<Target, 'reads'>): boolean {
  const { ticket, reads } = target;
  return reads !== ticket.requester.address && isForgedFirst(mail, ticket) && isKnownToOthers(mail.from, target);
}

/**
 * Whether only an id or a number leads to a ticket that its writer reads because another address named them, which may be anybody's: that one
 * can have had the id first, or given them the number, and copied others who read along. They belong by their own signed address.
 */
export function isNamedThere({ from }: Pick<InboundMail, 'from'>, target: Led): boolean {
  const { ticket, signedFor, duplicates = [] } = target;
  const isOwn = (each: Ticket | undefined) => each?.requester.address === from?.address && !isNamed(each);
  // What goes on for a request of their own is where that one's number and ids lead.
  if (ticket.requester.address !== from?.address || [signedFor, ...duplicates].some(isOwn)) return false;
  return isNamed(ticket) && isKnownToOthers(from, target);
}

/** Whether nobody but another address says who reads a ticket. */
function isNamed(ticket: Ticket | undefined): boolean {
  if (ticket === undefined) return false;
  const { unconfirmed, fromDoubted = false } = ticket.requester;
  return fromDoubted || unconfirmed === 'reply-to' || isNamedByOther(ticket.requester);
}

/** Whether what leads to a ticket may be had by others than whom a mail is from: all but their own signed address, and that it is there as theirs. */
function isKnownToOthers(from: InboundMail['from'], { by, agentId, reader, isFromOutside = false }: Led): boolean {
  if (by === 'itself') return isFromOutside;
  if (by !== 'address' || agentId !== undefined) return true;
  // One of before that names nobody was everybody's.
  return reader !== undefined && reader !== readerName(from?.address ?? '');
}

/**
 * Whether only the id of a mail leads to a ticket of somebody else, by one whom that requester copied: others can have opened it under an id
 * that they have read, and copied whom it is from. A colleague who was copied answers to all; an id that is none of the ticket's mails
 * answers nothing of it, and leads whoever asked alone, or the very mail that the ticket's first one answers to all.
 */
function isDrawn(mail: InboundMail, target: Target): boolean {
  const { by, ticket } = target;
  if ((by !== 'mail' && by !== 'ancestor') || asks(target, mail.from?.address)) return isCopiedThere(mail, target);
  const isBegun = mail.inReplyTo === undefined && mail.references.length === 0;
  return !namesAsker(mail, ticket) || isCopiedThere(mail, target) || (by === 'ancestor' && !isBegun);
}

/**
 * Whether what others may have, too, leads to a ticket that its writer reads because somebody copied them, who may be anybody, and the mail does not go
 * to who asked: whoever copied them can have given them our id or the number in a mail of their own. A colleague of who asked goes on by it.
 */
function isCopiedThere(mail: Pick<InboundMail, 'from' | 'to' | 'cc'>, target: Led): boolean {
  const { ticket } = target;
  const from = mail.from?.address;
  const isCopied = ticket.participants.some(({ address }) => address === from);
  if (!isCopied || isTrusted(target, from) || asks(target, from) || namesAsker(mail, ticket)) return false;
  return isKnownToOthers(mail.from, target);
}

/** Whether one who was copied reads on an agent's word, or is a colleague of who asked. */
function isTrusted({ ticket, house = [] }: Led, from: string | undefined): boolean {
  const copied = ticket.participants.find(({ address }) => address === from);
  if (copied === undefined || copied.byAgent) return copied !== undefined;
  // Who asked is where the mail came from: whoever named another one's address there has no part in that one's house.
  const { address, from: asked = address } = ticket.requester;
  return areColleagues(house, copied.address, asked);
}

/** Whether a mail goes to one who asked for a ticket; where nobody but another address says who reads, to that. */
function namesAsker({ to, cc }: Pick<InboundMail, 'to' | 'cc'>, ticket: Ticket): boolean {
  const { from } = ticket.requester;
  return [...to, ...cc].some(({ address }) => (isNamed(ticket) ? address === from : isAsking(ticket, address)));
}

/** Whether an address is that of who asked for a ticket, or for a duplicate that leads there. */
function asks({ ticket, signedFor, duplicates = [] }: Led, address: string | undefined): boolean {
  const from = address === undefined ? {} : { from: { address } };
  const isRequesterOf = (each: Ticket | undefined) =>
    each !== undefined && isRequester(each, address) && !isForgedFirst(from, each);
  return isAsking(ticket, address) || [signedFor, ...duplicates].some(isRequesterOf);
}

/**
 * Whether a requester goes on with their own subject, which what proves them covers, where their mail service signs nothing of what a mail
 * answers: many mailboxes that pass mail on leave no other proof.
 */
function goesOnBySubject(mail: InboundMail, target: Target): boolean {
  const { ticket, by, isUnsigned = false } = target;
  const bare = (subject: string) => withoutReplyPrefix(withoutNumbers(subject));
  const isSame = bare(mail.subject) === bare(ticket.subject);
  const isCovered = mail.unsigned !== undefined && !mail.unsigned.includes('subject');
  return (
    isUnsigned &&
    isCovered &&
    by !== 'ancestor' &&
    !isOthers(mail, target) &&
    !isNamedThere(mail, target) &&
    !isForgedFirst(mail, ticket) &&
    isSame &&
    ticket.subject !== '' &&
    isRequester(ticket, mail.from?.address)
  );
}

/**
 * Whether a machine wrote a mail about this ticket, for certain, and answers the desk: it changes nothing, and nobody hears of it. What one
 * writes of its own accord is heard, as anybody's: the next alarm of a monitor, or what a person's rule passes on.
 */
export function isMachines(mail: InboundMail, target: Target): boolean {
  return provedMachine(mail) !== false && !(isOfOwnAccord(mail) && !answersDesk(mail, target));
}

/** Whether a machine wrote of its own accord about what others asked, and goes on from nothing of its own. */
function isElses(mail: InboundMail, target: Target): boolean {
  if (!isOfOwnAccord(mail) || target.answered === 'own') return false;
  return target.answered === "others'" || !asks(target, mail.from?.address);
}

/** Each says that a mail may not be meant for its ticket, whoever is proved to have written it. */
const NOT_LED = [isDrawn, isElses, isOthers, isNamedThere, isForgedThere];
