import type { Agent } from '../customer/agent.ts';
import type { InboundAttachment } from '../mail/inbound.ts';
import { PublicError } from '../public-error.ts';
import { because, refusalSentence, type Why } from '../refusals.ts';
import { startedAt } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { unreachableBy } from '../ticket/reachable.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { whyNotAsk } from '../ticket/watch.ts';
import { type WrittenFor, writtenForNow } from '../ticket/written-for.ts';
import { passAnswerOn, type TellBy } from './steps/answer.ts';
import { refusalOfAll } from './steps/change.ts';
import { claimAnswer } from './steps/claim-answer.ts';
import { duplicateRefusal } from './steps/duplicate-refusal.ts';
import { hideOnArrival, isLeftOut } from './steps/hide-on-arrival.ts';
import { keptContent } from './steps/kept-content.ts';
import type { MessageFile } from './steps/message-files.ts';
import { claimed } from './steps/relay.ts';
import { newMessage, storeMessage } from './steps/store-message.ts';
import { getTicket } from './steps/update.ts';

export type Response = {
  ticketId: string;
  /** Already authenticated: a response stops the clock. */
  agent: Agent;
  /** Where it came from; the same again is the same response. */
  source: string;
  text: string;
  /** The same as its writer formatted it, sanitised: it has no other letters than `text`. */
  html?: string | undefined;
  attachments: MessageFile[];
  /** When it reached the desk (ISO, UTC): what counts as the time of the first response. */
  receivedAt: string;
  messageId?: string | undefined;
  /** Others have the mail of that id, too. */
  isIdShared?: boolean;
  raw?: string | undefined;
  /** Hash of the request that brought it. */
  request?: string | undefined;
  warnings?: string[];
  /** It asks the customer of a P1 for something: the customer is told by when, and waited for (promise.md section 7). */
  asks?: boolean | undefined;
  /** Key of the newest public message that its writer has seen: when there is a newer one, nothing is sent. Left out, it goes whatever was written. */
  seen?: string | undefined;
  /** With `seen`: to whom its writer was shown that it goes (`readersMark`); when others read it now, nothing is sent. */
  readers?: string | undefined;
  /** When it was given by phone (ISO, UTC): the mail confirms it, and it counts from then. */
  givenByPhone?: string | undefined;
  /** Who asked on the ticket as its writer saw it; left out: on the ticket as it is when the answer comes. */
  writtenFor?: WrittenFor | undefined;
  /** How its writer hears of it when it never leaves. */
  tellBy: TellBy;
};

/**
 * An agent answers the customer (docs/promise.md section 5).
 *
 * 1. Refuse what nobody could read, a quote alone where quotes are left out, an answer on a duplicate that is closed, a question that nobody would wait for, and one that something was
 *    written before which its writer has not seen.
 * 2. Store the message, once.
 * 3. Send it to the requester, then to whoever is copied: a response that never left is none.
 * 4. Stop the clock, if this is the first response that left, and cancel the timer.
 *
 * `deliveryOf(message)` says what became of it: sent, refused, or parked until the mail service takes it. Throws a 404 for an
 * unknown ticket, a 409 for a closed duplicate, `AnswerOvertaken` and `ReadersChanged`, a 422 when it can reach nobody, `TaskBusy` while another delivery of the same response is at work, and what a
 * port throws; repeating it then finishes what is left.
 */
export async function respond(
  desk: Desk,
  response: Response,
): Promise<{ ticket: Ticket; message: Message; duplicate: boolean }> {
  const { agent, text, html, attachments } = response;
  const ticket = await getTicket(desk, response.ticketId);
  const givenByPhone = response.givenByPhone === undefined ? undefined : callTime(desk, ticket, response.givenByPhone);
  const unreachable = unreachableBy(desk.settings, ticket.requester.address);
  // Who was called has the answer; that nothing can confirm it is told.
  if (unreachable !== undefined && givenByPhone === undefined) {
    throw refusalOfAll(because('answerUnreachable', unreachable));
  }
  const message = newMessage({
    ticketId: ticket.id,
    source: response.source,
    author: 'agent',
    by: agent.id,
    verified: true,
    name: agent.name,
    kind: 'public',
    at: response.receivedAt,
    text,
    messageId: response.messageId,
    ...(response.isIdShared && { isIdShared: true as const }),
    raw: response.raw,
    request: response.request,
    warnings: response.warnings ?? [],
    ...(response.asks && { asks: true }),
    ...(givenByPhone !== undefined && { givenByPhone }),
  });
  const refused = (await duplicateRefusal(desk, ticket)) ?? (response.asks ? questionRefusal(ticket) : undefined);
  // A repetition of what was taken once finds it, whatever became of the ticket since.
  const isKnown = (refused || response.seen !== undefined) && (await desk.tickets.getMessage(ticket.id, message.key));
  if (refused && !isKnown) throw refused;
  const isAlone = attachments.length === 0 && (await isLeftOut(desk, message, ticket));
  if (isAlone && !(await desk.tickets.getMessage(ticket.id, message.key))) throw refusalOfAll(because('answerQuotes'));
  const { seen, readers } = response;
  const isClaimed = seen !== undefined && !isKnown;
  const current = isClaimed ? await claimAnswer(desk, ticket, { key: message.key, seen, readers }) : ticket;
  const { existed, ...stored } = await storeMessage(
    desk,
    claimed(desk, { ...message, writtenFor: response.writtenFor ?? writtenForNow(current) }),
    { html, files: attachments },
    ticket,
  );
  // Whole, not as the item holds it; save what was hidden on this ticket. What a page sent into the bucket is where it was kept now.
  const content = async () => {
    const files = attachments.filter((file): file is InboundAttachment => !('upload' in file));
    if (files.length < attachments.length) return keptContent(desk, stored);
    const shown = await hideOnArrival(desk, message, { html, files }, ticket);
    return {
      text: shown.message.text,
      html: shown.html,
      files: shown.files.flatMap((file, index) =>
        shown.hidden[index] ? [] : [{ ...file, index, read: async () => file.content }],
      ),
    };
  };
  const passed = await passAnswerOn(desk, current, { stored, existed }, content, response.tellBy);
  return { ...passed, duplicate: existed };
}

/** Why a question is not sent (422): nobody would wait for its answer. */
function questionRefusal(ticket: Ticket): PublicError | undefined {
  const why = whyNotAsk(ticket);
  return (
    why && new PublicError(422, 'The answer was not sent.', [{ field: 'asks', message: refusalSentence(why) }], why)
  );
}

/**
 * When a call was, which is told by the minute: one in the minute of the request came after it. Refuses (422) one that cannot have answered this
 * ticket: phone is for Premium only (docs/promise.md section 1).
 */
function callTime(desk: Desk, { terms, clock, customer, requester }: Ticket, at: string): string {
  const refuse = (field: string, why: Why) =>
    new PublicError(422, 'The answer is not recorded.', [{ field, message: refusalSentence(why) }], why);
  if (terms.plan !== 'premium') {
    const whose = customer?.name ?? requester.address;
    throw refuse('givenByPhone', because('phonePlan', { plan: terms.plan, whose }));
  }
  if (at > desk.now().toISOString()) throw refuse('givenByPhone.at', because('phoneFuture'));
  const start = startedAt(clock);
  if (at < start.slice(0, 'yyyy-mm-ddThh:mm'.length)) {
    throw refuse('givenByPhone.at', because('phoneBefore', { start }));
  }
  return at < start ? start : at;
}
