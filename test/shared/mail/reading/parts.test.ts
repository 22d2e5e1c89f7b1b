import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER = 'From: a@b.example\nTo: help@desk.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const NOT_DIVIDED = 'The mail is not divided as its header says; what it looks like counted.';

const utf8 = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'));
const read = (text: string) => parseMail(utf8(HEADER + text));
const part = (header: string, body: string) => `--b\n${header}\n\n${body}\n`;
const mixed = (...parts: string[]) => read(`Content-Type: multipart/mixed; boundary=b\n\n${parts.join('')}--b--\n`);
const text = part('Content-Type: text/plain', 'See the file.');

async function filesOf(mail: ReturnType<typeof parseMail>) {
  return (await mail).attachments.map(({ filename, contentType }) => [filename, contentType]);
}

describe('the type of a file', () => {
  it.each([
    'Content-Type:',
    'Content-Type: ;',
    'Content-Type: /',
    'Content-Type: application/',
    'Content-Type: /pdf',
    'Content-Type: pdf',
    'Content-Type: application pdf',
    'Content-Type: application/pdf/x',
    'Content-Type: application/x-(pdf)',
    'Content-Type: "application/pdf; name=x.pdf"',
    'Content-Type: application/pdf,text/plain',
    'Content-Type: application/pdf\n name="x.pdf"',
    'Content-Type: =?utf-8?B?YXBwbGljYXRpb24vcGRm?=',
    'Content-Type: =?utf-8?Q?application/pdf=3B_name=3D=22x.pdf=22?=',
    'Content-Type: application/pdé',
    'Content-Type: \0',
    'X-Nothing: of the kind',
  ])('is mended, or taken from its name: %j', async (field) => {
    const file = `${field}\nContent-Disposition: attachment; filename="x.pdf"\nContent-Transfer-Encoding: base64`;
    const mail = await mixed(text, part(file, 'JVBERi0xLjQK'));
    expect(mail.text.trim()).toBe('See the file.');
    expect(mail.attachments).toMatchObject([{ filename: 'x.pdf', contentType: 'application/pdf', size: 9 }]);
    expect(mail).not.toHaveProperty('faults');
  });

  it.each([
    ['Content-Type: ;', 'file-1.bin', 'application/octet-stream'],
    ['Content-Type: image', 'file-1.bin', 'application/octet-stream'],
    ['Content-Type: foo/bär; name=x', 'x', 'application/octet-stream'],
    ['Content-Type: multipart/mixed; name=x.zzz', 'x.zzz', 'text/plain'],
  ])('is unknown where nothing tells: %s', async (field, filename, contentType) => {
    const file = part(`${field}\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64`, 'AAEC');
    expect(await filesOf(mixed(text, file))).toEqual([[filename, contentType]]);
  });

  it.each([
    'Content-Type:',
    'Content-Type: ;',
    'Content-Type: text',
    'Content-Type: plain',
    'Content-Type: text/',
    'Content-Type: nonsense',
    'Content-Type: text/plain charset=utf-8',
    'Content-Type: text/plain;charset="utf-8',
    'Content-Type: text/html charset=utf-8',
    'Content-Type: html',
    'Content-Type: text/x-markdown',
  ])('of the only text costs none of it: %s', async (field) => {
    const mail = await read(`${field}\n\nIl pacco è rotto\n`);
    expect(mail.text.trim()).toBe('Il pacco è rotto');
    expect(mail.attachments).toEqual([]);
  });
});

