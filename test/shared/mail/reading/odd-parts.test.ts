import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nTo: help@desk.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const read = (text: string) => parseMail(Buffer.from((HEADER + text).replaceAll('\n', '\r\n'), 'latin1'));
const mixed = (...parts: string[]) =>
  read(`Content-Type: multipart/mixed; boundary=b\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`);
const text = 'Content-Type: text/plain\n\nSee the file.';
const namesOf = async (mail: ReturnType<typeof parseMail>) => (await mail).attachments.map(({ filename }) => filename);

describe('a mail whose only text is of an unknown type', () => {
  it.each([
    'plain/text',
    'text/foo',
    'foo/bar',
    'text/x-log',
    'text/plaintext',
    'text/vnd.x',
    'application/text',
    'application/octet-stream',
    'unknown/unknown',
    'x-text/plain',
    'message/x',
    'application/json',
  ])('shows it, and keeps it as a file: %s', async (type) => {
    const mail = await read(`Content-Type: ${type}; charset=iso-8859-1\n\nIl pacco \xe8 rotto.\n`);
    expect(mail.text.trim()).toBe('Il pacco è rotto.');
    expect(mail.replyText.trim()).toBe('Il pacco è rotto.');
    expect(mail.attachments).toHaveLength(1);
  });

  it('shows it where files follow', async () => {
    const mail = await mixed(
      'Content-Type: text/x-foo\n\nThe till is down.',
      'Content-Type: application/pdf; name=a.pdf\n\nx',
    );
    expect(mail.text.trim()).toBe('The till is down.');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['file-1.txt', 'a.pdf']);
  });

  it('reads HTML by the encoding that it has as XML', async () => {
    const html = '<?xml version="1.0" encoding="windows-1251"?><html><p>\xc4\xe0</p></html>';
    expect((await read(`Content-Type: text/html\n\n${html}\n`)).text.trim()).toBe('Да');
  });

  it('shows HTML of an unknown type without its tags', async () => {
    const mail = await read('Content-Type: application/x-page\n\n<!DOCTYPE html><p>The till is <b>down</b>.</p>\n');
    expect(mail.text.trim()).toBe('The till is down.');
  });

  it.each([
    'Content-Type: application/pdf\n\n%PDF-1.4 x',
    'Content-Type: text/rtf\n\n{\\rtf1 x}',
    'Content-Type: application/octet-stream\n\nPK\x03\x04\0\0',
    'Content-Type: image/svg+xml\n\n<svg/>',
    'Content-Type: text/x-log; name=app.log\n\nline',
    'Content-Type: text/x-log\nContent-Disposition: attachment\n\nline',
    'Content-Type: text/x-vcard\n\nBEGIN:VCARD\nEND:VCARD',
  ])('leaves what is no text alone: %j', async (part) => {
    const mail = await read(`${part}\n`);
    expect(mail.text.trim()).toBe('');
    expect(mail.attachments).toHaveLength(1);
  });
});

describe('a mail that is forwarded without a word', () => {
  const inner = 'From: Bob <bob@parts.example>\nSubject: =?utf-8?Q?Caff=C3=A8_fermo?=\n\nThe till is down.';
  const line = 'A mail from Bob <bob@parts.example> is attached: Caffè fermo';

  it.each([
    [`Content-Type: message/rfc822\n\n${inner}`, `${line} (message-1.eml)`],
    [`Content-Type: message/global\n\n${inner}`, `${line} (message-1.eml)`],
    [`Content-Type: message/rfc822; name="old.eml"\n\n${inner}`, `${line} (old.eml)`],
    ['Content-Type: message/rfc822\n\nX-Nothing: x\n\nx', 'A mail is attached: no subject (message-1.eml)'],
  ])('is told of: %j', async (part, said) => {
    expect((await read(`${part}\n`)).text).toBe(said);
    const mail = await mixed('Content-Type: text/plain\n\n', part);
    expect(mail.text).toBe(said);
    expect(mail.attachments).toHaveLength(1);
  });

  it('is not where there are words', async () => {
    const mail = await mixed(text, `Content-Type: message/rfc822\n\n${inner}`);
    expect(mail.text.trim()).toBe('See the file.');
  });
});

