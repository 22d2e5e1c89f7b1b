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

describe('the recipient in the prose of a report', () => {
  const prose = async (text: string) => {
    const head =
      'From: MAILER-DAEMON@mx.example\nTo: help@desk.example\nSubject: Undelivered\nContent-Type: text/plain; charset=utf-8';
    return (await read(`${head}\n\n${text}\n`)).bounce;
  };

  it.each([
    'For further assistance, please send mail to <postmaster@mx.example>\n\n<anna@rossi.example>: unknown user',
    'For help contact postmaster@mx.example.\n\nThe mail to anna@rossi.example could not be delivered: 550 5.1.1',
    'If you have questions write to:\n\nsupport@mx.example\n\nThis failed:\n\nanna@rossi.example: 550 5.1.1',
    'Bei Fragen wenden Sie sich an admin@mx.example. Nicht zugestellt: <anna@rossi.example>',
    'Per assistenza scrivere a\n  aiuto@mx.example\n\nNon consegnato:\n  anna@rossi.example',
    "Pour obtenir de l'aide, contactez\nsupport@mx.example\n\nanna@rossi.example : inconnu",
    'Si tiene preguntas, escriba a ayuda@mx.example.\nNo llegó a anna@rossi.example.',
    'anna@rossi.example could not be reached. Contact postmaster@mx.example.',
  ])('is not who helps: %s', async (text) => {
    expect(await prose(text)).toMatchObject({ recipient: 'anna@rossi.example' });
  });

  it('is whom the returned mail was for, when the prose names only who helps', async () => {
    const mail =
      'From: MAILER-DAEMON@mx.example\nTo: help@desk.example\nSubject: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nPlease contact\n  admin@mx.example\nfor help.\n--b\nContent-Type: message/rfc822\n\nFrom: help@desk.example\nTo: anna@rossi.example\n\nx\n--b--\n';
    expect((await read(mail)).bounce).toMatchObject({ recipient: 'anna@rossi.example' });
  });

  it.each([
    'The mail from bounce+abc@desk.example to anna@rossi.example failed: 550',
    'help+b.t-4f7k2m9q.0123@desk.example\nanna@rossi.example\nfailed',
    'Die Mail von luca@desk.example an anna@rossi.example ist unzustellbar',
    'Il messaggio da luca@desk.example ad anna@rossi.example non è stato consegnato',
  ])('is not who sent it: %s', async (text) => {
    expect(await prose(text)).toMatchObject({ recipient: 'anna@rossi.example' });
  });

  it.each([
    '<"anna rossi"@rossi.example>: 550 unknown',
    'It failed for "anna rossi"@rossi.example.',
    '"Anna Rossi"@rossi.example\n550 5.1.1',
  ])('may have a quoted local part: %s', async (text) => {
    expect(await prose(text)).toMatchObject({ recipient: '"anna rossi"@rossi.example' });
  });
});

describe('the recipient in the status of a report', () => {
  const final = 'Final-Recipient: rfc822;mbox@store.example\nAction: failed';
  it.each([
    ['"anna rossi"@rossi.example', 'Final-Recipient: rfc822; "anna rossi"@rossi.example\nAction: failed'],
    ['anna+tag@rossi.example', `Original-Recipient: rfc822;anna+2Btag@rossi.example\n${final}`],
    ['anna=tag@rossi.example', `Original-Recipient: rfc822;anna+3Dtag@rossi.example\n${final}`],
    ['anna+tag@rossi.example', `Original-Recipient: rfc822;anna+tag@rossi.example\n${final}`],
    ['anna+2b@rossi.example', `Original-Recipient: rfc822;anna+2b@rossi.example\n${final}`],
    ['anna+2btag@rossi.example', 'Final-Recipient: rfc822;anna+2Btag@rossi.example\nAction: failed'],
  ])('is %s', async (recipient, fields) => {
    expect((await read(status('message/delivery-status', fields))).bounce).toMatchObject({ recipient });
  });

  it.each([
    'application/octet-stream; name=ATT00001.dat',
    'application/octet-stream',
    'text/plain; name=status.txt',
    'application/octet-stream; name="details.txt"',
  ])('is read from a file of type %s', async (type) => {
    const mixed = status(type, 'Final-Recipient: rfc822; anna@rossi.example\nAction: delayed\nStatus: 4.4.1');
    const mail = mixed.replace('multipart/report; report-type=delivery-status', 'multipart/mixed');
    expect((await read(mail)).bounce).toMatchObject({
      action: 'delayed',
      status: '4.4.1',
      recipient: 'anna@rossi.example',
    });
  });
});
