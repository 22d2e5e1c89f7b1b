/** Mails that no mail program writes, by their bytes. */

const CRLF = '\r\n';

/** Another server's report that a mail of ours did not reach `recipient` (RFC 3464). `original`: the id of that mail. */
export function deliveryReport({ name, recipient, original }: { name: string; recipient: string; original: string }) {
  return [
    `Message-ID: <${name}@mx.returned.example>`,
    'From: MAILER-DAEMON@mx.returned.example',
    'To: help@support.example.com',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain',
    '',
    'The following address failed.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.returned.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--r',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${original}`,
    'Subject: Returned',
    '--r--',
    '',
  ].join(CRLF);
}

/** Italian certified mail: a provider's envelope around what `sender` wrote, with a `daticert.xml` that `names` a sender. */
export function certified({ from, sender, subject, names = sender }: Certified) {
  const data = `<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>${names}</mittente></intestazione></postacert>`;
  return [
    `From: "Per conto di: ${sender}" <${from}>`,
    'To: help@support.example.com',
    `Reply-To: ${sender}`,
    `Subject: POSTA CERTIFICATA: ${subject}`,
    `Message-ID: <envelope-of-${from}>`,
    'X-Trasporto: posta-certificata',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=m',
    '',
    '--m',
    'Content-Type: text/plain',
    '',
    'Messaggio di posta certificata',
    '--m',
    'Content-Type: application/xml; name="daticert.xml"',
    'Content-Disposition: attachment; filename="daticert.xml"',
    '',
    data,
    '--m',
    'Content-Type: message/rfc822; name="postacert.eml"',
    '',
    `From: ${sender}`,
    'To: help@support.example.com',
    `Message-ID: <inner-of-${sender}>`,
    `Subject: ${subject}`,
    '',
    'Il server è fermo.',
    '--m--',
    '',
  ].join(CRLF);
}
type Certified = { from: string; sender: string; subject: string; names?: string };

/** What a mailing group passes on with its own address in From, which names the member who wrote it by `X-Original-Sender` alone. */
export function byGroup({
  group,
  member,
  subject,
  text,
}: {
  group: string;
  member: string;
  subject: string;
  text: string;
}) {
  return [
    `From: "'A member' via Support" <${group}>`,
    'To: help@support.example.com',
    `X-Original-Sender: ${member}`,
    'Precedence: list',
    `List-ID: <${group.replace('@', '.')}>`,
    `Message-ID: <passed-on-for-${member}>`,
    `Subject: ${subject}`,
    '',
    text,
    '',
  ].join(CRLF);
}
