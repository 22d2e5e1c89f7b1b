import type { Writer } from '../mail/templates/writer.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Of what was not done, what one of the team wrote all the same. */
const OF_THE_TEAM = ['not theirs', 'passed on', 'contact', 'asked in their name'];

/**
 * Who wrote a message of a ticket, as a mail to the team names them: an agent by name, all others with the address, and what is in doubt of it. What
 * opened the ticket is kept in the name of who reads the answers: From is who wrote it (docs/promise.md section 9).
 */
export function writerOfMessage(message: Message, ticket: Pick<Ticket, 'source' | 'requester'>): Writer {
  const { author, by: address, name, verified, fromOutside, undone } = message;
  if (author === 'agent') return { address: name ?? address, verified };
  const isOpening = message.key === messageKeyFor(ticket.source);
  if (isOpening && address === ticket.requester.address && ticket.requester.from !== undefined) return askerOf(ticket);
  const isOutside = fromOutside && !OF_THE_TEAM.includes(undone?.why ?? '');
  return { address, verified, ...(name && { name }), ...(isOutside && { isOutside }) };
}

/** Who asks, as a mail to the team names them: who wrote, where that is not who reads the answers, whose name the ticket has. */
export function askerOf({ requester }: Pick<Ticket, 'requester'>): Writer {
  const { address, from, fromProved = false, verified, name } = requester;
  return from === undefined ? { address, verified, ...(name && { name }) } : { address: from, verified: fromProved };
}
