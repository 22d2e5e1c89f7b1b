import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: x\r\n';
const TEXTS = {
  English: 'The till is down.',
  Italian: 'La cassa è ferma, perché?',
  Russian: 'Касса не работает, помогите, пожалуйста.',
  Greek: 'Το ταμείο δεν λειτουργεί, βοηθήστε με.',
  Japanese: 'レジが動きません。助けてください。',
};
const encoded = (text: string, order: string) => {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'big endian' ? bytes.swap16() : bytes;
};
const read = (type: string, body: Buffer) =>
  parseMail(Buffer.concat([Buffer.from(`${HEADER}Content-Type: ${type}\r\n`), body]));
const base64 = (bytes: Buffer) =>
  Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n`);
const plain = (bytes: Buffer) => Buffer.concat([Buffer.from('\r\n'), bytes]);

describe.each(Object.entries(TEXTS))('UTF-16 without a mark, HTML in %s,', (_, text) => {
  const html = `<html>\r\n<body>\r\n<p>${text}</p>\r\n</body>\r\n</html>\r\n`;

  it.each(['little endian', 'big endian'])('is read without a label: %s', async (order) => {
    for (const body of [base64(encoded(html, order)), plain(encoded(html, order))]) {
      for (const type of ['text/html', 'text/html; charset=us-ascii', 'text/html; charset=unicode-x']) {
        const mail = await read(type, body);
        expect(mail.text.trim()).toBe(text);
        expect(mail.html).toContain(`<p>${text}</p>`);
      }
    }
  });
});

describe('UTF-16 of ASCII', () => {
  it.each(['utf-8', 'iso-8859-1', 'windows-1252', 'gbk'])('is read whatever the label: %s', async (charset) => {
    const body = base64(encoded('<p>The till is down.</p>', 'little endian'));
    expect((await read(`text/html; charset=${charset}`, body)).text.trim()).toBe('The till is down.');
  });

  it('is read where a gateway put a line end of two bytes below', async () => {
    const hex = encoded('<p>The till is down.</p>', 'little endian').toString('hex').replace(/../g, '=$&');
    const lines = hex.toUpperCase().replace(/.{60}/g, '$&=\r\n');
    const body = Buffer.from(`Content-Transfer-Encoding: quoted-printable\r\n\r\n${lines}\r\n`);
    expect((await read('text/html', body)).text.trim()).toBe('The till is down.');
  });

  it.each(['a\0b is what I see', 'The till \0 is down, \0\0 help', 'è\0 rotto'])(
    'is no text with a zero in it: %j',
    async (text) => {
      expect((await read('text/plain; charset=utf-8', plain(Buffer.from(text)))).text).toBe(text.replaceAll('\0', ''));
      expect((await read('text/plain', plain(Buffer.from(text)))).text).toBe(text.replaceAll('\0', ''));
    },
  );
});
