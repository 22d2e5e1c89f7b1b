import { expect, it } from 'vitest';
import { disarm } from '../../../shared/intake/disarm.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

const MAIL = [
  'From: Anna <anna@rossi.example>',
  'Subject: The invoice',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html',
  '',
  '<p>See the <a href="https://evil.example">invoice</a></p>',
  '--b',
  'Content-Type: application/octet-stream; name=invoice.exe',
  'Content-Disposition: attachment; filename=invoice.exe',
  '',
  'MZ',
  '--b--',
  '',
].join('\r\n');

it('a mail with a virus keeps its words and nothing that opens', async () => {
  const mail = await parseMail(Buffer.from(MAIL));
  const disarmed = disarm(mail);
  expect(mail.attachments).toHaveLength(1);
  expect(disarmed).toMatchObject({ subject: 'The invoice', attachments: [] });
  expect(disarmed.text).toContain('invoice');
  expect(disarmed).not.toHaveProperty('html');
  expect(disarmed.warnings.at(-1)).toBe('it was released with a virus; not kept: invoice.exe');
});
