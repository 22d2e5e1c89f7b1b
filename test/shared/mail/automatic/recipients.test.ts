import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const read = (mail: string) => parseMail(Buffer.from(mail.replaceAll('\n', '\r\n')));
const REPORT =
  'From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n';
const status = (type: string, fields: string) =>
  `${REPORT}--b\nContent-Type: ${type}\n\nReporting-MTA: dns; mx.example\n\n${fields}\n--b--\n`;

describe('the recipient of a report', () => {
  it.each([
    ['a link', 'From: mailer-daemon@mx.example\n\nYour message to <mailto:anna@rossi.example> could not be delivered'],
    [
      'the answer',
      status('message/delivery-status', 'Action: failed\nDiagnostic-Code: smtp; 550 <anna@rossi.example>: unknown'),
    ],
    [
      'a text file',
      status('text/plain; name=details.txt', 'Final-Recipient: rfc822; anna@rossi.example\nAction: failed'),
    ],
  ])('is read from %s', async (_, mail) => {
    expect((await read(mail)).bounce).toMatchObject({ action: 'failed', recipient: 'anna@rossi.example' });
  });

  it('is not the sender that was refused', async () => {
    const fields = 'Action: failed\nDiagnostic-Code: smtp; 550 <help@desk.example>: Sender address rejected';
    const { bounce } = await read(status('message/delivery-status', fields));
    expect(bounce).not.toHaveProperty('recipient');
  });
});

describe("a postmaster's report without a return path", () => {
  it.each([
    [
      'Postmaster notify: delivery error.',
      'An error occurred while your message was being delivered:\n\n<anna@rossi.example>',
    ],
    [
      'Error sending message [1234] from [mx.example]',
      'XMail bounce: Rcpt=[anna@rossi.example]\n\nRcpt To: <anna@rossi.example>',
    ],
    ['Message rejected', 'Your message to anna@rossi.example was rejected by the gateway.\nReason: 550 5.7.1'],
  ])('is known: %s', async (subject, text) => {
    const { bounce } = await read(`From: postmaster@mx.example\nSubject: ${subject}\n\n${text}\n`);
    expect(bounce).toMatchObject({ action: 'failed', recipient: 'anna@rossi.example' });
  });
});
