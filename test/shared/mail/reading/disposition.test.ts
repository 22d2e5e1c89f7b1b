import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\nSubject: x\n';
const mixed = (type: string, ...parts: string[]) =>
  parseMail(
    wire(`${HEADER}Content-Type: ${type}; boundary=b\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`),
  );
const TEXT = 'Content-Type: text/plain\n\nSee the file.';

describe('a Content-Disposition without its type', () => {
  it.each([
    ['filename="a.log"', 'a.log'],
    ['filename=a.log', 'a.log'],
    [' ; filename="a.log"', 'a.log'],
    ["filename*=utf-8''perch%C3%A9.log", 'perché.log'],
    ['\n filename="a.log"; size=3', 'a.log'],
  ])('names the file: %j', async (field, filename) => {
    for (const type of ['Content-Type: text/plain\n', '', 'Content-Type: application/octet-stream\n']) {
      const mail = await mixed('multipart/mixed', TEXT, `${type}Content-Disposition: ${field}\n\nlog`);
      expect(mail).toMatchObject({ text: 'See the file.', attachments: [{ filename, size: 3 }] });
    }
  });

  it.each(['filename="a.log"', 'x-file; filename="a.log"', 'form-data; name="f"; filename="a.log"'])(
    'means a file, even above the text: %s',
    async (field) => {
      const mail = await mixed('multipart/mixed', `Content-Disposition: ${field}\n\nlog`, TEXT);
      expect(mail).toMatchObject({ text: 'See the file.', attachments: [{ filename: 'a.log', size: 3 }] });
    },
  );

  it('is no reason to hide the only text', async () => {
    expect(
      await parseMail(wire(`${HEADER}Content-Disposition: filename="a.txt"\n\nThe till is down.\n`)),
    ).toMatchObject({
      text: 'The till is down.\n',
      attachments: [],
    });
  });
});

describe('a form that was sent as a mail (multipart/form-data)', () => {
  const field = (name: string, text: string, type = '') =>
    `Content-Disposition: form-data; name="${name}"${type}\n\n${text}`;
  const FILE = 'Content-Disposition: form-data; name="f"; filename="a.pdf"\nContent-Type: application/pdf\n\n%PDF';

  it.each([
    ['one', [field('msg', 'The till is down')], 'The till is down'],
    ['two', [field('msg', 'The till is down'), field('who', 'Anna')], 'The till is down\nAnna'],
    [
      'with a type',
      [field('msg', 'The till is down', '\nContent-Type: text/plain; charset=utf-8')],
      'The till is down',
    ],
    ['in capitals', ['content-disposition: FORM-DATA; NAME=msg\n\nThe till is down'], 'The till is down'],
  ])('shows its fields: %s', async (_, fields, text) => {
    const mail = await mixed('multipart/form-data', ...fields, FILE);
    expect(mail).toMatchObject({ text, attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 4 }] });
  });
});
