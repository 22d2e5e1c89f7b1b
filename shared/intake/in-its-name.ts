import type { InboundMail } from '../mail/inbound.ts';
import { nameBeforeVia } from '../mail/stand-in.ts';
import { isNamedByOther } from '../ticket/also-from.ts';
import { isInConversation, isReader } from '../ticket/participants.ts';
import { isOfOwnAccord } from './of-own-accord.ts';
import type { Target } from './target.ts';

type Sent = Pick<InboundMail, 'from'> & Partial<Pick<InboundMail, 'replyTo' | 'generated' | 'autoReply' | 'bounce'>>;

/**
 * Whether a mail may have been written by anybody, whoever is proved to have sent it: a machine did of its own accord, as a form or a mailbox's rule
 * does that passes a stranger's mail on in its own name, or its From says whom it was sent for, and its Reply-To is another one's.
 */
export function isInItsName({ generated = false, autoReply = false, bounce = false, from, replyTo }: Sent): boolean {
  if (isOfOwnAccord({ generated, autoReply, bounce })) return true;
  return replyTo !== undefined && replyTo.address !== from?.address && saysForWhom(from?.name ?? '', replyTo.address);
}

/** "Info on behalf of Eve", in the languages that people write to the desk. */
const ON_BEHALF =
  /\b(?:on behalf of|per conto di|a nome di|im auftrag von|im namen von|au nom de|de la part de|en nombre de|em nome de|namens)\s+\S/i;

/** Whether a sender's name says that somebody else wrote it: by whom, for whom, or by the very address that is to be answered. */
function saysForWhom(name: string, replyTo: string): boolean {
  return (
    nameBeforeVia(name) !== undefined || ON_BEHALF.test(name) || name.toLowerCase().includes(replyTo.toLowerCase())
  );
}

/**
 * Whether a mail about a ticket is another person's request, also in the name of one of its people (docs/promise.md section 9): its answers go to an
 * address that does not read the ticket, and it may be anybody's, or only an id leads there that others have, too, or From named the requester, too,
 * and nobody had confirmed that.
 */
export function isOthers(mail: Sent, { ticket, by, reads }: Pick<Target, 'ticket' | 'by' | 'reads'>): boolean {
  const from = mail.from?.address;
  if (reads === undefined || isReader(ticket, reads)) return false;
  // Who asks for answers to themself, and is none of its people, is from outside for that alone.
  if (reads === from && !isInConversation(ticket, from)) return false;
  if (by === 'ancestor' || isInItsName(mail)) return true;
  const { requester } = ticket;
  return by !== 'address' && reads !== from && isNamedByOther(requester) && requester.from === from;
}
