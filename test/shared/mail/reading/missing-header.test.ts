import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nTo: help@desk.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const utf8 = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'));
const read = (text: string) => parseMail(utf8(HEADER + text));
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a text without a header', () => {
  it.each([
    'From tomorrow I am on holiday, the till is down.\nAnna',
    'From Monday on we are closed, the door is broken',
    'From tomorrow I am on holiday\n\nthe till is down.',
    '>From the shop: the till is down\nthanks',
    'POST office terminal is down\nthanks',
    'Post scriptum: the till too\n\nBye',
    'From June the 5th at 10:00 we are closed',
  ])('is shown from its first word on: %j', async (words) => {
    expect((await parseMail(utf8(`${words}\n`))).text.trim()).toBe(words);
  });

  it.each([
    'From anna@rossi.example Mon Nov 30 10:00:00 2026',
    '>From - Mon Nov 30 10:00:00 2026',
    'From MAILER-DAEMON Mon Nov  2 10:00:00 2026',
    'POST /mail HTTP/1.1',
  ])('is told from a mark above the header: %s', async (mark) => {
    expect(await parseMail(utf8(`${mark}\n${HEADER}\nThe till is down.\n`))).toMatchObject({
      from: { address: 'a@b.example' },
      text: 'The till is down.\n',
    });
  });
});

describe('words right below the header, without the empty line', () => {
  it.each([
    'Note: the till is down.\nplease help',
    'Hello:\nthe till is down',
    'ERROR: till\nWARN: door\n\nthanks',
    '10:00 the till went down\nthanks',
    'http://x.example/a is down\nthanks',
    'a=b is what I get\nthe till is down',
    'From tomorrow I am on holiday, the till is down.\nAnna',
    'The server says\nStatus: 500\n\nmore',
    'The till has\nTo: be fixed today\n\nmore',
    'The form says\nSubject: none\n\nmore',
    'Hello there\nX-Foo: bar\n\nmore',
    'Hallo,\nWichtig: die Kasse steht.\nPriority: hoch\nDanke',
    'Però la cassa è ferma\nDate: 2026-11-30 10:00:00',
    'Grüße: an alle',
  ])('are all shown: %j', async (words) => {
    const mail = await read(`Date: Mon, 30 Nov 2026 10:00:00 +0100\n${words}\n`);
    expect(mail).toMatchObject({ subject: 'x', to: [{ address: 'help@desk.example' }], text: `${words.trimEnd()}\n` });
  });

  it.each([
    'Note: the till is down.\nplease help',
    'Hello:\nthe till is down',
    '10:00 the till went down',
    'a=b is what I get',
    'The server says\nStatus: 500',
  ])('are shown in a part: %j', async (words) => {
    const part = `--b\nContent-Type: text/plain\n${words}\n--b--\n`;
    expect((await read(`Content-Type: multipart/mixed; boundary=b\n\n${part}`)).text.trim()).toBe(words);
  });

  it('are shown where fields follow, which are read', async () => {
    const mail = await parseMail(utf8('From: a@b.example\nThis line is lost\nSubject: x\nTo: c@d.example\n\nHello.\n'));
    expect(mail).toMatchObject({ subject: 'x', to: [{ address: 'c@d.example' }], text: 'This line is lost\nHello.\n' });
  });

  it.each(['Errors-To: a@b.example', 'Autocrypt: addr=a@b.example', 'Lines: 20', 'Comments: none', 'X-Foo: bar'])(
    'are told from a field: %s',
    async (field) => {
      expect((await read(`${field}\n\nHello.\n`)).text).toBe('Hello.\n');
    },
  );
});

describe('a body right below its header, without the empty line', () => {
  const TEXT = 'Content-Type: text/plain; charset=utf-8\n';

  it.each([
    ['base64', base64('Il pacco è rotto')],
    ['quoted-printable', 'Il pacco =C3=A8 rotto'],
    ['8bit', 'Il pacco è rotto'],
  ])('is decoded: %s', async (encoding, body) => {
    const encoded = `${TEXT}Content-Transfer-Encoding: ${encoding}\n${body}\n`;
    expect((await read(encoded)).text.trim()).toBe('Il pacco è rotto');
    const parts = `Content-Type: multipart/mixed; boundary=b\n\n--b\n${encoded}--b--\n`;
    expect((await read(parts)).text.trim()).toBe('Il pacco è rotto');
  });

  it.each([
    ['application/pdf', 'a.pdf', 'base64', base64('%PDF-1.4\n'), 9],
    ['application/pdf', 'a.pdf', 'base64', base64('%PDF-1.4\n'.repeat(20)).replace(/.{76}/g, '$&\n'), 180],
    ['text/plain', 'a.log', '7bit', 'ERROR: till is down', 19],
  ])('is a file of its size: %s %s', async (type, name, encoding, body, size) => {
    const header = `Content-Type: ${type}\nContent-Disposition: attachment; filename=${name}\nContent-Transfer-Encoding: ${encoding}`;
    const parts = `--b\nContent-Type: text/plain\n\nSee the file.\n--b\n${header}\n${body}\n--b--\n`;
    const mail = await read(`Content-Type: multipart/mixed; boundary=b\n\n${parts}`);
    expect(mail.text).toBe('See the file.');
    expect(mail.attachments).toMatchObject([{ filename: name, contentType: type }]);
    expect(Math.abs((mail.attachments[0]?.size ?? 0) - size)).toBeLessThanOrEqual(2);
  });

  it.each([
    ['of the mail', 'Content-Type: multipart/mixed; boundary=b\n'],
    ['of the mail, that is not indented', 'Content-Type: multipart/mixed;\nboundary="b"\n'],
    [
      'of a part',
      'Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: multipart/alternative; boundary=b\n',
    ],
  ])('is divided: %s', async (_, header) => {
    const parts =
      '--b\nContent-Type: text/plain\n\nhello words\n--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n';
    const mail = await read(`${header}${parts}--b--\n`);
    expect(mail).toMatchObject({ text: 'hello words', attachments: [{ filename: 'a.pdf', size: 4 }] });
  });
});
