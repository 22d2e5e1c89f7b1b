import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { attachmentLink } from '../../../shared/mail/signed/attachment-link.ts';
import { companyLink } from '../../../shared/mail/signed/company-link.ts';
import { digestAddress } from '../../../shared/mail/signed/digest-address.ts';
import { followLink } from '../../../shared/mail/signed/follow-link.ts';
import { heldAddress } from '../../../shared/mail/signed/held-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';

/** Whatever file an agent attaches, and however it is written: nothing of ours in it leaves for a customer (docs/promise.md section 5). */

type Options = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;
type Attached = { filename?: string; content: string | Buffer; contentType: string };

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const OTHER = 'T-4F7K2M9Q';
const AT = '2026-11-30T08:00:00.000Z';
const WEB = { webUrl: 'https://desk.example' };

/** What no customer may get, of the agent or of another customer. */
const SECRETS = {
  'the agent’s address': (id: string) => replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }),
  'another customer’s address': () => replyAddress(KEY, SUPPORT, { ticketId: OTHER, serial: 7 }),
  'another customer’s link': () => followLink(KEY, WEB, { ticketId: OTHER, address: 'bea@verdi.example', at: AT }),
  'a company’s link': () => companyLink(KEY, WEB, { customerId: 'verdi', address: 'bea@verdi.example', at: AT }),
  'a link to a file': () => attachmentLink(KEY, deskOf().settings, { ticketId: OTHER, messageKey: '01abc', index: 0 }),
  'a link to a ticket': () => `https://desk.example/tickets/${OTHER}`,
  'the address of a held mail': () => heldAddress(KEY, SUPPORT, { entryId: 'Q-06BV0M6PR09XT3K5Y2W4', agentId: 'ada' }),
  'the address of a digest': () => digestAddress(KEY, SUPPORT, '06BV0M6P'),
};

