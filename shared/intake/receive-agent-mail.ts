import type { Agent } from '../customer/agent.ts';
import { type Command, readCommands } from '../mail/commands.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { visibleReply } from '../mail/reply-text.ts';
import { tellCommandProblems } from '../notify/notices.ts';
import { withPosted } from '../notify/post.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { addNote } from '../use-cases/add-note.ts';
import { assign } from '../use-cases/assign.ts';
import { changePriority } from '../use-cases/change-priority.ts';
import { changeState } from '../use-cases/change-state.ts';
import { respond } from '../use-cases/respond.ts';
import { getTicket, update } from '../use-cases/steps/update.ts';

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
  return visibleReply(mail.text);
}

/**
 * An agent's mail: an answer, unless its first lines are commands.
 *
 * 1. A line that looks like a command and is none holds everything back: `#not` must not become an answer to the customer.
 *    The text is kept as a note, and the agent is told which commands there are.
 * 2. The text goes to the customer, or stays internal after `#note`.
 * 3. The other commands are carried out, in order; what is refused is told to the agent.
 *
 * Throws what a port throws, and `TaskBusy`; repeating it does nothing twice.
 */
export async function receiveAgentMail(desk: Desk, received: AgentMail): Promise<void> {
  const { ticket, agent, mail, source, receivedAt } = received;
  const { commands, unknown, text } = readCommands(agentText(mail));
  const ids = { ticketId: ticket.id, agent, source };
  const isNote = commands.some(({ name }) => name === 'note') || unknown.length > 0;
  if (isNote && text) await addNote(desk, { ...ids, text, at: receivedAt });
  const answerSent = !isNote && (text !== '' || mail.attachments.length > 0);
  if (answerSent) {
    const { raw, warnings } = received;
    const { attachments, messageId } = mail;
    await respond(desk, { ...ids, text, attachments, receivedAt, messageId, raw, warnings });
  }
  const problems = unknown.map((line) => `${line}: there is no such command`);
  if (problems.length === 0) {
    for (const command of commands) problems.push(...(await carryOut(desk, command, { ...ids, at: receivedAt })));
  }
  if (problems.length === 0) return;
  const posted = await tellCommandProblems(desk, ticket, agent, { problems, answerSent });
  await update(desk, await getTicket(desk, ticket.id), (current) => withPosted(current, [posted]));
}

/** Carries a command out; gives what was refused, in words for the agent. */
async function carryOut(
  desk: Desk,
  command: Command,
  by: { ticketId: string; agent: Agent; at: string },
): Promise<string[]> {
  try {
    if (command.name === 'close') await changeState(desk, { ...by, state: 'closed', reason: command.reason });
    if (command.name === 'assign') await assign(desk, { ...by, to: command.to });
    if (command.name === 'priority') {
      await changePriority(desk, { ...by, priority: command.priority, reason: command.reason ?? 'by mail' });
    }
    return [];
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    const reasons = error.errors.map(({ message }) => message).join(', ');
    return [`#${command.name}: ${reasons || error.message}`];
  }
}