describe('a file that is elsewhere', () => {
  it.each([
    ['access-type=URL; URL="http://files.example/a.pdf"', 'http://files.example/a.pdf'],
    ['access-type=url;\n URL="https://files.example/very/\n long/a.pdf"', 'https://files.example/very/long/a.pdf'],
    ['access-type=anon-ftp; site="ftp.b.example"; directory="pub"; name="a.zip"', 'ftp.b.example/pub/a.zip'],
    ['access-type=mail-server; server="list@b.example"', 'list@b.example'],
    ['access-type=x', 'a place that it does not name'],
  ])('is told of: %s', async (parameters, place) => {
    const mail = await mixed(
      text,
      `Content-Type: message/external-body; ${parameters}\n\nContent-Type: application/pdf\n`,
    );
    expect(mail.text).toBe(`See the file.\n\nA file of this mail is not in it, but at ${place}`);
  });
});

describe('the name of a file', () => {
  it.each([
    ['application/pdf; name="b.pdf"', 'attachment; filename=""', 'b.pdf'],
    ['application/pdf; name="b.pdf"', 'attachment; filename=', 'b.pdf'],
    ['application/pdf; name="b.pdf"', 'attachment; filename="  "', 'b.pdf'],
    ['application/pdf', "attachment; filename='a b.pdf'", 'a b.pdf'],
    ['application/pdf', "attachment; filename*=utf-8'it'r%C3%A4t.pdf", 'rät.pdf'],
    ['application/pdf', 'attachment; filename="=??Q?a=5Fb.pdf?="', 'a_b.pdf'],
    ['text/rtf', 'attachment', 'file-2.rtf'],
    ['application/pdf\nContent-Description: report.pdf', 'attachment', 'report.pdf'],
    ['application/pdf\nContent-Description: The report', 'attachment', 'file-2.pdf'],
    ['message/global', 'attachment', 'message-2.eml'],
    ['application/applefile; name="a.pdf"', 'attachment; filename="a.pdf"', 'a.pdf.applefile'],
  ])('is read from %s, %s', async (type, disposition, name) => {
    const file = `Content-Type: ${type}\nContent-Disposition: ${disposition}\n\nx`;
    const first = 'Content-Type: image/png; name=1.png\n\nx';
    expect(await namesOf(mixed(text, first, file))).toEqual(['1.png', name]);
  });
});

describe('parts that were encoded as a whole', () => {
  const parts = `--b\n${text}\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n--b--\n`;
  const packed = Buffer.from(parts.replaceAll('\n', '\r\n')).toString('base64').replace(/.{76}/g, '$&\n');

  it.each([
    'Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: BASE64\nContent-Type: multipart/mixed;\n boundary="b"',
    'Content-Transfer-Encoding: "base64"\nContent-Type: multipart/mixed; boundary=lost',
  ])('are told apart: %j', async (fields) => {
    const mail = await read(`${fields}\n\n${packed}\n`);
    expect(mail.text.trim()).toBe('See the file.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', size: 9 }]);
  });
});

it('a mail with megabytes of part headers is read from its beginning', async () => {
  const part = `Content-Type: application/pdf; name="${'x'.repeat(4_000)}"\n\nx`;
  const mail = await mixed(text, ...Array<string>(600).fill(part));
  expect(mail.text.trim()).toBe('See the file.');
  expect(mail.warnings).toEqual([expect.stringContaining('only the beginning of its text was')]);
  expect(mail.attachments).toMatchObject([{ filename: 'message.eml', itself: true }]);
});

describe('a date', () => {
  it.each([
    ['Mon, 30 Nov 2026 10:00:00 GMT+1', '2026-11-30T09:00:00.000Z'],
    ['Mon, 30 Nov 2026 10:00:00 UTC-5', '2026-11-30T15:00:00.000Z'],
    ['Mon, 30 Nov 2026 10:00:00 +10', '2026-11-30T00:00:00.000Z'],
    ['Mon, 30 Nov 126 10:00:00 +0100', '2026-11-30T09:00:00.000Z'],
    ['Mon, 30 Nov 26 10:00:00 +0530', '2026-11-30T04:30:00.000Z'],
  ])('has a zone of hours, or a year of three digits: %s', async (date, instant) => {
    expect((await read(`Date: ${date}\n\nx`)).date).toBe(instant);
  });
});

it('a sender in doubled brackets has no bracket in the name', async () => {
  const mail = await parseMail(Buffer.from('From: Anna <<anna@rossi.example>>\r\nSubject: x\r\n\r\nx'));
  expect(mail.from).toEqual({ address: 'anna@rossi.example', name: 'Anna' });
});
