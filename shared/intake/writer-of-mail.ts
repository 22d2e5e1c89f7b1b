import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { type Writer, writerOf } from '../ticket/writer.ts';
import type { Target } from './find-ticket.ts';

/** Whether nobody wrote a mail. */
export function isMachines(mail: InboundMail): boolean {
  return mail.autoReply !== false || mail.bounce !== false;
}

/** Who wrote a mail, as far as the ticket that it is about is concerned. */
export function writerOfMail(received: ReceivedMail, mail: InboundMail, { ticket, signed }: Target): Writer {
  return writerOf(ticket, {
    address: mail.from?.address,
    isProved: received.authenticated,
    toSignedAddress: signed === 'address',
    isRobot: isMachines(mail),
  });
}
