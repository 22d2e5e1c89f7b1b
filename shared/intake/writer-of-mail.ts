import { provedMachine } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import type { Target } from './find-ticket.ts';

/** Whether a machine wrote a mail about this ticket, for certain, and answers: what goes on with its own request does not. */
export function isMachines(ticket: Ticket, mail: InboundMail): boolean {
  return provedMachine(mail) !== false && !goesOn(ticket, mail);
}

/** A machine that asked goes on with its own request and answers nobody: the next alarm of a monitor must be heard. */
function goesOn(ticket: Ticket, { generated, autoReply, bounce, ...mail }: InboundMail): boolean {
  const answered = mail.inReplyTo ?? mail.references.at(-1);
  const isRequest = generated !== false && !autoReply && !bounce;
  return (
    isRequest && answered !== undefined && answered === ticket.messageId && isRequester(ticket, mail.from?.address)
  );
}

/** Who wrote a mail, as far as the ticket that it is about is concerned. */
export function writerOfMail(received: ReceivedMail, mail: InboundMail, { ticket, signed }: Target): Writer {
  return writerOf(ticket, {
    address: mail.from?.address,
    isProved: received.authenticated,
    toSignedAddress: signed === 'address',
    isRobot: isMachines(ticket, mail),
  });
}
