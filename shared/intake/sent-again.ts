import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { Message } from '../ticket/message.ts';
import { isRequester } from '../ticket/participants.ts';
import type { Look } from './look.ts';
import { sourceOf } from './mail-identity.ts';

/** Messages under one id that are looked at; somebody who makes more of them has a reason. */
const MOST = 200;

/**
 * Whether a mail that nothing but its signature proves may be an old one, sent by whoever has it with something in its header that makes
 * another mail of it: the desk has proved mails of that writer under its Message-ID, and this is none of them. A signature never covers all
 * of what a mail says (RFC 6376, section 8.15), and no second mail has an honest one's id (docs/promise.md section 9). `receivedAt`: ISO,
 * UTC. Throws what the store throws.
 */
export async function isSentAgain(
  look: Pick<Look, 'tickets' | 'agents'>,
  mail: InboundMail,
  receivedAt: string,
): Promise<boolean> {
  if (!mail.isBySignature) return false;
  const { tickets } = look;
  const source = sourceOf(mail, receivedAt);
  const places = (await tickets.findByMailId(mail.messageId)).filter(({ isReferred }) => !isReferred);
  if (places.length > MOST) return true;
  const known = await Promise.all(
    places.map(({ ticketId, messageKey }) => messageKey && tickets.getMessage(ticketId, messageKey)),
  );
  const messages = known.filter((each) => each !== undefined && each !== '');
  if (messages.length === 0) return false;
  const agents = await look.agents.list();
  const isTheirs = await Promise.all(messages.map((message) => isProvedOf(tickets, agents, mail, message)));
  const proved = messages.filter((_, at) => isTheirs[at]);
  // Of an agent's mail its commands, and what was not sent, are messages of their own.
  const isThis = (message: Message) => message.source === source || message.source.startsWith(`${source}:`);
  return proved.length > 0 && !proved.some(isThis);
}

/** Whether a message is by whom a mail is from, and proved: an agent by any address, a requester also where they read elsewhere. */
async function isProvedOf(
  tickets: Look['tickets'],
  agents: readonly Agent[],
  { from }: InboundMail,
  { ticketId, author, by, verified }: Message,
): Promise<boolean> {
  if (from === undefined) return false;
  if (author === 'agent') return agents.some(({ id, addresses }) => id === by && addresses.includes(from.address));
  if (!verified || author === 'unverified') return false;
  if (by === from.address) return true;
  const ticket = await tickets.get(ticketId);
  return ticket !== undefined && isRequester(ticket, by) && isRequester(ticket, from.address);
}
