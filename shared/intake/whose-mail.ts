import type { InboundMail } from '../mail/inbound.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { MailPlace } from '../ticket/ticket-store.ts';
import { asks } from './drawn-in.ts';
import type { Look } from './look.ts';
import { MAIL_OF, type MailOf, type Target } from './target.ts';

/** A mail that stands on a ticket under an id that was looked up; without a message it is the acknowledgement. */
export type MailThere = { ticketId: string; message: Message | undefined };

/** The mails of tickets at these places. Throws what the store throws. */
export async function mailsAt({ tickets }: Pick<Look, 'tickets'>, places: readonly MailPlace[]): Promise<MailThere[]> {
  const own = places.filter(({ isReferred = false }) => !isReferred);
  return Promise.all(
    own.map(async ({ ticketId, messageKey }) => {
      const message = messageKey === undefined ? undefined : await tickets.getMessage(ticketId, messageKey);
      return { ticketId, message };
    }),
  );
}

/** The ticket that a mail led to, in place of which another one may go on. */
export function idLedTo({ ticket, signedFor = ticket }: Pick<Target, 'ticket' | 'signedFor'>): string {
  return signedFor.id;
}

/**
 * Whose these mails are that stand on the ticket that a mail led to: of several the surest, since whoever reads an id can write under it there. Undefined
 * where none does.
 */
export function whoseMail(
  mails: readonly MailThere[],
  target: Target,
  { from }: Pick<InboundMail, 'from'>,
): MailOf | undefined {
  const there = mails.filter(({ ticketId }) => ticketId === idLedTo(target));
  const each = there.map(({ message }) => (message ? whoseMessage(message, target, from?.address) : 'ours'));
  return MAIL_OF.find((whose) => each.includes(whose));
}

function whoseMessage(message: Message, target: Target, from: string | undefined): MailOf {
  if (message.author === 'agent') return 'ours';
  const { ticket, signedFor = ticket } = target;
  const isWriters = message.by === from;
  const isTheirs = isWriters || asks(target, message.by);
  if (message.key === messageKeyFor(signedFor.source)) return isTheirs ? 'askers' : "others'";
  // What nobody was to hear of has no relay: a machine's, and whatever says that it is.
  if (message.fromOutside || message.relay === undefined)
    return isWriters && message.verified ? "others'" : "outsiders'";
  // In somebody's name is not surely theirs: they have to be proved, and to have meant it for this ticket.
  return isTheirs && message.verified && !message.byHolder ? 'askers' : "others'";
}
