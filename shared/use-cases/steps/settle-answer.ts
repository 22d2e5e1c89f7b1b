import { type Posted, withPosted } from '../../notify/post.ts';
import { audited, stopTimer, withPublic } from '../../ticket/clock.ts';
import { confirmedBy } from '../../ticket/confirmed.ts';
import { answeredAt, deliveryOf } from '../../ticket/delivery.ts';
import { answered, asAnswered, leftForOthers } from '../../ticket/first-response.ts';
import { wayFrom } from '../../ticket/going-on-for.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { awake } from '../../ticket/snooze.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { NO_DUPLICATE, takenBack } from '../../ticket/twin.ts';
import { withWatch } from '../../ticket/watch.ts';
import { changeClock } from './change-clock.ts';
import { forgetDuplicate } from './forget-duplicate.ts';
import { todayOf } from './today.ts';
import { update } from './update.ts';

/**
 * The ticket with what became of an answer, and with its clock stopped when it was the first response. A report that it came
 * back may arrive at any moment, so what is stored of the message is asked before the ticket is written, and again after it:
 * whoever comes second, this or the report, sees what the other did.
 */
export async function settleAnswer(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  posted: readonly Posted[] = [],
): Promise<Ticket> {
  const at = desk.now().toISOString();
  const settled = await update(desk, ticket, async (current) => {
    const told = withPosted(current, posted);
    return settle(told, message, at) === told ? told : settle(told, await withReport(desk, message), at);
  });
  // Known as returned, it may be an earlier run that broke off between its write and this question.
  if (settled === ticket && message.undelivered === undefined) return settled;
  if ((await withReport(desk, message)).undelivered === undefined) return settled;
  return withoutLost(desk, settled, at);
}

/**
 * The ticket without what its answers that came back had done to it. `change` goes with it. Written, it is looked at once more: an
 * answer that left meanwhile saw the ticket as it was before. `at` is when the desk heard of it (ISO, UTC).
 */
export async function withoutLost(
  desk: Desk,
  ticket: Ticket,
  at: string,
  change: (ticket: Ticket) => Ticket = (current) => current,
): Promise<Ticket> {
  const today = await todayOf(desk, ticket);
  const way = await wayFrom((id) => ifReadable(desk.tickets.get(id)), ticket);
  const amend = async (current: Ticket) => {
    const { messages } = await desk.tickets.messages(ticket.id);
    const answers = messages.filter(({ author, kind }) => author === 'agent' && kind === 'public');
    const amended = stoppedIfAnswered(asAnswered(change(current), answers, { today, at }), at);
    // Its clock runs here: what its people write comes here again.
    return amended.state === 'waiting' ? withoutTwin(amended, way, at) : amended;
  };
  const changed = await changeClock(desk, ticket, amend);
  const settled = changed.state === 'waiting' ? await changeClock(desk, changed, amend) : changed;
  await forgetDuplicate(desk, settled, way);
  return settled;
}

/** A message with the report that is stored on it, if one has come; as it is stored, when it has been sent again since. */
async function withReport(desk: Desk, message: Message): Promise<Message> {
  const stored = await desk.tickets.getMessage(message.ticketId, message.key);
  if (stored && stored.resent !== message.resent) return stored;
  return stored?.undelivered === undefined ? message : { ...message, undelivered: stored.undelivered };
}

function settle(ticket: Ticket, message: Message, now: string): Ticket {
  const at = leftForOthers(ticket, message) ? undefined : answeredAt(message);
  // Who was answered is whom the agent takes for the requester (docs/promise.md section 9).
  const sure =
    at !== undefined && ticket.requester.unconfirmed ? confirmedBy(ticket, { at, agentId: message.by }) : ticket;
  const settled =
    at === undefined
      ? ticket
      : stoppedIfAnswered(withWatch(answered(sure, { answer: message, at }), message, now), now);
  const { state, reason } = deliveryOf(message) ?? { state: 'sending' };
  if (state !== 'refused' && state !== 'parked') return settled;
  const what = message.givenByPhone === undefined ? 'answer' : 'confirmation';
  const action = state === 'refused' ? `${what} not sent` : `${what} waits`;
  const said = audited(settled, { at: now, by: 'desk', action, detail: `${message.key}: ${reason}` }, { once: true });
  return said !== settled && message.notSent?.isAnothers ? awaitingAgent(said, message.notSent.at) : said;
}

/** An answered ticket whose answer goes to nobody, since another one asks: it is the agents' turn, in sight. */
function awaitingAgent(ticket: Ticket, at: string): Ticket {
  if (ticket.state !== 'answered') return ticket;
  return awake(withPublic(ticket, { at, by: 'customer', unsent: true }), {
    by: 'desk',
    at,
    why: 'an answer went to nobody',
  });
}

/** A duplicate that waits again. The agents read where the conversation went on meanwhile. */
function withoutTwin(ticket: Ticket, way: readonly Ticket[], at: string): Ticket {
  const { mergedInto } = ticket;
  if (mergedInto === undefined) return ticket;
  const number = way.at(-1)?.id ?? mergedInto;
  const detail = `it was a duplicate of ${number} and goes on by itself: close it again if it is answered there`;
  return audited(takenBack(ticket, way, at), { at, by: 'desk', action: NO_DUPLICATE, detail });
}

/** No ladder runs on a ticket that waits no more; its one timer may be for the answer to a question. */
function stoppedIfAnswered(ticket: Ticket, at: string): Ticket {
  return ticket.state !== 'waiting' && ticket.timer.next?.kind === 'ladder' ? stopTimer(ticket, at) : ticket;
}
