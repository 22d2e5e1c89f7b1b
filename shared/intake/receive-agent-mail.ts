import type { Agent } from '../customer/agent.ts';
import { readCommands } from '../mail/commands.ts';
import { type InboundMail, writtenText } from '../mail/inbound.ts';
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

/** The text of an agent's mail above the quoted notice; empty when there is nothing to send and nothing to do. */
export function agentText(mail: InboundMail): string {
  return visibleReply(writtenText(mail));
}

/**
 * An agent's mail: an answer, unless its first lines are commands.
 *
 * 1. A line that looks like a command and is none holds everything back: `#not` must not become an answer to the customer.
 *    The text is kept as a note, and the agent is told which commands there are.
 * 2. The text goes to the customer, or stays internal after `#note`. What can reach nobody is kept as a note, too. After `#ask` the
 *    customer of a P1 is waited for.
 * 3. The commands are carried out, in order, once a mail; what is refused is told to the agent.
 *
 * Throws what a port throws, and `TaskBusy`; repeating it does nothing twice.
 */
export async function receiveAgentMail(desk: Desk, received: AgentMail): Promise<void> {
  const { ticket, agent, mail, source, receivedAt } = received;
  const { commands, unknown, text, lines } = readCommands(agentText(mail));
  const ids = { ticketId: ticket.id, agent, source };
  const isNote = commands.some(({ name }) => name === 'note') || unknown.length > 0;
  if (isNote && text) await addNote(desk, { ...ids, text, at: receivedAt });
  const isAnswer = !isNote && (text !== '' || mail.attachments.length > 0);
  const isAsking = commands.some(({ name }) => name === 'ask');
  const cannotAsk = isAsking
    ? (whyNotAsk(ticket) ?? (isAnswer ? undefined : 'there is no answer that asks'))
    : undefined;
  const asks = isAsking && cannotAsk === undefined;
  const refusal = isAnswer ? await answer(desk, received, { text, asks }) : undefined;
  if (lines.length === 0 && refusal === undefined) return;
  await carryOut(desk, {
    ...ids,
    at: receivedAt,
    lines,
    commands: unknown.length > 0 ? [] : commands,
    problems: [
      ...(refusal ? [refusal] : []),
      ...(cannotAsk ? [`#ask: ${cannotAsk}`] : []),
      ...unknown.map((line) => `${line}: there is no such command`),
    ],
    answerSent: isAnswer && refusal === undefined,
  });
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
