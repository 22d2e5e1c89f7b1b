import type { Agent } from '../customer/agent.ts';
import type { Command } from '../mail/commands.ts';
import { PublicError, reasonOf } from '../public-error.ts';
import { deliveryOf } from '../ticket/delivery.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { arrange } from './arrange.ts';
import { assign } from './assign.ts';
import { BY_MAIL, changePriority } from './change-priority.ts';
import { changeState, DUPLICATE } from './change-state.ts';
import { confirmRequester } from './confirm-requester.ts';
import { correct } from './correct.ts';
import { dismissOutside, fileOutside, type WhichOutside } from './settle-outside.ts';
import { withdrawAnswer } from './withdraw-answer.ts';

/** What the source of a note of commands ends in. */
export const COMMANDS = ':commands';

/** The source of the mail that a note of commands came with. */
export function answerSource(source: string): string {
  return source.slice(0, -COMMANDS.length);
}

/** The note that a mail's commands are kept as, as far as carrying them out needs it. */
type Note = Pick<Message, 'ticketId' | 'source' | 'at'>;

/** Carries a command out; gives what was refused, in words for the agent. */
export async function obey(
  desk: Desk,
  command: Command,
  { note, agent }: { note: Note; agent: Agent },
): Promise<string[]> {
  const by = { ticketId: note.ticketId, agent, at: note.at };
  try {
    const closing = closingOf(command);
    if (closing) await changeState(desk, { ...by, state: 'closed', ...closing });
    if (command.name === 'assign') await assign(desk, { ...by, to: command.to });
    if (command.name === 'priority') {
      await changePriority(desk, { ...by, priority: command.priority, reason: command.reason ?? BY_MAIL });
    }
    if (command.name === 'confirm') await confirmRequester(desk, by);
    if (command.name === 'withdraw') await withdrawLast(desk, agent, note);
    await correct(desk, command, by);
    await arrange(desk, command, by);
    if (command.name === 'file') for (const which of eachOf(command)) await fileOutside(desk, { ...by, ...which });
    if (command.name === 'dismiss') {
      for (const which of eachOf(command)) await dismissOutside(desk, { ...by, ...which });
    }
    return [];
  } catch (error) {
    if (!(error instanceof PublicError)) throw error;
    return [`#${command.name}: ${reasonOf(error)}`];
  }
}

/** How a command closes the ticket: to merge it into another one is to close it as the duplicate of that one. */
function closingOf(command: Command): { reason: string | undefined; twin?: string | undefined } | undefined {
  if (command.name === 'merge') return { reason: DUPLICATE, twin: command.twin };
  return command.name === 'close' ? { reason: command.reason, twin: command.twin } : undefined;
}

/**
 * What of what came from outside is meant: all of it, when nobody is named, as long as that is one writer's. The agent answers the notice of one
 * mail, and has perhaps not been told of another one's yet.
 */
function eachOf({ addresses }: { addresses: readonly string[] }): WhichOutside[] {
  return addresses.length === 0 ? [{ isOneWriters: true }] : addresses.map((address) => ({ address }));
}

/**
 * Takes back the agent's newest answer that had not left when the mail of this note was written, never the one in that very mail. Which
 * one it was shows on the answer, so a repetition takes back no second one.
 */
async function withdrawLast(desk: Desk, agent: Agent, { ticketId, source, at }: Note): Promise<void> {
  const { messages } = await desk.tickets.messages(ticketId);
  const own = messageKeyFor(answerSource(source));
  const last = messages.findLast((message) => {
    if (message.by !== agent.id || message.key === own || message.at > at) return false;
    const { state } = deliveryOf(message) ?? {};
    const byThis = message.notSent?.by === agent.id && message.notSent.at === at;
    return state === 'parked' || state === 'sending' || byThis;
  });
  if (!last) throw new PublicError(422, 'no answer of yours waits on this ticket');
  await withdrawAnswer(desk, { ticketId, agent, at, messageKey: last.key });
}