describe('HTML under another name', () => {
  it.each([
    'text/x-html',
    'application/xhtml+xml',
    'application/xhtml+xml; charset=utf-8',
    'text/xhtml',
    'text/html: charset=utf-8',
    'text\\html',
    'text-html',
    'text /html',
    'text/ html; charset=utf-8',
    '=?utf-8?Q?text/x-html?=',
  ])('is read as HTML, alone and beside a file: %s', async (type) => {
    const alone = await read(`Content-Type: ${type}\n\n<p>Il pacco è <b>rotto</b></p>\n`);
    expect([alone.text.trim(), alone.attachments]).toEqual(['Il pacco è rotto', []]);
    const file = part('Content-Type: application/pdf; name=a.pdf', 'x');
    expect((await mixed(part(`Content-Type: ${type}`, '<p>Help <b>us</b></p>'), file)).text.trim()).toBe('Help us');
  });

  it('is a file where it has a name', async () => {
    const page = part('Content-Type: application/xhtml+xml; name=page.xhtml', '<p>x</p>');
    expect(await filesOf(mixed(text, page))).toEqual([['page.xhtml', 'application/xhtml+xml']]);
  });

  it.each(['text/htmlx', 'text/x-html-template', 'application/xhtml+xml-dtd'])(
    'is not any other type: %s',
    async (type) => {
      expect((await mixed(text, part(`Content-Type: ${type}`, '<p>x</p>'))).attachments).toHaveLength(1);
    },
  );
});

describe('a text with a name', () => {
  const named = (type: string, name: string) =>
    part(`Content-Type: ${type}; name="${name}"\nContent-Disposition: inline; filename="${name}"`, '<p>LOG</p>');

  it.each([
    ['server.log', 'text/plain'],
    ['report.html', 'text/html'],
    ['registro.txt', 'text/plain'],
  ])('is a file below another text: %s', async (name, type) => {
    const mail = await mixed(text, named(type, name));
    expect(mail.text).toBe('See the file.');
    expect(mail.html).toBeUndefined();
    expect(mail.attachments).toMatchObject([{ filename: name, contentType: type, size: 10 }]);
  });

  it('is a file below alternatives, and between texts', async () => {
    const alternatives =
      '--b\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain\n\nplain\n--a\nContent-Type: text/html\n\n<p><b>plain</b></p>\n--a--\n';
    const mail = await mixed(alternatives, named('text/plain', 'x.log'), part('Content-Type: text/plain', 'more'));
    expect(mail.text).toBe('plain\nmore');
    expect(mail.attachments).toMatchObject([{ filename: 'x.log' }]);
  });

  it.each([
    ['the first one', () => mixed(named('text/plain', 'mail.txt')), 'LOG'],
    [
      'an alternative',
      () => read(`Content-Type: multipart/alternative; boundary=b\n\n${text}${named('text/html', 'mail.html')}--b--\n`),
      'See the file.',
    ],
    [
      'one without a name',
      () => mixed(text, part('Content-Type: text/plain\nContent-Disposition: inline', 'Footer.')),
      'Footer.',
    ],
  ])('is text when it is %s', async (_, mail, words) => {
    expect((await mail()).text).toContain(words);
    expect((await mail()).attachments).toEqual([]);
  });
});

