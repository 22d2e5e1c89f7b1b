import { describe, expect, it } from 'vitest';
import { contentTypeOf } from '../../../shared/mail/content-type.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

const UNKNOWN = 'application/octet-stream';

describe('a content type', () => {
  it.each([
    ['image/PNG', 'image/png'],
    ['application/vnd.ms-excel.sheet.macroEnabled.12', 'application/vnd.ms-excel.sheet.macroenabled.12'],
    ['application/x-pkcs7+y', 'application/x-pkcs7+y'],
    ['', UNKNOWN],
    [undefined, UNKNOWN],
    ['image', UNKNOWN],
    ['image/', UNKNOWN],
    ['imagé/png', UNKNOWN],
    ['image/png\r\nx-amz-acl: public-read', UNKNOWN],
    ['image/png; name=x', UNKNOWN],
    ['=?utf-8?q?image/png?=', UNKNOWN],
    ['multipart/mixed', UNKNOWN],
    [`image/${'x'.repeat(300)}`, UNKNOWN],
  ])('%j may stand in a header of ours as %s', (given, type) => {
    expect(contentTypeOf(given)).toBe(type);
  });

  it('of a file in a mail that has other letters costs the file nothing, and is taken from its name', async () => {
    const raw = [
      'From: anna@rossi.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      '',
      'See the file.',
      '--x',
      'Content-Type: applicatiön/p€df; name=a.pdf',
      'Content-Disposition: attachment; filename=a.pdf',
      '',
      '%PDF',
      '--x--',
      '',
    ].join('\r\n');
    const { text, attachments } = await parseMail(Buffer.from(raw));
    expect(text.trim()).toBe('See the file.');
    expect(attachments).toMatchObject([{ filename: 'a.pdf', contentType: 'application/pdf' }]);
  });
});
