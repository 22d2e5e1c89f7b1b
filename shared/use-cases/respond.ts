import type { Agent } from '../customer/agent.ts';
import type { InboundAttachment } from '../mail/inbound.ts';
import { METRIC } from '../names.ts';
import { sendAnswer } from '../notify/answer-mail.ts';
import { sentAs, stepOutcome } from '../notify/post.ts';
import { audited, isMet, stopTimer, withPublic } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { relayOnce } from './steps/relay.ts';
import { newMessage, storeMessage } from './steps/store-message.ts';
import { getTicket, update } from './steps/update.ts';

export type Response = {
  ticketId: string;
  /** Already authenticated: a response stops the clock. */
  agent: Agent;
  /** Where it came from; the same again is the same response. */
  source: string;
  text: string;
  attachments: InboundAttachment[];
  /** When it reached the desk (ISO, UTC): what counts as the time of the first response. */
  receivedAt: string;
  messageId?: string | undefined;
  raw?: string | undefined;
  warnings?: string[];
};

/**
 * An agent answers the customer (promise.md section 5).
 *
 * 1. Store the message, once.
 * 2. Send it to the customer: a response that never left is none.
 * 3. Stop the clock, if this is the first response, and cancel the timer.
 *
 * Throws a 404 for an unknown ticket, `TaskBusy` while another delivery of the same response is at work, and what a port
 * throws; repeating it then finishes what is left.
 */
export async function respond(
  desk: Desk,
  response: Response,
): Promise<{ ticket: Ticket; message: Message; duplicate: boolean }> {
  const { agent, receivedAt } = response;
  const ticket = await getTicket(desk, response.ticketId);
  const message = newMessage({
    ticketId: ticket.id,
    source: response.source,
    author: 'agent',
    by: agent.id,
    verified: true,
    name: agent.name,
    kind: 'public',
    at: receivedAt,
    text: response.text,
    messageId: response.messageId,
    raw: response.raw,
    warnings: response.warnings ?? [],
  });
  let wentAs: string | undefined;
  const send = async (stored: Message) => {
    // Whole, not as the item holds it.
    const posted = await sendAnswer(desk, ticket, { ...stored, text: response.text }, response.attachments);
    wentAs = sentAs(posted);
    return stepOutcome(posted);
  };
  const relay = relayOnce(
    desk,
    (stored) => [['customer', () => send(stored)]],
    () => wentAs,
  );
  const stored = await storeMessage(desk, relay.claimed(message), { files: response.attachments });
  await relay.run(stored, stored.existed);

  const answered = await update(desk, ticket, (current) => stopClock(current, agent, receivedAt));
  // The version before the one that stopping gave it: also when an earlier delivery got as far as that.
  await desk.timers.cancel({ ticketId: ticket.id, version: answered.timer.version - 1 });
  if (answered !== ticket && !ticket.firstResponse) desk.log.count(METRIC.firstResponse);
  return { ticket: answered, message: stored, duplicate: stored.existed };
}

/** The ticket answered: by its first response only, later ones change whose turn it is and nothing else. */
function stopClock(ticket: Ticket, agent: Agent, at: string): Ticket {
  const told = withPublic(ticket, { at, by: 'agent' });
  if (told.firstResponse) return told.state === 'waiting' ? { ...told, state: 'answered' } : told;
  const by = `agent:${agent.id}`;
  const met = isMet(told.clock, at);
  const { cancelled: _, ...stopped } = stopTimer(told, at);
  const answered: Ticket = { ...stopped, state: 'answered', firstResponse: { at, by, met } };
  return audited(answered, { at, by, action: 'answered', detail: met ? 'in time' : 'late' });
}
