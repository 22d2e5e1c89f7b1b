import { METRIC } from '../../names.ts';
import { type AnswerContent, answerLetter, copiesOf, sendAnswer } from '../../notify/answer-mail.ts';
import { tellNotSent } from '../../notify/notices.ts';
import { type Posted, stepOutcome, withPosted } from '../../notify/post.ts';
import type { Outcome } from '../../outcome.ts';
import { DONE } from '../../outcome.ts';
import { audited, isMet, stopTimer, withPublic } from '../../ticket/clock.ts';
import { answeredAt, deliveryOf } from '../../ticket/delivery.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { type Step, shortReason } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Sending } from '../../ticket/ticket-store.ts';
import { passOn } from './relay.ts';
import { update } from './update.ts';

type Stored = { stored: Message; existed: boolean };

/** Who hears of an answer that never left: whoever waits for the call's own answer, or its writer by mail. */
export type TellBy = 'call' | 'mail';

/**
 * Sends an agent's stored answer to the requester, then to whoever is copied, and lets the ticket say what became of it: only
 * what left for the requester is a response (docs/promise.md section 5). All of it follows from what is stored, so a
 * repetition finishes what is left and does nothing twice.
 */
export async function passAnswerOn(
  desk: Desk,
  ticket: Ticket,
  stored: Stored,
  content: () => Promise<AnswerContent>,
  tellBy: TellBy,
): Promise<{ ticket: Ticket; message: Message }> {
  const posted: Posted[] = [];
  const sending: Sending = {};
  let stopped = ticket;
  // Before the message is noted as passed on: after that nobody would come and do it.
  const stop = async (claimed: Message): Promise<Outcome> => {
    try {
      stopped = await update(desk, ticket, (current) => settle(current, { ...claimed, ...sending }, desk.now()));
      return DONE;
    } catch (error) {
      // Not thrown: that the mail has gone must be noted all the same.
      desk.log.warn('a clock could not be stopped yet', { ticket: ticket.id, error });
      return { outcome: 'later', reason: 'the ticket could not be written' };
    }
  };
  const message = await passOn(
    desk,
    stored,
    async (claimed) => answerSteps(desk, ticket, claimed, { content: await content(), posted, sending, tellBy, stop }),
    () => sending,
  );
  const settled = await settleAnswer(desk, stopped, message, posted);
  const wasFirst = ticket.firstResponse?.message === message.key;
  if (settled.firstResponse?.message === message.key && !wasFirst) desk.log.count(METRIC.firstResponse);
  return { ticket: settled, message };
}

type Sent = {
  content: AnswerContent;
  posted: Posted[];
  sending: Sending;
  tellBy: TellBy;
  /** Lets the ticket say what became of the answer. */
  stop: (message: Message) => Promise<Outcome>;
};

async function answerSteps(desk: Desk, ticket: Ticket, message: Message, sent: Sent): Promise<Step[]> {
  const { posted, sending } = sent;
  const letter = await answerLetter(desk, ticket, message, sent.content);
  let requester: Outcome = DONE;
  const toRequester = async () => {
    const mail = await sendAnswer(desk, ticket, ticket.requester, letter);
    posted.push(mail);
    requester = stepOutcome(mail);
    if (mail.result.outcome === 'done') Object.assign(sending, { left: mail.at, sentAs: mail.result.messageId });
    if (mail.result.outcome === 'refused') sending.notSent = { at: mail.at, reason: shortReason(mail.result.reason) };
    return requester;
  };
  const stopClock = async () => (requester.outcome === 'done' ? sent.stop(message) : requester);
  const steps: Step[] = [
    ['requester', toRequester],
    ['stop the clock', stopClock],
  ];
  const isRefused = () => (sending.notSent ?? message.notSent) !== undefined;
  for (const copy of copiesOf(ticket)) {
    const toCopy = async () => {
      // Nobody reads an answer that its requester did not get.
      if (requester.outcome === 'later' || isRefused()) return requester.outcome === 'later' ? requester : DONE;
      const mail = await sendAnswer(desk, ticket, copy, letter);
      posted.push(mail);
      return stepOutcome(mail);
    };
    steps.push([`copy ${copy.address}`, toCopy]);
  }
  if (sent.tellBy === 'call') return steps;
  const tellWriter = async () => {
    if (requester.outcome === 'later' || !isRefused()) return requester.outcome === 'later' ? requester : DONE;
    const agent = (await desk.agents.list()).find(({ id }) => id === message.by);
    const { reason } = (sending.notSent ?? message.notSent) as NonNullable<Message['notSent']>;
    if (!agent) return DONE;
    const mail = await tellNotSent(desk, ticket, agent, { text: sent.content.text, reason });
    posted.push(mail);
    return stepOutcome(mail);
  };
  return [...steps, ['tell writer', tellWriter]];
}

/** Lets the ticket say what became of an answer, and stops its clock when it was the first response. */
async function settleAnswer(desk: Desk, ticket: Ticket, message: Message, posted: Posted[]): Promise<Ticket> {
  const settled = await update(desk, ticket, (current) => settle(withPosted(current, posted), message, desk.now()));
  if (settled.firstResponse?.message !== message.key) return settled;
  // The version before the one that stopping gave it: also when an earlier delivery got as far as that.
  await desk.timers.cancel({ ticketId: ticket.id, version: settled.timer.version - 1 });
  return settled;
}

function settle(ticket: Ticket, message: Message, now: Date): Ticket {
  const at = answeredAt(message);
  if (at !== undefined) return answered(ticket, message, at);
  const { state, reason } = deliveryOf(message) ?? { state: 'sending' };
  if (state !== 'refused' && state !== 'parked') return ticket;
  const action = state === 'refused' ? 'answer not sent' : 'answer waits';
  const detail = `${message.key}: ${reason}`;
  return audited(ticket, { at: now.toISOString(), by: 'desk', action, detail }, { once: true });
}

/** The ticket answered: by its first response only, later ones change whose turn it is and nothing else. */
function answered(ticket: Ticket, message: Message, at: string): Ticket {
  const told = withPublic(ticket, { at, by: 'agent' });
  if (told.firstResponse) return told.state === 'waiting' ? { ...told, state: 'answered' } : told;
  const by = `agent:${message.by}`;
  const met = isMet(told.clock, at);
  const { cancelled: _, ...stopped } = stopTimer(told, at);
  const changed: Ticket = { ...stopped, state: 'answered', firstResponse: { at, by, met, message: message.key } };
  return audited(changed, { at, by, action: 'answered', detail: met ? 'in time' : 'late' });
}
