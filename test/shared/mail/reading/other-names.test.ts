import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\n';
const read = (text: string) => parseMail(Buffer.from(HEADER + text));
const file = (type: string, name: string, base64: string) =>
  `Content-Type: ${type}; name="${name}"\nContent-Transfer-Encoding: base64\n\n${base64}\n`;

describe('a mail that nothing here can open', () => {
  it.each(['encrypted.p7m', 'mail.p7m', 'smime.p7m.p7m', 'message.p7m'])('is announced: %s', async (name) => {
    expect((await read(file('application/pkcs7-mime', name, 'AAAA'))).text).toContain(`is inside ${name} (S/MIME`);
  });

  it.each(['contratto.pdf.p7m', 'fattura.p7m', 'mailing-list.xls.p7m'])('is told from a document: %s', async (name) => {
    expect((await read(file('application/pkcs7-mime', name, 'AAAA'))).text).toBe('');
  });

  it.each([
    ['application/octet-stream', 'winmail(1).dat', 'AAAA'],
    ['application/x-tnef', 'noname.dat', 'AAAA'],
    ['application/octet-stream', 'ATT00001.dat', 'eJ8+IgAA'],
    ['application/octet-stream', 'x.bin', 'eJ8+IgAA'],
  ])('is announced when Outlook packed it: %s %s', async (type, name, base64) => {
    expect((await read(file(type, name, base64))).text).toContain(`packed text or files of this mail into ${name}`);
  });
});

describe('the inner mail of certified mail', () => {
  const envelope = (header: string, ...inner: string[]) =>
    `${header}\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nEnvelope.\n${inner.map((fields) => `--b\n${fields}\n\nSubject: inner\n\nLa cassa.\n`).join('')}--b\nContent-Type: application/xml; name=daticert.xml\n\n<x/>\n--b--\n`;

  it.each([
    'Content-Type: message/rfc822',
    'Content-Type: message/rfc822; name="postacert.eml.eml"',
    'Content-Type: message/rfc822; name="messaggio-originale.eml"',
  ])('is the only one there, whatever its name: %s', async (fields) => {
    for (const header of ['X-Trasporto: posta-certificata', 'Subject: ANOMALIA MESSAGGIO: x'])
      expect(await read(envelope(header, fields))).toMatchObject({ subject: 'inner', text: 'La cassa.' });
  });

  it('is not guessed from several', async () => {
    const other = 'Content-Type: message/rfc822; name=x.eml';
    expect((await read(envelope('X-Trasporto: posta-certificata', other, other))).text).toBe('Envelope.');
  });
});

describe('base64 under another name', () => {
  it.each(['base-64', 'x-base64', 'BASE-64', 'X-Base-64'])('is undone: %s', async (name) => {
    expect((await read(`Content-Transfer-Encoding: ${name}\n\nSWwgcGFjY28=\n`)).text).toBe('Il pacco');
  });
});
