import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/mail/parse.ts';
import { fixture, wire } from './fixtures.ts';

const automatic = async (header: string) => (await parseMail(wire(`${header}\nSubject: x\n\nx`))).automatic;

describe('a mail that a machine wrote', () => {
  it.each([
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-generated; owner-email="x@y.example"',
    'Precedence: list',
    'X-Precedence: auto_reply',
    'List-Id: News <news.example>',
    'List-Unsubscribe: <https://news.example/off>',
    'X-Autoreply: yes',
    'X-Autorespond: vacation',
    'X-Auto-Response-Suppress: All\nX-Autoresponder: yes',
    'X-Failed-Recipients: a@b.example',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=x',
    'From: MAILER-DAEMON@mx.example',
    'From: no-reply@shop.example',
    'From: DoNotReply+123@shop.example',
  ])('is known by %s', async (header) => {
    expect(await automatic(header)).not.toBe(false);
  });

  it.each([
    'From: anna@rossi.example',
    'Auto-Submitted: no',
    'Auto-Submitted: No (a person)',
    'Precedence: first-class',
    'Precedence: bulk',
    'Precedence: Junk',
    'Return-Path: <>',
    'From: Postmaster <postmaster@mx.example>',
    'From: noreen@rossi.example',
    'From: reply@rossi.example',
  ])('is not seen in %s', async (header) => {
    expect(await automatic(header)).toBe(false);
  });

  it('says why', async () => {
    expect((await parseMail(fixture('out-of-office'))).automatic).toBe('Auto-Submitted: auto-replied (vacation)');
  });

  it('may be a bounce, whose report and returned mail are files and not text', async () => {
    const mail = await parseMail(fixture('bounce'));
    expect(mail.automatic).toBe('delivery report: failed');
    expect(mail.bounce).toMatchObject({ originalMessageId: '<ours@desk.example>' });
    expect(mail.text.trim()).toBe('I could not deliver your mail.');
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual([
      'message/delivery-status',
      'message/rfc822',
    ]);
  });
});
