import { describe, expect, it } from 'vitest';
import { composeMail } from '../../../shared/mail/compose.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { parseMail } from '../../../shared/mail/parse.ts';

const OURS = '<t-4f7k2m9q.0123456789abcdef@desk.example>';

function outgoing(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    recipient: 'anna@rossi.example',
    from: { address: 'help@desk.example', name: 'Assistenza “Più”' },
    to: [{ address: 'anna@rossi.example', name: 'Anna Rossi' }],
    replyTo: 'help+t-4f7k2m9q.c.0123456789abcdef@desk.example',
    subject: 'Re: Perché? [T-4F7K2M9Q]',
    text: 'Buongiorno,\nè risolto.\n',
    html: '<p>Buongiorno,<br>è risolto.</p>',
    references: [OURS],
    mark: { name: 'X-Support-Desk', value: 'help@support.example; s=0123456789abcdef' },
    automatic: false,
    attachments: [],
    ...change,
  };
}

const composed = (change: Partial<OutgoingMail>) => composeMail(outgoing(change)).toString();
const headerOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('a composed mail', () => {
  it('reads back as it was meant', async () => {
    const content = Buffer.from([0, 1, 2, 255]);
    const mail = outgoing({
      inReplyTo: '<m1@rossi.example>',
      references: [OURS, '<m1@rossi.example>'],
      attachments: [{ filename: 'perché.bin', contentType: 'application/octet-stream', content }],
    });
    const read = await parseMail(composeMail(mail));
    expect(read).toMatchObject({
      from: mail.from,
      to: mail.to,
      replyTo: { address: mail.replyTo, name: 'Assistenza “Più”' },
      subject: mail.subject,
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      automatic: false,
    });
    expect(read.text.trim()).toBe(mail.text.trim());
    expect(read.html?.trim()).toBe(mail.html);
    expect(read.attachments).toMatchObject([{ filename: 'perché.bin', content, inline: false }]);
  });

  it('carries our mark, and says where a report that it did not arrive goes', async () => {
    const raw = await composed({ returnPath: 'help+b.t-4f7k2m9q.abc.0123456789abcdef@desk.example' });
    expect(headerOf(raw)).toContain('X-Support-Desk: help@support.example; s=0123456789abcdef');
    expect(headerOf(raw)).toContain('Return-Path: <help+b.t-4f7k2m9q.abc.0123456789abcdef@desk.example>');
  });

  it('folds a long subject in every script and loses nothing of it', async () => {
    const subject = `Re: ${'日本語とemoji 👩‍👩‍👧 è '.repeat(12)}[T-4F7K2M9Q]`;
    const raw = composeMail(outgoing({ subject }));
    const longest = Math.max(
      ...headerOf(raw.toString())
        .split('\r\n')
        .map(({ length }) => length),
    );
    expect(longest).toBeLessThanOrEqual(78);
    expect((await parseMail(raw)).subject).toBe(subject);
  });

  it('says that it is automatic, and whether it is a response', async () => {
    const toCustomer = await composed({
      mark: { name: 'X-Support-Desk', value: 'help@support.example; s=0123456789abcdef' },
      automatic: true,
      inReplyTo: '<m1@x.example>',
      references: [OURS, '<m1@x.example>'],
    });
    expect(toCustomer).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(toCustomer).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
    const toAgents = await composed({ automatic: true, inReplyTo: OURS });
    expect(toAgents).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  it('says nothing of the kind when a person wrote it', async () => {
    expect(headerOf(await composed({ inReplyTo: OURS }))).not.toMatch(/auto-/i);
  });

  it('keeps what strangers wrote inside its field', async () => {
    const evil = 'x\r\nBcc: victim@other.example\r\n\r\nevil\0';
    const raw = await composed({
      subject: evil,
      from: { address: 'help@desk.example', name: evil },
      to: [{ address: 'anna@rossi.example', name: evil }],
      inReplyTo: `<m1@x.example>${evil}`,
      references: [`<m1@x.example>${evil}`, `<${evil}@x.example>`],
      attachments: [{ filename: evil, contentType: `text/plain${evil}`, content: Buffer.from('x') }],
    });
    const fields = raw.split('\r\n').filter((line) => /^(Bcc|evil)/i.test(line));
    expect(fields).toEqual([]);
    expect(headerOf(raw)).toMatch(/^References: <m1@x\.example>\r$/m);
  });

  it('leaves the name of a receiver out that is more than a name', async () => {
    const raw = await composed({
      to: [{ address: 'anna@rossi.example', name: 'Claim your prize at evil.example' }],
      cc: [{ address: 'carla@rossi.example', name: 'Carla Rossi' }],
    });
    expect(headerOf(raw)).toMatch(/^To: anna@rossi\.example\r$/m);
    expect(headerOf(raw)).toMatch(/^Cc: Carla Rossi <carla@rossi\.example>\r$/m);
  });

  it.each(['=?utf-8?B?WW91IHdvbg==?=', 'Tür =?utf-8?Q?You_won?= und =?x', 'a =? b'])(
    'encodes a subject that holds an encoded word again: %s',
    async (subject) => {
      const raw = await composed({ subject });
      expect(headerOf(raw)).not.toContain(subject);
      expect((await parseMail(Buffer.from(raw))).subject).toBe(subject);
    },
  );

  it.each(['anna@rossi.example\r\nBcc: x@y.example', 'anna@a.example, eve@b.example', 'anna', ''])(
    'goes to nobody rather than to %j',
    (address) => {
      expect(() => composeMail(outgoing({ to: [{ address }] }))).toThrow(TypeError);
    },
  );
});
