import { domainOf } from '../address.ts';
import { names } from '../customer/knows.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { isVia, saidInFrom, showsAddress } from '../mail/stand-in.ts';
import { isNamedByOther } from '../ticket/also-from.ts';
import { isInConversation, isReader } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isOfOwnAccord } from './of-own-accord.ts';
import type { Target } from './target.ts';

type Sent = Pick<InboundMail, 'from'> &
  Partial<Pick<InboundMail, 'fromSays' | 'replyTo' | 'origin' | 'generated' | 'autoReply' | 'bounce' | 'certified'>>;

/**
 * Whether a mail may have been written by anybody, whoever is proved to have sent it: a machine did of its own accord, as a form or a mailbox's rule
 * does that passes a stranger's mail on in its own name, or its From says whom it was sent for, and a Reply-To is another one's, be it the first or not; of
 * certified mail the message inside says both. `isOwn`: that address is From's own, whose mail program may show it as their name.
 */
function isInItsName(mail: Sent, isOwn: (address: string) => boolean): boolean {
  const { generated = false, autoReply = false, bounce = false, certified } = mail;
  if (isOfOwnAccord({ generated, autoReply, bounce })) return true;
  const { from, fromSays, replyTo } = certified ?? mail;
  const all = [...(replyTo ? [replyTo] : []), ...(certified ? [] : (mail.origin?.furtherReplyTo ?? []))];
  const said = saidInFrom({ from, fromSays });
  const saysForWhom = said.some((text) => isVia(text) || ON_BEHALF.test(text));
  return all
    .filter(({ address }) => address !== from?.address)
    .some(
      (each) =>
        (saysForWhom && !(fromSays === undefined && isSameName(from, each))) ||
        (!isOwn(each.address) && said.some((text) => showsAddress(text, each.address))),
    );
}

/** Whether a mail that opens a ticket may be anybody's words. `isOwn`: its Reply-To is From's own, where From's record names it. */
export function isOpenedInItsName(mail: InboundMail, { isOwn = false }: { isOwn?: boolean } = {}): boolean {
  return isInItsName(mail, () => isOwn);
}

/** Whether a mail about a ticket may be anybody's words there. A Reply-To is From's own where it reads the ticket, or From's record names it. */
export function isInItsNameOn(mail: Sent, { ticket, contacts = [] }: Pick<Target, 'ticket' | 'contacts'>): boolean {
  return isInItsName(mail, (address) => isReader(ticket, address) || names({ contacts }, address));
}

/** "Info on behalf of Eve", in the languages that people write to the desk. */
const ON_BEHALF =
  /\b(?:on behalf of|per conto di|a nome di|im auftrag von|im namen von|au nom de|de la part de|en nombre de|em nome de|namens)\s+\S/i;

/**
 * Whether two mailboxes of one domain bear one name, which is its owner's own then, whatever it says ("Studio Rossi via Garibaldi" is in a street). The
 * name alone shows nothing: whoever writes through a group sets a Reply-To with any name, and the group keeps it.
 */
function isSameName(from: Mailbox | undefined, other: Mailbox): boolean {
  return from?.name === other.name && domainOf(from?.address ?? '') === domainOf(other.address);
}

/**
 * Whether a mail about a ticket is another person's request, also in the name of one of its people (docs/promise.md section 9): its answers go to an
 * address that does not read the ticket, and it may be anybody's, or only an id leads there that others have, too, or From named another one who reads
 * there, whom nobody had confirmed, or who is not of From's own record: the next visitor of a form has the same From.
 */
export function isOthers(
  mail: Sent,
  {
    ticket,
    by,
    reads,
    contacts = [],
    isFromOutside = false,
  }: Pick<Target, 'ticket' | 'by' | 'reads' | 'contacts' | 'isFromOutside'>,
): boolean {
  const from = mail.from?.address;
  if (reads === undefined || isReader(ticket, reads)) return false;
  // Who asks for answers to themself, and is none of its people, is from outside for that alone.
  if (reads === from && !isInConversation(ticket, from)) return false;
  if (by === 'ancestor' || isInItsNameOn(mail, { ticket, contacts })) return true;
  if (by === 'address' || reads === from) return false;
  const { requester } = ticket;
  if (isNamedByOther(requester) && requester.from === from) return true;
  // What is there as theirs stays so when it comes again, wherever they have said meanwhile that they read.
  if (by === 'itself' && !isFromOutside) return false;
  const named = readersNamedBy(ticket, from);
  // A number may stand in any mail, such as in the subject that a form asks for.
  if (by === 'subject' && !names({ contacts }, reads)) return true;
  return named.some((address) => !names({ contacts }, address)) || (named.length > 0 && !names({ contacts }, reads));
}

/** Where those read whom a mail's From named, as the requester or as one who asked a duplicate. */
function readersNamedBy({ requester, alsoFrom = [] }: Ticket, from: string | undefined): string[] {
  return [requester, ...alsoFrom]
    .filter((each) => each.from === from && from !== undefined)
    .map(({ address }) => address);
}
