import { because } from '../refusals.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isForAnother } from '../ticket/written-for.ts';
import { getAnswer } from './steps/agents-answer.ts';
import { passAnswerOn } from './steps/answer.ts';
import { refusalOfAll } from './steps/change.ts';
import { duplicateRefusal } from './steps/duplicate-refusal.ts';
import { keptContent } from './steps/kept-content.ts';
import { withoutLost } from './steps/settle-answer.ts';
import { getTicket } from './steps/update.ts';

/**
 * Sends an answer once more that did not reach the requester: parked, refused, withdrawn or bounced. It counts as any that
 * waited does (`answeredAt`). Throws a 404 for what is no answer, a 409 on a closed duplicate, a 422 for one that has arrived as far as anybody knows, that was written for another one than asks now, or of
 * which all is hidden, and `TaskBusy` while it
 * is just being sent.
 */
export async function resendAnswer(
  desk: Desk,
  ref: { ticketId: string; messageKey: string },
): Promise<{ ticket: Ticket; message: Message }> {
  const { message, delivery } = await getAnswer(desk, ref);
  if (delivery.state === 'sending') throw new TaskBusy();
  if (delivery.state === 'sent') throw refusalOfAll(because('resendSent'));
  if (message.redaction?.whole) throw refusalOfAll(because('resendHidden'));
  const read = await getTicket(desk, ref.ticketId);
  if (isForAnother(read, message)) throw refusalOfAll(because('resendAnothers', { asks: read.requester.address }));
  // The report that it came back may have broken off half-way; what it had to change could not be told later.
  const isHalfDone = delivery.state === 'bounced' && read.firstResponse?.message === message.key;
  const ticket = isHalfDone ? await withoutLost(desk, read, desk.now().toISOString()) : read;
  const refused = await duplicateRefusal(desk, ticket);
  if (refused) throw refused;
  const content = () => keptContent(desk, message);
  if (delivery.state === 'parked')
    return passAnswerOn(desk, ticket, { stored: message, existed: true }, content, 'call');

  // As if it had never been tried: whoever was copied gets it again, since nobody can say what they have.
  const relay = claim(desk.machineNow());
  const none = {
    notSent: undefined,
    left: undefined,
    leftFor: undefined,
    askedUntil: undefined,
    delivered: undefined,
    undelivered: undefined,
  };
  const untried = { ...none, resent: (message.resent ?? 0) + 1 };
  if (!(await desk.tickets.saveRelay(message, relay, untried))) throw new TaskBusy();
  const stored = { ...message, ...untried, relay };
  return passAnswerOn(desk, ticket, { stored, existed: false }, content, 'call');
}
