import type { Agent } from '../customer/agent.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { MessageFile } from './steps/message-files.ts';
import { newNote, storeMessage } from './steps/store-message.ts';
import { getTicket } from './steps/update.ts';

/**
 * An agent writes a note that the customer does not see. It stops no clock (promise.md section 5). `at` is ISO, UTC. `existed`: it was
 * there before.
 * Throws a 404 for an unknown ticket.
 */
export async function addNote(
  desk: Desk,
  note: {
    ticketId: string;
    agent: Agent;
    source: string;
    text: string;
    at: string;
    request?: string;
    /** Key of the mail that it came by, and its Message-ID. */
    raw?: string;
    messageId?: string;
    attachments?: MessageFile[];
    warnings?: readonly string[];
  },
): Promise<Message & { existed: boolean }> {
  const { ticketId, agent, source, text, at, request, raw, messageId, attachments = [], warnings = [] } = note;
  const ticket = await getTicket(desk, ticketId);
  const message = newNote(agent, { ticketId, source, at, text, request, raw, messageId, warnings: [...warnings] });
  return storeMessage(desk, message, { files: attachments }, ticket);
}
