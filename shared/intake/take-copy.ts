import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { acknowledgeCopy } from '../use-cases/acknowledge-copy.ts';
import { appendCopy, isCopy } from '../use-cases/append-message.ts';
import { fileOpening } from '../use-cases/file-opening.ts';
import { liftOpening } from '../use-cases/lift-opening.ts';
import { getTicket } from '../use-cases/steps/update.ts';
import { noteOtherReading } from './other-reading.ts';
import { requesterOfCopy } from './reading-moved.ts';
import { requesterOf } from './requester-of.ts';
import type { WhoWrote } from './who-wrote.ts';

type Copied = { ticket: Ticket; source: string; silence: false | string; who: WhoWrote };

/**
 * True: it is another delivery of the mail that opened the ticket, and what it brings is kept. A proved one replaces what came unproved
 * (docs/promise.md section 9); of two that are not, the agents hear who else is to read the answers; of a mail that an agent passes on the requester is whose mail that is, and never the agent.
 */
export async function takeCopy(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  { ticket, source, silence, who }: Copied,
): Promise<boolean> {
  const { raw, receivedAt, authenticated: verified } = received;
  const before = await desk.tickets.getMessage(ticket.id, messageKeyFor(source));
  if (!before || !isCopy(before, { raw })) return false;
  const onBehalf = await requesterOf(desk, received, mail, who);
  if (onBehalf.silence !== undefined) {
    const { requester, writer, by, silence: asks } = onBehalf;
    const warnings = [asks, ...mail.warnings];
    await fileOpening(desk, ticket, before, {
      requester,
      writer,
      by,
      agent: mail.from?.address ?? '',
      warnings,
      at: receivedAt,
    });
  } else {
    const by = who.writer?.address ?? before.by;
    const names = !who.mayBeAnybodys;
    const again = { mail, verified, receivedAt, requester: requesterOfCopy(who), by, names };
    await liftOpening(desk, ticket, before, again);
    await noteOtherReading(desk, before, { ticket, source, received, mail }, onBehalf.requester.address);
    if (silence === false) await acknowledgeCopy(desk, await getTicket(desk, ticket.id), { verified });
  }
  const { warnings } = mail;
  const kind = { author: 'customer', writer: 'outside', wakes: true } as const;
  await appendCopy(desk, { ticket, mail, source, receivedAt, raw, verified, warnings, ...kind }, before);
  return true;
}
