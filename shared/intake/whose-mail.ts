import type { Agent } from '../customer/agent.ts';
import { addressesBehind, isNamedByOther } from '../ticket/also-from.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { MailPlace } from '../ticket/ticket-store.ts';
import { asks } from './drawn-in.ts';
import type { Look } from './look.ts';
import { MAIL_OF, type MailOf, type Target } from './target.ts';

/** A mail that stands on a ticket under an id that was looked up; without a key it is the acknowledgement, without a message it cannot be read, or not yet. */
export type MailThere = { ticketId: string; messageKey: string | undefined; message: Message | undefined };

/** The mails of tickets at these places. Throws what the store throws. */
export async function mailsAt({ tickets }: Pick<Look, 'tickets'>, places: readonly MailPlace[]): Promise<MailThere[]> {
  const own = places.filter(({ isReferred = false }) => !isReferred);
  return Promise.all(
    own.map(async ({ ticketId, messageKey }) => {
      const message = messageKey === undefined ? undefined : await tickets.getMessage(ticketId, messageKey);
      return { ticketId, messageKey, message };
    }),
  );
}

/** The ticket that a mail led to, in place of which another one may go on. */
export function idLedTo({ ticket, signedFor = ticket }: Pick<Target, 'ticket' | 'signedFor'>): string {
  return signedFor.id;
}

/**
 * Whose these mails are that stand on the ticket that a mail led to: of several the surest, since whoever reads an id can write under it there. Undefined
 * where none does. `isProved`: the mail that names them is; `agents`: those there are.
 */
export function whoseMail(
  mails: readonly MailThere[],
  target: Target,
  writing: { from: string | undefined; isProved: boolean; agents: readonly Agent[] },
): MailOf | undefined {
  const there = mails.filter(({ ticketId }) => ticketId === idLedTo(target));
  const each = there.map(({ messageKey, message }) => {
    if (messageKey === undefined || message?.author === 'agent') return 'ours';
    // Of what nobody can say whose it is the least is believed.
    if (message === undefined) return "outsiders'";
    return isOpening(message, target) ? whoseOpening(message, target, writing) : whoseLater(message, target, writing);
  });
  return MAIL_OF.find((whose) => each.includes(whose));
}

type Writing = Parameters<typeof whoseMail>[2];

function isOpening({ key }: Message, { ticket, signedFor = ticket }: Target): boolean {
  return key === messageKeyFor(signedFor.source);
}

/** What opened a ticket stands there as of who reads it: of whom somebody only named there it is not. What nobody proved leads none who is proved. */
function whoseOpening({ by, verified }: Message, target: Target, { from, isProved, agents }: Writing): MailOf {
  const { ticket, signedFor = ticket } = target;
  const { requester } = signedFor;
  // What an agent wrote to a customer, with the desk in copy, or passed on.
  if (verified && agents.some(({ addresses }) => addresses.includes(by))) return 'ours';
  if (isNamedByOther(requester)) return requester.from === from ? 'own' : "others'";
  const isOwn = isSame(signedFor, by, from);
  if (!isOwn && signedFor.id !== ticket.id && !isInConversation(ticket, by)) return "outsiders'";
  const isSure = verified || requester.fromProved === true || !isProved;
  return isSure ? sureOf(target, { by, isOwn }) : "others'";
}

/** In somebody's name it is not surely theirs: they have to be proved, and to have meant it for this ticket. */
function whoseLater(message: Message, target: Target, { from }: Writing): MailOf {
  const { by, verified, byHolder, fromOutside, relay } = message;
  // What nobody was to hear of has no relay: a machine's, and whatever says that it is.
  if (fromOutside || relay === undefined) return "outsiders'";
  const isOwn = isSame(target.ticket, by, from);
  if (!isOwn && !isInConversation(target.ticket, by)) return "outsiders'";
  return verified && !byHolder ? sureOf(target, { by, isOwn }) : "others'";
}

function sureOf(target: Target, { by, isOwn }: { by: string; isOwn: boolean }): MailOf {
  if (isOwn) return 'own';
  return asks(target, by) ? "askers'" : "others'";
}

/** Whether both are of one person: who writes from elsewhere than they read is proved to have said so. */
function isSame(ticket: Ticket, by: string, from: string | undefined): boolean {
  if (by === from || from === undefined) return by === from;
  return addressesBehind(ticket, by).includes(from) || addressesBehind(ticket, from).includes(by);
}
