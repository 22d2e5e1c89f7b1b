import type { Agent } from '../customer/agent.ts';
import { misplacedProblem, readCommands } from '../mail/commands.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { visibleReply } from '../mail/reply-text.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { whyNotAsk } from '../ticket/watch.ts';
import { addNote } from '../use-cases/add-note.ts';
import { carryOut } from '../use-cases/carry-out.ts';
import { respond } from '../use-cases/respond.ts';

export type AgentMail = {
  ticket: Ticket;
  /** Authenticated: the signed address, the From and the verdict agreed. */
  agent: Agent;
  mail: InboundMail;
  source: string;
  /** When it reached the desk (ISO, UTC). */
  receivedAt: string;
  raw: string;
  warnings: string[];
};

/** Why a mail was not sent, in words for the agent. */
const DOUBTFUL =
  'what you wrote cannot be told from the notice, which your mail program quotes without marks: write above its first line or below its last one';

/** True if there is anything to send or to do in an agent's mail, or may be, around the notice that it quotes. */
export function saysSomething(mail: InboundMail): boolean {
  const { text, isDoubtful } = visibleReply(mail.text);
  return text !== '' || isDoubtful || mail.attachments.length > 0;
}

/**
 * An agent's mail: an answer, unless its first or last lines are commands.
 *
 * 1. A line that looks like a command and is none holds everything back: `#not` must not become an answer to the customer. So does a
 *    command in the middle of the text, and an answer that cannot be told from the notice around it. The text is kept as a note, and
 *    the agent is told why, and which commands there are.
 * 2. The text goes to the customer, or stays internal after `#note`. What can reach nobody is kept as a note, too. After `#ask` the
 *    customer of a P1 is waited for.
 * 3. The commands are carried out, in order, once a mail; what is refused is told to the agent.
 *
 * Throws what a port throws, and `TaskBusy`; repeating it does nothing twice.
 */
export async function receiveAgentMail(desk: Desk, received: AgentMail): Promise<void> {
  const { ticket, agent, mail, source, receivedAt } = received;
  const reply = visibleReply(mail.text);
  if (reply.isDoubtful) return holdBack(desk, received);
  const { commands, unknown, misplaced, text, lines } = readCommands(reply.text);
  const ids = { ticketId: ticket.id, agent, source };
  const isHeld = unknown.length > 0 || misplaced.length > 0;
  const isNote = commands.some(({ name }) => name === 'note') || isHeld;
  if (isNote && text) await addNote(desk, { ...ids, text, at: receivedAt });
  const isAnswer = !isNote && (text !== '' || mail.attachments.length > 0);
  const isAsking = commands.some(({ name }) => name === 'ask');
  const cannotAsk = isAsking
    ? (whyNotAsk(ticket) ?? (isAnswer ? undefined : 'there is no answer that asks'))
    : undefined;
  const asks = isAsking && cannotAsk === undefined;
  const refusal = isAnswer ? await answer(desk, received, { text, asks }) : undefined;
  if (lines.length === 0 && refusal === undefined && !isHeld) return;
  await carryOut(desk, {
    ...ids,
    at: receivedAt,
    lines,
    commands: isHeld ? [] : commands,
    problems: [
      ...misplaced.map(misplacedProblem),
      ...(refusal ? [refusal] : []),
      ...(cannotAsk ? [`#ask: ${cannotAsk}`] : []),
      ...unknown.map((line) => `${line}: there is no such command`),
    ],
    answerSent: isAnswer && refusal === undefined,
  });
}

/** Keeps the mail as a note, quoted notice and all, and tells the agent: nothing of it may go out. */
async function holdBack(desk: Desk, { ticket, agent, mail, source, receivedAt: at }: AgentMail): Promise<void> {
  const ids = { ticketId: ticket.id, agent };
  await addNote(desk, { ...ids, source: `${source}:not sent`, text: mail.text.trim(), at });
  await carryOut(desk, { ...ids, source, at, lines: [], commands: [], problems: [DOUBTFUL], answerSent: false });
}

/** Answers the customer; gives why it can reach nobody, in words for the agent, with the text kept as a note. */
async function answer(
  desk: Desk,
  received: AgentMail,
  { text, asks }: { text: string; asks: boolean },
): Promise<string | undefined> {
  const { ticket, agent, mail, source, receivedAt, raw, warnings } = received;
  const ids = { ticketId: ticket.id, agent, source };
  const { attachments, messageId } = mail;
  try {
    await respond(desk, { ...ids, text, attachments, receivedAt, messageId, raw, warnings, asks, tellBy: 'mail' });
    return undefined;
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    await addNote(desk, { ...ids, source: `${source}:not sent`, text, at: receivedAt });
    return error.message;
  }
}
