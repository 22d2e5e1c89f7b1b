import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/mail/parse.ts';
import { fixture, wire } from './fixtures.ts';

describe('reading a mail', () => {
  it('takes the text of an HTML-only mail from its HTML', async () => {
    const mail = await parseMail(fixture('outlook-html-only'));
    expect(mail).toMatchObject({
      messageId: '<AM0PR05MB1234@AM0PR05MB1234.eurprd05.example>',
      from: { address: 'marta.neri@rossi.example', name: 'Neri Marta' },
      date: '2026-11-30T08:12:44.000Z',
      subject: 'Il gestionale non parte più',
      attachments: [],
      automatic: false,
      warnings: [],
    });
    expect(mail.text).toBe(
      [
        'Buongiorno,',
        '',
        'da stamattina il gestionale non si avvia più:',
        'resta su “attendere”.',
        '',
        '- PC 1: bloccato',
        '- PC 2: lento',
        '',
        'Manuale: qui <https://wiki.rossi.example/avvio?a=1&b=2>',
        '',
        'Grazie',
        'Marta',
      ].join('\n'),
    );
    expect(mail.html).toContain('<b>bloccato</b>');
  });

  it('prefers the plain text of two alternatives and keeps the thread', async () => {
    const mail = await parseMail(fixture('gmail-reply'));
    expect(mail.text.trim()).toBe('It works again, grazie 👍');
    expect(mail.html?.trim()).toBe('<div dir="ltr">It works again, grazie</div>');
    expect(mail).toMatchObject({
      inReplyTo: '<0103@eu-west-1.amazonses.com>',
      references: [
        '<t-4f7k2m9q.0123456789abcdef@desk.example>',
        '<0102@eu-west-1.amazonses.com>',
        '<0103@eu-west-1.amazonses.com>',
      ],
      to: [{ address: 'help+t-4f7k2m9q.c.0123456789abcdef@desk.example', name: 'Acme Support' }],
      cc: [{ address: 'carla@rossi.example', name: 'Carla' }],
    });
  });

  it('shows plain parts and HTML parts that stand side by side, in their order, in text and HTML', async () => {
    const mail = await parseMail(fixture('html-with-list-footer'));
    expect(mail.text).toMatch(/blank pages\.\s+This mail was checked for viruses & found <clean>\./);
    expect(mail.html).toMatch(/blank pages\.[\s\S]*checked for viruses/);
  });

  it('keeps a forwarded mail as a file, and names files that have no name', async () => {
    const mail = await parseMail(fixture('forwarded-as-attachment'));
    expect(mail.text.trim()).toBe('The supplier wrote this.');
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['message-1.eml', 'message/rfc822'],
      ['file-2.pdf', 'application/pdf'],
    ]);
    expect(mail.attachments[0]?.content.toString()).toContain('Prices go up.');
  });

  it('tells an image that the HTML shows from a file that merely has a Content-ID', async () => {
    const { text, attachments } = await parseMail(fixture('inline-image'));
    expect(text).toBe('Look: [error window]');
    expect(attachments).toMatchObject([
      { filename: 'image001.png', contentType: 'image/png', size: 8, inline: true, cid: 'image001.png@01DC' },
      { filename: 'registro attività.csv', contentType: 'text/csv', size: 4, inline: false },
    ]);
  });

  it('reads unencoded bytes that are no UTF-8 as windows-1252', async () => {
    const mail = await parseMail(fixture('unencoded-8bit'));
    expect(mail.subject).toBe('Perché non funziona più');
    expect(mail.from).toEqual({ address: 'nicolo@rossi.example', name: 'Nicolò' });
    expect(mail.text).toBe('L’ordine è fermo.\n');
  });

  it('flattens groups, leaves out what is no address, and compares domains in ASCII', async () => {
    const mail = await parseMail(fixture('group-and-idn'));
    expect(mail.to.map(({ address }) => address)).toEqual(['help@desk.example', 'sales@desk.example']);
    expect(mail.from?.address).toBe('joerg@xn--mnchen-3ya.example');
    expect(mail.cc).toEqual([{ address: 'zoe@rossi.example', name: 'Zoë Bcc: x@y.z' }]);
  });

  it('falls back to the raw body when the parts cannot be told apart', async () => {
    const mail = await parseMail(fixture('unmatched-boundary'));
    expect(mail.text).toContain('The door does not open.');
    expect(mail.warnings).toHaveLength(1);
  });

  it.each([
    ['a byte order mark', '\xef\xbb\xbfFrom: a@b.example\nSubject: x\n\nHello'],
    ['empty lines', '\n\nFrom: a@b.example\nSubject: x\n\nHello'],
    ['an mbox line', 'From a@b.example Mon Nov 30 10:00:00 2026\nFrom: a@b.example\nSubject: x\n\nHello'],
  ])('finds the header below %s', async (_, raw) => {
    const mail = await parseMail(wire(raw));
    expect(mail).toMatchObject({ from: { address: 'a@b.example' }, subject: 'x', text: 'Hello' });
  });

  it('understands line ends of a lone CR', async () => {
    const mail = await parseMail(Buffer.from('From: a@b.example\rSubject: x\r\rHello\rWorld'));
    expect(mail).toMatchObject({ from: { address: 'a@b.example' }, subject: 'x', text: 'Hello\nWorld' });
  });

  it('is content with a subject, and warns when nobody sent it', async () => {
    const mail = await parseMail(wire('Subject: Call me\n\n'));
    expect(mail).toMatchObject({ subject: 'Call me', text: '', to: [], references: [] });
    expect(mail.from).toBeUndefined();
    expect(mail.warnings).toContain('The mail has no usable sender address.');
  });
});
