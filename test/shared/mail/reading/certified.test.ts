import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { fixture, wire } from '../fixtures.ts';

const INNER = `From: =?utf-8?Q?Anna_Ross=C3=AC?= <anna@rossi.example>
Subject: =?utf-8?Q?[P1]_citt=C3=A0?=
Message-ID: <in1@rossi.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=i

--i
Content-Type: text/html

<p>Il server della cassa</p>
--i
Content-Type: application/pdf; name=a.pdf

%PDF
--i--
`;

function envelope(header: string, inner: string, encoding = ''): Buffer {
  return wire(`From: "Per conto di: anna@rossi.example" <posta-certificata@pec.example>
To: help@desk.example
${header}
Message-ID: <opec1@pec.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: text/plain

Messaggio di posta certificata
--m
Content-Type: application/xml; name="daticert.xml"

<postacert/>
--m
Content-Type: message/rfc822; name="postacert.eml"
Content-Disposition: attachment; filename="postacert.eml"
${encoding}
${inner}
--m--
`);
}

describe('certified mail (PEC)', () => {
  it.each([
    ['as it comes', envelope('X-Trasporto: posta-certificata\nSubject: POSTA CERTIFICATA: x', INNER)],
    [
      'in base64',
      envelope(
        'X-Trasporto: posta-certificata\nSubject: POSTA CERTIFICATA: x',
        wire(INNER).toString('base64').replace(/.{76}/g, '$&\n'),
        'Content-Transfer-Encoding: base64\n',
      ),
    ],
    ['of a sender without it', envelope('X-Trasporto: errore\nSubject: ANOMALIA MESSAGGIO: x', INNER)],
    ['that lost its fields', envelope('Subject: =?utf-8?Q?POSTA_CERTIFICATA:_x?=', INNER)],
  ])('shows subject, text and files of the mail inside: %s', async (_, raw) => {
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({
      from: { address: 'posta-certificata@pec.example' },
      messageId: '<opec1@pec.example>',
      subject: '[P1] città',
      priority: 1,
      text: 'Il server della cassa',
      html: expect.stringContaining('<p>Il server della cassa</p>'),
      certified: { from: { address: 'anna@rossi.example', name: 'Anna Rossì' }, messageId: '<in1@rossi.example>' },
      warnings: [],
    });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.pdf', 'daticert.xml', 'postacert.eml']);
  });

  it('names who wrote the mail inside, and leaves the envelope its sender', async () => {
    const mail = await parseMail(fixture('certified-mail'));
    expect(mail.certified).toEqual({
      from: { address: 'anna@rossi.example', name: 'Anna Rossi' },
      isFromDoubtful: false,
      messageId: '<pec1.1795821418@rossi.example>',
    });
  });

  it.each([
    [
      'a receipt',
      envelope('X-Ricevuta: avvenuta-consegna\nX-Trasporto: posta-certificata\nSubject: CONSEGNA: x', INNER),
    ],
    ['any other mail', envelope('Subject: Fwd: x', INNER)],
  ])('is not what %s is', async (_, raw) => {
    const mail = await parseMail(raw);
    expect(mail.certified).toBeUndefined();
    expect(mail.text).toBe('Messaggio di posta certificata');
  });

  it('that holds nothing keeps the words of its envelope', async () => {
    const raw = envelope('X-Trasporto: posta-certificata\nSubject: POSTA CERTIFICATA: x', 'Subject: x\n\n');
    expect((await parseMail(raw)).text).toBe('Messaggio di posta certificata');
  });
});