describe('a mail that is not divided as its header says', () => {
  const parts = `${part('Content-Type: text/plain', 'The till is down.')}${part('Content-Type: application/pdf; name=a.pdf', '%PDF')}--b--\n`;

  it.each([
    ['another boundary', `Content-Type: multipart/mixed; boundary="x"\n\n${parts}`],
    ['other letters', `Content-Type: multipart/mixed; boundary="B"\n\n${parts}`],
    ['quotes of the wrong kind', `Content-Type: multipart/mixed; boundary='b'\n\n${parts}`],
    ['an empty boundary', `Content-Type: multipart/mixed; boundary=""\n\n${parts}`],
    ['no boundary', `Content-Type: multipart/mixed\n\n${parts}`],
    ['no semicolon', `Content-Type: multipart/mixed boundary=b\n\n${parts}`],
    ['a line that is not indented', `Content-Type: multipart/mixed;\nboundary="b"\n\n${parts}`],
    ['no type', `MIME-Version: 1.0\n\n${parts}`],
    ['a boundary beyond ASCII', `Content-Type: multipart/mixed; boundary="bé"\n\n${parts.replaceAll('--b', '--bé')}`],
    ['a boundary in an encoded word', `Content-Type: multipart/mixed; boundary="=?utf-8?Q?b?="\n\n${parts}`],
  ])('is told apart all the same: %s', async (_, raw) => {
    const mail = await read(raw);
    expect(mail.text.trim()).toBe('The till is down.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf', size: 4 }]);
    expect(mail.warnings).toEqual([NOT_DIVIDED]);
  });

  it.each([
    [
      'parts inside a part',
      '--y\nContent-Type: text/plain\n\nInside.\n--y\nContent-Type: text/html\n\n<p>Inside.</p>\n--y--',
    ],
    ['no parts inside a part', 'Inside.'],
  ])('in one of its parts: %s', async (_, inside) => {
    const mail = await mixed(
      part('Content-Type: multipart/alternative; boundary=x', inside),
      part('Content-Type: application/pdf; name=a.pdf', '%PDF'),
    );
    expect(mail.text.trim()).toBe('Inside.');
    expect(mail.attachments).toMatchObject([{ filename: 'a.pdf' }]);
  });

  it.each([
    [
      'in quoted-printable',
      'Content-Transfer-Encoding: quoted-printable\n\nIl pacco =C3=A8 rotto.',
      'Il pacco è rotto.',
    ],
    ['in base64', 'Content-Transfer-Encoding: base64\n\nSWwgcGFjY28=', 'Il pacco'],
    ['with the last boundary alone', '\nHello.\n--b--', 'Hello.\n--b--'],
    ['with a rule in it', '\nHello.\n-----Original Message-----\n\nold', 'Hello.\n-----Original Message-----\n\nold'],
  ])('is a text when it has no parts: %s', async (_, rest, shown) => {
    const mail = await read(`Content-Type: multipart/mixed; boundary="b"\n${rest}\n`);
    expect(mail.text.trim()).toBe(shown);
    expect(mail.warnings).toEqual([NOT_DIVIDED]);
  });

  it('but merely has no subtype is divided', async () => {
    const mail = await read(`Content-Type: multipart; boundary=b\n\n${parts}`);
    expect(mail).toMatchObject({ text: 'The till is down.', attachments: [{ filename: 'a.pdf' }], warnings: [] });
  });

  it('and whose parts have lines that are not indented keeps names and charsets', async () => {
    const file = 'Content-Type: application/pdf;\nname="x.pdf"\nContent-Disposition: attachment;\nfilename="x.pdf"';
    const mail = await mixed(part('Content-Type: text/plain;\ncharset=iso-8859-2', 'ok'), part(file, '%PDF'));
    expect(mail).toMatchObject({ text: 'ok', attachments: [{ filename: 'x.pdf', contentType: 'application/pdf' }] });
  });
});

describe('a text without a header, or without an end of it', () => {
  it.each([
    ['no header', 'The server is down.\n', 'The server is down.'],
    ['a colon in its first line', 'Hello: the server is down.\nThanks\n', 'Hello: the server is down.\nThanks'],
    ['paragraphs', 'Il server è giù.\n\nDue: paragrafi\n', 'Il server è giù.\n\nDue: paragrafi'],
    ['no empty line', 'From: a@b.example\nSubject: s\nThe till is down.\nBye\n', 'The till is down.\nBye'],
    ['one too late', 'From: a@b.example\nSubject: s\nThe till is down.\n\nBye\n', 'The till is down.\n\nBye'],
  ])('is shown: %s', async (_, raw, shown) => {
    expect((await parseMail(utf8(raw))).text.trim()).toBe(shown);
  });

  it.each([
    ['no header', '--b\nHello there\nmore\n--b--\n'],
    ['no empty line', '--b\nContent-Type: text/plain\nHello there\nmore\n--b--\n'],
  ])('is shown in a part: %s', async (_, parts) => {
    const mail = await read(`Content-Type: multipart/mixed; boundary=b\n\n${parts}`);
    expect(mail.text.trim()).toBe('Hello there\nmore');
  });

  it.each([
    ['CR CR LF', '\r\r\n'],
    ['CR CR CR LF', '\r\r\r\n'],
    ['LF CR', '\n\r'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('is read with lines that end in %s', async (_, end) => {
    const raw = `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n${part('Content-Type: text/plain', 'One\nTwo')}${part('Content-Type: application/pdf; name=a.pdf', '%PDF')}--b--\n`;
    const mail = await parseMail(Buffer.from(raw.replaceAll('\n', end)));
    expect(mail).toMatchObject({ subject: 'x', text: 'One\nTwo', attachments: [{ filename: 'a.pdf', size: 4 }] });
  });
});
