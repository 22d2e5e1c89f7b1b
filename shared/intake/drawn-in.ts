import type { InboundMail } from '../mail/inbound.ts';
import { readerName } from '../mail/signed/reply-address.ts';
import { isNamedByOther } from '../ticket/also-from.ts';
import { areColleagues } from '../ticket/copied.ts';
import { isAsking } from '../ticket/duplicates.ts';
import { isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Target } from './target.ts';

// Somebody may have opened a ticket to read what others write on it: in their name, by naming them as who reads, or by copying them, under an id that they
// have read, or handing on what leads there. What these write is from outside, save by what nobody but they have (docs/promise.md section 9).

/** What leads a mail to a ticket. */
type Led = Pick<
  Target,
  | 'by'
  | 'ticket'
  | 'agentId'
  | 'reader'
  | 'isFromOutside'
  | 'signedFor'
  | 'duplicates'
  | 'house'
  | 'isProved'
  | 'mailOf'
  | 'isNumbered'
>;

/**
 * Whether a ticket may have been opened by somebody else in the name of whom a mail is from: nobody proved it, and answers go to another
 * address, that nobody had confirmed. Whoever goes on with a mail of their own, or answers the same newsletter, asks for themself.
 */
export function isForgedFirst({ from }: Pick<InboundMail, 'from'>, { requester }: Pick<Ticket, 'requester'>): boolean {
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
 * answers nothing of it, and leads whoever asked alone, or a colleague's mail that the ticket's first one answers to all.
 */
export function isDrawn(mail: InboundMail, target: Target): boolean {
  const { by, ticket, mailOf, isNumbered = false } = target;
  const isAsker =
    by === 'ancestor' && mailOf === undefined ? askedItself(mail, target) : asks(target, mail.from?.address);
  if (isAsker && isUnsureFirst(mail, target)) return true;
  // What was said to the desk alone, or to others, is not for whom they copied there, who have that id as well.
  if (by === 'ancestor' && isAsker) return !goesToAllReaders(mail, ticket);
  if (isAsker || isNumbered || (by !== 'mail' && by !== 'ancestor')) return isCopiedThere(mail, target);
  if (!namesAsker(mail, ticket) || isCopiedThere(mail, target)) return true;
  if (by === 'mail') return false;
  // The answer to a mail may come before it: between colleagues they are one ticket; else whoever answered would have what was asked, on their terms.
  const isBegun = mail.inReplyTo === undefined && mail.references.length === 0;
  const isAnsweredFirst = isBegun && isTrusted(target, mail.from?.address);
  return !goesToAllReaders(mail, ticket) || !(isAnsweredFirst || mailOf === "others'");
}

/** Whether who wrote a mail asked the very ticket whose first mail answers what this one does, be it a duplicate. */
function askedItself({ from }: Pick<InboundMail, 'from'>, { ticket, signedFor = ticket }: Led): boolean {
  return isRequester(signedFor, from?.address);
}

/**
 * Whether only an id that its writer's mails have leads a proved mail to a ticket in their name that nobody proved: somebody else may have asked it under, or in
 * answer to, a mail that both have. What the desk has answered leads there all the same: that was mailed to them.
 */
export function isUnsureFirst(
  { from }: Pick<InboundMail, 'from'>,
  { by, mailOf, isNumbered, isProved, ticket, signedFor }: Led,
): boolean {
  if (!isProved || isNumbered || (by !== 'mail' && by !== 'ancestor') || mailOf === 'ours') return false;
  const { address, verified, fromProved = false, unconfirmed } = (signedFor ?? ticket).requester;
  // What an agent filed for them waits for their word, until it is closed; what a mailbox's rule did, which anybody can have written to, does not.
  const isByAgent = ticket.audit.some(({ action, by: who }) => action === 'opened' && who.startsWith('agent:'));
  const isAwaited = unconfirmed === 'forwarded' && isByAgent && ticket.state !== 'closed';
  return address === from?.address && !verified && !fromProved && !isAwaited;
}

/**
 * Whether what others may have, too, leads to a ticket that its writer reads because somebody copied them, who may be anybody, and the mail does not go
 * to who asked: whoever copied them can have given them our id or the number in a mail of their own. A colleague of who asked goes on by it.
 */
export function isCopiedThere(mail: Pick<InboundMail, 'from' | 'to' | 'cc'>, target: Led): boolean {
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
  const asked = askedFrom(ticket);
  return asked !== undefined && areColleagues(house, copied.address, asked);
}

/**
 * Where who asked wrote from: whoever named another one's address there has no part in that one's house. Undefined where that is not proved, or may be
 * anybody's who wrote through it, such as a group.
 */
function askedFrom({ requester: { address, from, fromProved = false } }: Ticket): string | undefined {
  return from === undefined ? address : fromProved ? from : undefined;
}

/** Whether a mail goes to all who read a ticket beside its writer: who asked a duplicate writes to who asks the ticket, too. */
function goesToAllReaders(
  { from, to, cc }: Pick<InboundMail, 'from' | 'to' | 'cc'>,
  { requester, participants }: Ticket,
): boolean {
  const named = [from, ...to, ...cc].map((each) => each?.address);
  const isOwn = requester.from !== undefined && requester.from === from?.address;
  return [...(isOwn ? [] : [requester]), ...participants].every(({ address }) => named.includes(address));
}

/** Whether a mail goes to one who asked for a ticket; where nobody but another address says who reads, to that. */
function namesAsker({ to, cc }: Pick<InboundMail, 'to' | 'cc'>, ticket: Ticket): boolean {
  const isOf = (address: string) =>
    isNamed(ticket) ? address === ticket.requester.from && address === askedFrom(ticket) : isAsking(ticket, address);
  return [...to, ...cc].some(({ address }) => isOf(address));
}

/** Whether an address is that of who asked for a ticket, or for a duplicate that leads there. */
export function asks({ ticket, signedFor, duplicates = [] }: Led, address: string | undefined): boolean {
  const from = address === undefined ? {} : { from: { address } };
  const isRequesterOf = (each: Ticket | undefined) =>
    each !== undefined && isRequester(each, address) && !isForgedFirst(from, each);
  return isAsking(ticket, address) || [signedFor, ...duplicates].some(isRequesterOf);
}
