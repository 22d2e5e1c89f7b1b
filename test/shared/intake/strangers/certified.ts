import { DESK, type Mail } from './people.ts';

/** A provider of certified mail (PEC) whose word the desk takes, and one that a stranger made up. */
export const PROVIDERS = ['pec.example', 'evil.example'] as const;

/** What somebody sends by certified mail: `sender` is who was logged in there, `from` what the mail inside says. */
type Inside = {
  provider: (typeof PROVIDERS)[number];
  sender: string;
  from: string;
  id: string;
  answered: readonly string[];
  cc: readonly string[];
  subject: string;
  head: readonly string[];
  text: string;
};

/** The provider's envelope around a mail, as the provider sends it. */
export function certified({ provider, sender, ...inside }: Inside): Pick<Mail, 'as' | 'head' | 'text' | 'subject'> {
  return {
    as: `"Per conto di: ${sender}" <posta-certificata@${provider}>`,
    subject: `POSTA CERTIFICATA: ${inside.subject}`,
    head: ['X-Trasporto: posta-certificata', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="outer"'],
    text: [
      '--outer',
      'Content-Type: text/plain',
      '',
      'Messaggio di posta certificata',
      '--outer',
      'Content-Type: application/xml; name="daticert.xml"',
      '',
      '<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione>' +
        `<mittente>${sender}</mittente></intestazione></postacert>`,
      '--outer',
      'Content-Type: message/rfc822; name="postacert.eml"',
      '',
      ...mailOf(inside),
      '--outer--',
    ].join('\n'),
  };
}

function mailOf({ from, id, answered, cc, subject, head, text }: Omit<Inside, 'provider' | 'sender'>): string[] {
  return [
    `From: ${from}`,
    `To: ${DESK}`,
    ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    ...(answered.length > 0 ? [`References: ${answered.map((each) => `<${each}>`).join(' ')}`] : []),
    ...head,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ];
}
