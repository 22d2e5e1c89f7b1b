import { composeMail } from '../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import type { ReceivedMail } from '../../shared/mail/received-mail.ts';
import { arrives } from './arrives.ts';
import type { MemoryDesk } from './memory-desk.ts';

/** A mail of ours comes back to the desk by the mail service, whose envelope it is sent in. */
export async function probeArrives(
  desk: MemoryDesk,
  mail: OutgoingMail,
  change: Partial<ReceivedMail> = {},
): Promise<ReceivedMail> {
  const raw = composeMail(mail).toString().replaceAll('\r\n', '\n');
  const envelope = { envelopeFrom: mail.from.address, recipients: [mail.recipient] };
  return arrives(desk, raw, { id: 'ses-probe', ...envelope, ...change });
}
