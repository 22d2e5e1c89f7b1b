import type { InboundMail } from '../mail/inbound.ts';
import type { Message } from './message.ts';
import { newMessage, storeMessage } from './message-store.ts';
import { tellAgent } from './notices.ts';
import type { Desk } from './ports.ts';
import { relayOnce } from './relay.ts';
import type { Step } from './task.ts';
import type { Ticket } from './ticket.ts';

export type Addition = {
  ticket: Ticket;
  author: 'customer' | 'unverified';
  mail: InboundMail;
  source: string;
  /** When it reached the desk (ISO, UTC). */
  receivedAt: string;
  raw: string;
  /** The sender's address is proved. */
  verified: boolean;
  warnings: string[];
};

/**
 * A mail joins its ticket. It never moves the clock (promise.md section 5). The agents are told, but not of what a machine
 * wrote: two robots would keep each other awake.
 */
export async function appendMessage(desk: Desk, addition: Addition): Promise<Message> {
  const { ticket, mail } = addition;
  const agents = mail.automatic ? [] : await desk.agents.list();
  const message = newMessage({
    ticketId: ticket.id,
    source: addition.source,
    author: addition.author,
    by: mail.from?.address ?? 'unknown',
    name: mail.from?.name,
    verified: addition.verified,
    kind: 'public',
    at: addition.receivedAt,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    raw: addition.raw,
    warnings: addition.warnings,
  });
  const relay = relayOnce(desk, (stored) =>
    agents.map((agent): Step => [`tell ${agent.id}`, () => tellAgent(desk, ticket, stored, agent, 'again')]),
  );
  const stored = await storeMessage(desk, relay.claimed(message), mail.attachments);
  await relay.run(stored, stored.existed);
  return stored;
}
