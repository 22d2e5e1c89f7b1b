import type { InboundMail } from '../mail/inbound.ts';
import { withoutReplyPrefix } from '../mail/reply/answers.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import type { MailPlace } from '../ticket/ticket-store.ts';
import type { Look } from './look.ts';
import type { Answered, Target } from './target.ts';

/** Whether a machine wrote a mail of its own accord: a monitor, a scanner, a rule that passes a person's mail on. Such a mail is a request. */
export function isOfOwnAccord({
  generated,
  autoReply,
  bounce,
}: Pick<InboundMail, 'generated' | 'autoReply' | 'bounce'>) {
  return generated !== false && autoReply === false && bounce === false;
}

/**
 * Whether a mail that led to a ticket answers the desk: a mail of ours, an address of the ticket, or a subject of ours. What only names a
 * thread that the ticket has, too, does not: monitors give all alarms of one thing the same, and whoever reads it can write under it.
 */
export function answersDesk({ subject }: Pick<InboundMail, 'subject'>, { by, answered }: Target): boolean {
  if (by === 'ancestor') return false;
  if (by === 'mail' || by === 'itself') return answered === 'ours';
  if (by !== 'subject') return true;
  const bare = withoutNumbers(subject);
  return withoutReplyPrefix(bare) !== bare.trimStart();
}

/**
 * Of a mail that a machine wrote of its own accord, by ticket, whose mail it goes on from: the nearest of those that it names, of which
 * `places` says where each is known from, nearest first. Empty of any other mail. Throws what the store throws.
 */
export async function answeredIn(
  { tickets }: Pick<Look, 'tickets'>,
  mail: InboundMail,
  places: readonly (readonly MailPlace[])[],
): Promise<Map<string, Answered>> {
  const answered = new Map<string, Answered>();
  if (!isOfOwnAccord(mail)) return answered;
  for (const { ticketId, messageKey, isReferred = false } of places.flat()) {
    if (isReferred || answered.has(ticketId)) continue;
    // Without a message it is the acknowledgement.
    const message = messageKey === undefined ? undefined : await tickets.getMessage(ticketId, messageKey);
    const isOurs = message === undefined || message.author === 'agent';
    const isOwn = message?.by === mail.from?.address && !message?.fromOutside;
    answered.set(ticketId, isOurs ? 'ours' : isOwn ? 'own' : "others'");
  }
  return answered;
}
