import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { withoutReplyPrefix } from '../mail/reply/answers.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { isInConversation, isRequester } from '../ticket/participants.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import { asks, isCopiedThere, isDrawn, isForgedFirst, isForgedThere, isNamedThere } from './drawn-in.ts';
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
