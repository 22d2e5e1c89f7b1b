import type { Mailbox } from '../../mail/outgoing.ts';
import { METRIC } from '../../names.ts';
import { type AnswerContent, answerLetter, sendAnswer } from '../../notify/answer-mail.ts';
import { tellNotSent } from '../../notify/notices.ts';
import { type Posted, stepOutcome } from '../../notify/post.ts';
import type { Outcome } from '../../outcome.ts';
import { DONE } from '../../outcome.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { whyUnreachable } from '../../ticket/reachable.ts';
import { copiesOf, shownAs } from '../../ticket/readers.ts';
import { isSmoke } from '../../ticket/smoke.ts';
import { insist, type Step, shortReason } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Sending } from '../../ticket/ticket-store.ts';
import { isForAnother } from '../../ticket/written-for.ts';
import { moveTimer } from './change-clock.ts';
import { passOn } from './relay.ts';
import { settleAnswer } from './settle-answer.ts';
import { tellColleagues } from './tell-colleagues.ts';
import { tellUnsent } from './tell-unsent.ts';
import { getTicket } from './update.ts';

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
  // Before the message is noted as passed on: after that nobody would come and do it.
  const stop = async (claimed: Message): Promise<Outcome> => {
    try {
      await settleAnswer(desk, ticket, { ...claimed, ...sending });
      return await tellColleagues(desk, ticket, claimed);
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
  if (sending.notSent && !isSmoke(ticket)) desk.log.count(METRIC.answerNotSent);
  // As it is now: copies took their time, and what changed meanwhile may need this answer again.
  const settled = await settleAnswer(desk, await getTicket(desk, ticket.id), message, posted);
  const isFirst = ({ firstResponse }: Ticket) => firstResponse?.message === message.key;
  if (isFirst(settled) && !isFirst(ticket) && !isSmoke(ticket)) desk.log.count(METRIC.firstResponse);
  return { ticket: await moveTimer(desk, ticket, settled), message };
}

type Sent = {
  content: AnswerContent;
  posted: Posted[];
  sending: Sending;
  tellBy: TellBy;
  /** Lets the ticket say that the answer left, and the colleagues know. */
  stop: (message: Message) => Promise<Outcome>;
};

/** Why an answer goes to nobody that was written for another one than asks now, and what to do. */
function whyAnothers({ requester }: Ticket, { writtenFor }: Message): string {
  const before = writtenFor ? ` was written to ${writtenFor.address}, and` : ' was written before';
  return `it${before} ${requester.address} asks now: look who reads it, then write your answer anew`;
}

/**
 * The steps of an answer: to the requester, which stops the clock; then to whoever is copied, or, when it never left, to its writer. Whom the
 * mail service refuses, the team hears by name.
 */
async function answerSteps(desk: Desk, ticket: Ticket, message: Message, sent: Sent): Promise<Iterable<Step>> {
  const { posted, sending } = sent;
  const { letter, askedUntil } = await answerLetter(desk, ticket, message, sent.content);
  let requester: Outcome = DONE;
  let clock: Outcome | undefined;
  const letterFrom = (current: Ticket) => {
    const to = shownAs(current, message.leftFor ?? sending.leftFor);
    return { ...letter, header: { to: [to], cc: copiesOf(current) } };
  };
  const toRequester = async () => {
    // As it is now: an agent may have said meanwhile, or while it waited, that another one asks, who is to read nothing of it.
    const current = await getTicket(desk, ticket.id);
    if (isForAnother(current, message)) {
      const reason = shortReason(whyAnothers(current, message));
      sending.notSent = { at: desk.now().toISOString(), reason, isAnothers: true };
      return DONE;
    }
    const unreachable = message.givenByPhone && whyUnreachable(desk.settings, ticket.requester.address);
    if (unreachable) {
      sending.notSent = { at: desk.now().toISOString(), reason: shortReason(unreachable) };
      return DONE;
    }
    const mail = await sendAnswer(desk, current, current.requester, letterFrom(current));
    posted.push(mail);
    requester = stepOutcome(mail);
    if (mail.result.outcome === 'done') {
      Object.assign(sending, {
        left: mail.at,
        leftFor: { address: current.requester.address },
        sentAs: mail.result.messageId,
        ...(askedUntil && { askedUntil }),
      });
      clock = await sent.stop(message);
    }
    if (mail.result.outcome === 'refused') sending.notSent = { at: mail.at, reason: shortReason(mail.result.reason) };
    return requester;
  };
  const toCopy = async (copy: Mailbox) => {
    // Whoever was taken out since the first mail left reads no further one. That it left may not be noted yet: a read that fails must not end the run.
    const current = await insist(() => getTicket(desk, ticket.id));
    if (!copiesOf(current).some(({ address }) => address === copy.address)) return DONE;
    const mail = await sendAnswer(desk, current, copy, letterFrom(current));
    posted.push(mail);
    if (mail.result.outcome !== 'refused') return stepOutcome(mail);
    // When it left for the requester: a repetition tells the same, and sent again it is refused anew.
    const at = sending.left ?? message.left ?? message.at;
    return tellUnsent(desk, ticket, message, { to: copy.address, reason: mail.result.reason, at });
  };
  const tellWriter = async ({ at, reason }: NonNullable<Message['notSent']>) => {
    const agent = (await desk.agents.list()).find(({ id }) => id === message.by);
    const about = { text: sent.content.text, reason, isConfirmation: message.givenByPhone !== undefined };
    // As it is now: who reads an answer may have changed while this one waited.
    const mail = agent && (await tellNotSent(desk, await getTicket(desk, ticket.id), agent, about));
    if (mail) posted.push(mail);
    if (mail && mail.result.outcome !== 'refused') return stepOutcome(mail);
    return tellUnsent(desk, ticket, message, { to: ticket.requester.address, reason, at }, { isWriterGone: true });
  };
  // The ticket waits for somebody to answer whoever asks now, and its writer may have gone home.
  const tellTeam = ({ at, reason }: NonNullable<Message['notSent']>) => {
    const to = message.writtenFor?.address ?? ticket.requester.address;
    return tellUnsent(desk, ticket, message, { to, reason, at }, { isWriterGone: true });
  };
  function* steps(): Generator<Step> {
    // The call has taken place: what it stops waits for no mail.
    if (message.givenByPhone !== undefined) yield ['count the call', () => sent.stop(message)];
    // A crash left this undone, and its mail has come back since: it went.
    if (message.undelivered === undefined) yield ['requester', toRequester];
    // Nobody reads an answer that its requester did not get: the others wait with them.
    if (requester.outcome === 'later') return;
    const notSent = sending.notSent ?? message.notSent;
    // Not stopped yet: the table failed, or it was another run that sent the mail.
    if (!notSent && clock?.outcome !== 'done') yield ['stop the clock', () => sent.stop(message)];
    if (!notSent) for (const copy of copiesOf(ticket)) yield [`copy ${copy.address}`, () => toCopy(copy)];
    else if (sent.tellBy === 'mail') yield ['tell writer', () => tellWriter(notSent)];
    if (notSent?.isAnothers) yield ['tell the others', () => tellTeam(notSent)];
  }
  return steps();
}
