import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, rossi, ticketsOf } from '../../support/stories.ts';

/** Certified mail confirms whom the Reply-To of the message inside names, as that message would: each envelope says "Per conto di", and has a Reply-To (docs/promise.md section 9). */

const DESK = 'help@support.example';
const PEC = 'anna@pec.example';
const STUDIO = 'anna@studio.example';
const HEADER = 'From:Date:Subject:Message-ID:MIME-Version:To:Cc:Reply-To:References:In-Reply-To:Content-Type';
const bianchi = { ...rossi, id: 'bianchi', contacts: ['bianchi.example'] };

async function requesterOf({ from = PEC, replyTo = STUDIO }) {
  const settings = { certifiedMail: { asOf: '2026-11-01', providers: ['pec.example'] } };
  const desk = deskOf({ customers: [{ ...rossi, contacts: [PEC] }, bianchi], settings });
  const inside = [
    `From: ${from}`,
    `To: ${DESK}`,
    'Subject: Ciao',
    'Message-ID: <in@x.example>',
    `Reply-To: ${replyTo}`,
  ];
  const data = `<?xml version="1.0"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione><mittente>${PEC}</mittente></intestazione></postacert>`;
  const parts = [
    'Content-Type: text/plain\n\nMessaggio di posta certificata',
    `Content-Type: application/xml; name="daticert.xml"\n\n${data}`,
    `Content-Type: message/rfc822; name="postacert.eml"\n\n${inside.join('\n')}\n\nCiao\n`,
  ];
  const envelope = [
    `DKIM-Signature: v=1; d=pec.example; s=s1; h=${HEADER}; b=abc`,
    `From: "Per conto di: ${PEC}" <posta-certificata@pec.example>`,
    ...[`Reply-To: ${PEC}`, `To: ${DESK}`, 'Date: Mon, 30 Nov 2026 09:00:00 +0100', 'Message-ID: <out@pec.example>'],
    ...['Subject: POSTA CERTIFICATA: Ciao', 'X-Trasporto: posta-certificata', 'MIME-Version: 1.0'],
    'Content-Type: multipart/mixed; boundary="outer"',
  ];
  const body = parts.map((part) => `--outer\n${part}\n`).join('');
  const raw = `${envelope.join('\n')}\n\n${body}--outer--\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'pec', envelopeFrom: 'posta-certificata@pec.example' }));
  return (await ticketsOf(desk))[0]?.requester;
}

it.each([
  ['an address that no record knows', {}, STUDIO, true],
  ['another customer’s contact: not confirmed', { replyTo: 'bea@bianchi.example' }, 'bea@bianchi.example', false],
  ['whom it was sent for: not confirmed', { from: `"Anna via Studio" <${PEC}>` }, STUDIO, false],
  ['the very address as its name: not confirmed', { from: `"${STUDIO}" <${PEC}>` }, STUDIO, false],
])('names %s', async (_, mail, address, verified) => {
  expect(await requesterOf(mail)).toMatchObject({ address, verified });
});