const mail = async (parts: Options) => {
  const head = { from: 'bea@verdi.example', to: 'ada@support.example', subject: 'Till', messageId: '<bea@x>' };
  return new MailComposer({ ...head, ...parts }).compile().build();
};
const folded = (line: string) => line.replace(/(.{60})(?=.)/g, '$1\r\n ');
const calendar = (lines: string[], method = 'REQUEST') =>
  [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:Visit',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
const ics = (content: string): Attached => ({ filename: 'invite.ics', content, contentType: 'text/calendar' });
const eml = (content: Buffer): Attached => ({ filename: 'till.eml', content, contentType: 'message/rfc822' });
const encoded = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');

const FILES: Record<string, (secret: string) => Attached | Promise<Attached>> = {
  'a text': (secret) => ({ filename: 'a.txt', content: `See ${secret}\n`, contentType: 'text/plain' }),
  'a text of an unknown type': (secret) => ({
    filename: 'a',
    content: secret,
    contentType: 'application/octet-stream',
  }),
  'a text far down': (secret) => ({
    filename: 'a.log',
    content: `${'a line of a log\n'.repeat(100_000)}${secret}`,
    contentType: 'text/plain',
  }),
  'a text in UTF-16': (secret) => ({
    filename: 'a.txt',
    content: Buffer.from(`\ufeff${secret}`, 'utf16le'),
    contentType: 'text/plain',
  }),
  'a page': (secret) => ({
    filename: 'a.html',
    content: `<p>See <a href="mailto:${secret}">here</a></p>`,
    contentType: 'text/html',
  }),
  'a page in entities': (secret) => ({
    filename: 'a.htm',
    content: `<p>${secret.replaceAll('-', '&#45;').replaceAll('.', '&#x2e;')}</p>`,
    contentType: 'text/html',
  }),
  'an attendee': (secret) => ics(calendar([folded(`ATTENDEE;CN=Desk;RSVP=TRUE:mailto:${secret}`)])),
  'an organiser': (secret) => ics(calendar([folded(`ORGANIZER;CN=Ada:mailto:${secret}`)])),
  'a description': (secret) => ics(calendar([folded(`DESCRIPTION:Write to ${secret}\\nor call`)])),
  'a file in a calendar': (secret) =>
    ics(
      calendar([
        folded(
          `ATTACH;ENCODING=BASE64;VALUE=BINARY:${encoded(`This is what you need: ${secret}`).replaceAll('\r\n', '')}`,
        ),
      ]),
    ),
  'a calendar to publish': (secret) => ics(calendar([`URL:${secret}`], 'PUBLISH')),
  'a visiting card': (secret) => ({
    filename: 'ada.vcf',
    content: `BEGIN:VCARD\r\nEMAIL:${secret}\r\nEND:VCARD`,
    contentType: 'text/vcard',
  }),
  'a mail': async (secret) => eml(await mail({ text: `Look: ${secret}` })),
  'a mail in base64': async (secret) => eml(await mail({ text: `Look: ${secret}`, textEncoding: 'base64' })),
  'a mail in quoted-printable': (secret) =>
    eml(
      Buffer.from(
        `From: bea@verdi.example\r\nSubject: Till\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${secret.replaceAll('.', '=2E').replaceAll('-', '=2D')}\r\n`,
      ),
    ),
  'a mail in HTML that says it nowhere': async (secret) =>
    eml(
      Buffer.from(
        `From: bea@verdi.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p title=3D"${secret.replaceAll('.', '=2E').replaceAll('-', '=2D')}">Look</p>\r\n`,
      ),
    ),
  'a mail in HTML': async (secret) =>
    eml(await mail({ html: `<p>${'Look. '.repeat(30)}<a href="${secret}">here</a></p>`, textEncoding: 'base64' })),
  'a mail under another type': async (secret) => ({
    filename: 'till',
    content: await mail({ text: secret, textEncoding: 'base64' }),
    contentType: 'application/octet-stream',
  }),
  'an mbox': async (secret) => ({
    filename: 'till.mbox',
    content: Buffer.concat([
      Buffer.from('From bea@verdi.example Mon Nov 30 08:00:00 2026\n'),
      await mail({ text: secret, textEncoding: 'base64' }),
    ]),
    contentType: 'application/mbox',
  }),
  'a field of a mail': async (secret) => eml(await mail({ replyTo: `Desk <${secret}>`, text: 'Look.' })),
  'a mail in a mail': async (secret) =>
    eml(await mail({ text: 'Look.', attachments: [eml(await mail({ text: secret, textEncoding: 'base64' }))] })),
  'a file of a mail': async (secret) =>
    eml(await mail({ text: 'Look.', attachments: [{ filename: 'a.txt', content: secret }] })),
  'a binary file': (secret) => ({
    filename: 'a.msg',
    content: Buffer.concat([Buffer.alloc(600), Buffer.from(secret, 'utf16le'), Buffer.alloc(600)]),
    contentType: 'application/vnd.ms-outlook',
  }),
};

/** Ada answers her customer; gives what was sent to whom. */
async function adaSends(parts: (ticketId: string) => Options | Promise<Options>) {
  const desk = deskOf();
  const ticket = await waitingTicket(desk);
  const to = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const head = { from: 'Ada <ada@support.example>', to, subject: 'Re: The door', messageId: '<ada@x>' };
  const raw = await new MailComposer({ ...head, ...(await parts(ticket.id)) }).compile().build();
  desk.pass(700);
  desk.sent.length = 0;
  await receiveMail(
    desk,
    arrives(desk, raw.toString('latin1').replaceAll('\r\n', '\n'), { id: 'ses-ada', recipients: [to] }),
  );
  const of = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
  return { customer: of('anna@rossi.example'), ada: of('ada@support.example'), raw };
}

const CASES = Object.entries(FILES).flatMap(([way, file]) =>
  Object.entries(SECRETS).map(([what, secret]) => ({ way, what, file, secret })),
);

describe('a file with something of ours', () => {
  it.each(CASES)('is left out, and its writer hears it: $what in $way', async ({ file, secret }) => {
    const { customer, ada } = await adaSends(async (id) => ({
      text: 'As agreed, on Monday.',
      attachments: [{ filename: 'plan.txt', content: 'Monday at nine.' }, await file(secret(id))],
    }));
    expect(customer).toMatchObject([{ attachments: [{ filename: 'plan.txt' }] }]);
    expect(ada).toHaveLength(1);
    expect(ada[0]?.text).toContain('was left out');
  });

  it('is left out as an alternative of the text, too', async () => {
    const { customer, ada } = await adaSends((id) => ({
      text: 'As agreed, on Monday.',
      icalEvent: { method: 'REQUEST', content: calendar([`ATTENDEE:mailto:${SECRETS['the agent’s address'](id)}`]) },
    }));
    expect(customer).toMatchObject([{ attachments: [] }]);
    expect(ada[0]?.text).toContain('"invite.ics" was left out');
  });

  it('is left out under whatever name has it', async () => {
    const { customer } = await adaSends((id) => ({
      text: 'As agreed.',
      attachments: [{ filename: `${SECRETS['the agent’s address'](id)}.pdf`, content: '%PDF' }],
    }));
    expect(customer).toMatchObject([{ attachments: [] }]);
  });

  it('says so, when mails lie deeper in each other than is looked', async () => {
    let inner = await mail({ text: 'Look.' });
    for (let depth = 0; depth < 8; depth += 1) inner = await mail({ text: 'Look.', attachments: [eml(inner)] });
    const { customer, ada } = await adaSends(() => ({ text: 'As agreed.', attachments: [eml(inner)] }));
    expect(customer).toMatchObject([{ attachments: [] }]);
    expect(ada[0]?.text).toContain('more mails, or larger ones, than are looked through');
  });
});

const FINE: Record<string, () => Attached | Promise<Attached>> = {
  'a calendar': () => ics(calendar(['ORGANIZER:mailto:ada@support.example', 'ATTENDEE:mailto:anna@rossi.example'])),
  'a mail of somebody': async () =>
    eml(await mail({ text: 'Return the lock.', attachments: [{ filename: 'a.txt', content: 'x' }] })),
  'a log': () => ({
    filename: 'a.log',
    content: 't-4f7k2m9q started\nFrom: here, 5% done\n',
    contentType: 'text/plain',
  }),
  'a picture': () => ({ filename: 'a.png', content: Buffer.from('iVBORw0KGgo=', 'base64'), contentType: 'image/png' }),
  // As many as the engine of regular expressions has no room for.
  'a text of one line of base64': () => ({
    filename: 'a.txt',
    content: 'QUFB'.repeat(1_500_000),
    contentType: 'text/plain',
  }),
  'a page': () => ({
    filename: 'a.html',
    content: `<p>Write to <a href="mailto:${SUPPORT}">us</a></p>`,
    contentType: 'text/html',
  }),
};

describe('a file without', () => {
  it.each(Object.entries(FINE))('goes to the customer: %s', async (_, file) => {
    const attached = await file();
    const { customer, ada } = await adaSends(() => ({ text: 'As agreed.', attachments: [attached] }));
    expect(customer).toMatchObject([{ attachments: [{ filename: attached.filename }] }]);
    expect(ada).toEqual([]);
  });
});
