import { receiveMail } from '../../shared/intake/receive-mail.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import { arrives } from './arrives.ts';
import type { MemoryDesk } from './memory-desk.ts';

let reports = 0;

/** Another server says of a mail what became of it, where that mail asked for it; `by` names the mailbox that it reports. */
export function reportOn(
  desk: MemoryDesk,
  mail: OutgoingMail,
  { action = 'failed', by = mail.recipient, id = ++reports } = {},
) {
  const raw = `Message-ID: <dsn-${id}@mx.example>
From: MAILER-DAEMON@mx.example
To: ${mail.returnPath}
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

About ${by}.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${by}
Action: ${action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown

--b--
`;
  return arrives(desk, raw, {
    authenticated: false,
    id: `dsn-${id}`,
    envelopeFrom: '',
    recipients: [mail.returnPath ?? ''],
  });
}

/** A mail of the desk's comes back. */
export const comesBack = (desk: MemoryDesk, mail: OutgoingMail, how?: Parameters<typeof reportOn>[2]) =>
  receiveMail(desk, reportOn(desk, mail, how));
