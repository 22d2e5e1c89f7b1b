import type { InboundAttachment } from '../mail/inbound.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';
import { attachmentLink } from '../mail/signed/attachment-link.ts';
import { answer } from '../mail/templates/answer.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Posted, post } from './post.ts';

/** SES takes 10 MB a mail; base64 and the other parts take their share. In bytes. */
const MOST_ATTACHED = 7_000_000;

/**
 * Passes an agent's answer on to the requester and the participants, with its attachments as far as a mail can carry them.
 */
export async function sendAnswer(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  files: InboundAttachment[],
): Promise<Posted> {
  const { language, subject, requester } = ticket;
  const { attached, linked } = await shareOut(desk, message, files);
  const content = answer({
    language,
    deskName: desk.settings.deskName,
    ticketId: ticket.id,
    subject,
    agentName: message.name ?? message.by,
    text: message.text,
    links: linked,
  });
  const { messageId: inReplyTo, participants: cc } = ticket;
  const letter = { content, cc, inReplyTo, about: message.key, attachments: attached };
  return post(desk, ticket, requester, { purpose: 'answer', ...letter });
}

/** Attachments that a mail can carry, in order; those beyond go by link. */
async function shareOut(desk: Desk, message: Message, files: InboundAttachment[]) {
  const [key = ''] = await desk.secrets.signingKeys();
  const attached: OutgoingMail['attachments'] = [];
  const linked: { filename: string; size: number; url: string }[] = [];
  let bytes = 0;
  for (const [index, { filename, contentType, content, size }] of files.entries()) {
    if (bytes + size <= MOST_ATTACHED) {
      bytes += size;
      attached.push({ filename, contentType, content });
    } else {
      const ref = { ticketId: message.ticketId, messageKey: message.key, index };
      linked.push({ filename, size, url: attachmentLink(key, desk.settings, ref) });
    }
  }
  return { attached, linked };
}
