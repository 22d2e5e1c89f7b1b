import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const WARNING = 'The mail is not divided as its header says; what it looks like counted.';
const TEXT = 'Content-Type: text/plain\n\nSee the file.\n';
const PDF = 'Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n';
const PARTS = `--b\n${TEXT}--b\n${PDF}--b--\n`;
const MIXED = 'Content-Type: multipart/mixed; boundary=b\n';
const READ = {
  text: expect.stringMatching(/^See the file\.\s*$/),
  attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 9 }],
};

describe('of several Content-Types the one counts whose boundary is used', () => {
  it.each([
    ['a text first', `Content-Type: text/plain\n${MIXED}`],
    ['a text with a charset first', `Content-Type: text/plain;\n charset=utf-8\n${MIXED}`],
    ['HTML first, and fields between', `Content-Type: text/html\nX-Mailer: x\n${MIXED}`],
    ['in small letters', `content-type: text/plain\n${MIXED.toLowerCase()}`],
    ['another boundary first', `Content-Type: multipart/mixed; boundary=zz\n${MIXED}`],
    [
      'another boundary and a text first',
      `Content-Type: multipart/mixed; boundary=zz\nContent-Type: text/plain\n${MIXED}`,
    ],
    ['a text first, an encoding above', `Content-Transfer-Encoding: 7bit\nContent-Type: text/plain\n${MIXED}`],
  ])('%s', async (_, fields) => {
    const mail = await parseMail(wire(`${HEADER}${fields}\n${PARTS}`));
    expect(mail).toMatchObject(READ);
    expect(mail.warnings).toContain(WARNING);
  });

  it('and the first one when it is right', async () => {
    const mail = await parseMail(wire(`${HEADER}${MIXED}Content-Type: text/plain\n\n${PARTS}`));
    expect(mail).toMatchObject({ ...READ, warnings: [] });
  });

  it('in a part, too', async () => {
    const inner = `Content-Type: text/plain\n${MIXED}\n${PARTS}`;
    const outer = `Content-Type: multipart/mixed; boundary=o\n\n--o\n${inner}--o--\n`;
    expect(await parseMail(wire(`${HEADER}${outer}`))).toMatchObject(READ);
  });

  it('and a boundary that is not used leaves the text', async () => {
    const mail = await parseMail(wire(`${HEADER}Content-Type: text/plain\n${MIXED}\nThe till is down.\n`));
    expect(mail.text).toBe('The till is down.\n');
  });
});

describe('indented delimiters', () => {
  const indented = (text: string, by: string) => text.replace(/^(?=.)/gm, by);

  it.each([
    ['alone', PARTS.replace(/^(?=--)/gm, ' ')],
    ['by more', PARTS.replace(/^(?=--)/gm, '    ')],
    ['by a tab, all lines', indented(PARTS, '\t')],
    ['by two, all lines', indented(PARTS, '  ')],
    ['and the fields below them', PARTS.replace(/^(?=--|Content)/gm, ' ')],
  ])('divide a mail: %s', async (_, parts) => {
    for (const boundary of ['b', '=_a.(b)+?']) {
      const used = parts.replace(/--b/g, () => `--${boundary}`);
      const field = `Content-Type: multipart/mixed; boundary="${boundary}"\n`;
      expect(await parseMail(wire(`${HEADER}${field}\n${used}`))).toMatchObject(READ);
    }
  });
});

describe('a body whose lines end in a lone carriage return', () => {
  const returns = (text: string) => Buffer.from(text.replaceAll('\n', '\r'), 'latin1');

  it.each([
    ['and no line feed', returns(PARTS)],
    ['and one line feed at its end', Buffer.concat([returns(PARTS), Buffer.from('\r\n')])],
    ['and files', returns(`--b\n${TEXT}--b\n${PDF}--b\n${PDF}--b--\n`)],
  ])('is divided: %s', async (_, body) => {
    for (const end of ['\r\n', '\n', '\r']) {
      const header = wire(HEADER + MIXED);
      const mail = await parseMail(Buffer.concat([header, Buffer.from(end), body]));
      expect(mail.text.trim()).toBe('See the file.');
      expect(mail.attachments[0]).toMatchObject({ filename: 'a.pdf', size: 9 });
    }
  });

  it('is text', async () => {
    const mail = await parseMail(Buffer.concat([wire(`${HEADER}\n`), returns('The till\nis\ndown.\n')]));
    expect(mail.text).toBe('The till\nis\ndown.\n');
  });

  it('is not what a log of progress is', async () => {
    const log = 'See below.\n\nload 1%\rload 2%\rload 3%\ndone\nand\nso\non\nfor\nlong\n';
    const mail = await parseMail(wire(`${HEADER}\n${log}`));
    expect(mail.text).toBe(log.replaceAll('\r', '\n'));
  });
});
