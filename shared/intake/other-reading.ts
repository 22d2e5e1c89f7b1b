import { createHash } from 'node:crypto';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import type { Message } from '../ticket/message.ts';
import { isOfTeam, withProposed } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { update } from '../use-cases/steps/update.ts';
import { NOBODY } from './read-received.ts';

/** So many other addresses are told of a mail: whoever has it could name ever new ones. */
const MOST = 5;

/**
 * Neither the mail that opened a ticket nor its copy is proved, and the copy says that somebody else reads the answers: one of them may be
 * forged, and nobody can say which came first. The agents are told with the address, once each, and it is proposed to them. Not when
 * somebody has said since who asks. `before` is the opening's message, `address` whom the copy names. Throws what a port throws.
 */
export async function noteOtherReading(
  desk: Desk,
  before: Message,
  copy: { ticket: Ticket; source: string; received: ReceivedMail; mail: InboundMail },
  address: string,
): Promise<void> {
  const { ticket, source, received, mail } = copy;
  const reads = ticket.requester.address;
  const isSure = received.authenticated || before.verified || before.by !== reads || before.redaction?.whole;
  if (isSure || address === reads || address === NOBODY || reads === NOBODY) return;
  // Of what one of the team has passed on another is the requester, rightly.
  if (isOfTeam(desk.settings, await desk.agents.list(), address)) return;
  const others = `${source}:reads `;
  const own = `${others}${createHash('sha256').update(address).digest('hex').slice(0, 16)}`;
  const { messages } = await desk.tickets.messages(ticket.id);
  const told = messages.filter((message) => message.source.startsWith(others) && message.source !== own);
  if (told.length >= MOST) return;
  const proposing = (current: Ticket) => withProposed(current, [{ address }], { later: true });
  const { receivedAt, raw } = received;
  await appendMessage(desk, {
    ticket: await update(desk, ticket, proposing),
    author: 'customer',
    mail: { ...mail, attachments: [] },
    source: own,
    receivedAt,
    raw,
    verified: false,
    writer: 'outside',
    wakes: true,
    isCopy: true,
    warnings: [
      ...mail.warnings,
      `message ${before.key} came again, and names ${address} for the answers; they go to ${reads}. Neither is proved: ask before you answer, and #requester with the address corrects it`,
    ],
  });
}
