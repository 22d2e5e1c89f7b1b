import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { isInConversation, isOfTeam, isToRequester } from '../ticket/participants.ts';
import type { Refusal } from './refusals.ts';
import type { Target } from './target.ts';

/**
 * Why what an agent wrote to others, with the desk in copy, is no answer to a ticket that it leads to: its requester is not named, and
 * somebody else is, or the desk in Cc alone. The team may read along in Cc; what is to the desk alone is an answer. Where the agent's own address of the ticket led there (`byOwn`),
 * which they reply to, they write to whoever is of the ticket, too; by an id or a number they do not, since whom its requester copied, and
 * whoever knows an id of it, may be between others; and by the id of a mail that a stranger has put there they answer the stranger. So they do where they
 * answer a mail that is none of the ticket's: a stranger who wrote to them alone chose its Reply-To, and what else leads to the ticket.
 */
export function refuseOthers(
  { settings, agents }: { settings: Settings; agents: readonly Agent[] },
  mail: InboundMail,
  target: Pick<Target, 'ticket' | 'by' | 'answersOutsider' | 'isAnswered'> & { byOwn: boolean },
): Refusal | undefined {
  const { ticket, byOwn, answersOutsider = false } = target;
  if (isToRequester(ticket, mail)) return undefined;
  const isMeant = (address: string) => isOwnAddress(settings, address) || (byOwn && isInConversation(ticket, address));
  const isColleague = (address: string) => !isOwnAddress(settings, address) && isOfTeam(settings, agents, address);
  // By an id or a number they may as well write to a colleague: it is no answer to the customer until they say so.
  const isToTeam = !byOwn && mail.to.some(({ address }) => isColleague(address));
  const isAnswer =
    !answersOutsider && (mail.to.length === 0 || (!isToTeam && mail.to.some(({ address }) => isMeant(address))));
  const isToOthers = [...mail.to, ...mail.cc].some(
    ({ address }) => !isMeant(address) && !isOfTeam(settings, agents, address),
  );
  if (isAnswer && !isToOthers) {
    if (byOwn || !answersElsewhere(mail, target)) return undefined;
    return { why: 'answers another mail', refusal: 'the mail that it answers is none of this ticket' };
  }
  const refusal = byOwn
    ? 'it is to others than those who read the ticket'
    : 'who asked is neither in its To nor in its Cc';
  return { why: 'not to its readers', refusal };
}

/**
 * Whether the mail that an agent's answers is none of the ticket: only its number, an id further up the thread, or an address that a reader has leads
 * there.
 */
function answersElsewhere(
  { inReplyTo }: InboundMail,
  { by, isAnswered = false }: Pick<Target, 'by' | 'isAnswered'>,
): boolean {
  return inReplyTo !== undefined && !isAnswered && (by === 'mail' || by === 'subject' || by === 'address');
}
