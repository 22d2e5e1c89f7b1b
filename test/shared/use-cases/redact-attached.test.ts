import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** Hidden words that come back in what a later mail has attached, in people's names, in a reason, or in a subject. */

const SECRET = 'pässwört-4711-geheim';
const ANNA = 'anna@rossi.example';
const base64 = (text: string | Buffer) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');
const quoted = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => (byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)))
    .join('');
const latin = (text: string) => Buffer.from(text, 'latin1');
const words = `Hello,\nthe password is ${SECRET} for now.\nAnna`;
const inner = (header: string, body: string | Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(
      `From: Bea <bea@other.example>\r\nTo: x@other.example\r\nSubject: Old${more}\r\nMIME-Version: 1.0\r\n${header}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);
const plain = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding:';
const nested = (file: Buffer) =>
  inner(
    'Content-Type: multipart/mixed; boundary=n',
    Buffer.concat([
      latin('--n\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--n\r\nContent-Type: message/rfc822\r\n\r\n'),
      file,
      latin('\r\n--n--\r\n'),
    ]),
  );

const mail = (bytes: Buffer) => ({ type: 'message/rfc822', name: 'old.eml', bytes });
const ENTITIES = '<p>p&auml;ssw&#246;rt-4711-geheim</p>';
const MEGABYTE = 'All quiet in the shop today, and nothing else to say.\r\n'.repeat(20_000);
const ROUTE = 'Received: from a.example by b.example with ESMTPS; Mon, 30 Nov 2026 00:00:00 +0000\r\n'.repeat(80);
const part = (header: string, body: string | Buffer) =>
  Buffer.concat([Buffer.from(`${header}\r\n\r\n`), Buffer.from(body)]);
const behind = (before: string, file: Buffer) =>
  inner(
    'Content-Type: multipart/mixed; boundary=n',
    Buffer.concat([latin(`--n\r\nContent-Type: text/plain\r\n\r\n${before}\r\n--n\r\n`), file, latin('\r\n--n--\r\n')]),
  );

/** What a mail may have attached that shows the words to whoever opens it. */
const FILES: Record<string, { type: string; name: string; bytes: Buffer }> = {
  'a mail, plain': { type: 'message/rfc822', name: 'old.eml', bytes: inner(`${plain} 8bit`, words) },
  'a mail in base64': { type: 'message/rfc822', name: 'old.eml', bytes: inner(`${plain} base64`, base64(words)) },
  'a mail of one short line in base64': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(`${plain} base64`, base64(SECRET)),
  },
  'a mail in quoted-printable': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(`${plain} quoted-printable`, quoted(words).replace('wört', 'w=\r\nört').replace('geh', 'ge=\r\nh')),
  },
  'a mail in Latin-1': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(
      'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64',
      base64(latin(words)),
    ),
  },
  'a mail in UTF-16': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(
      'Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64',
      base64(Buffer.from(words, 'utf16le')),
    ),
  },
  'a mail of HTML': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(
      'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64',
      base64(`<p>It is p&auml;ss<b>wört</b>-4711-<i>geheim</i></p>`.replace('&auml;', 'ä')),
    ),
  },
  'a mail with it in its subject': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: inner(`${plain} 7bit`, 'see above', ` =?utf-8?B?${base64('pässwört-47')}?=\r\n =?utf-8?Q?11-geheim?=`),
  },
  'a mail in a mail': {
    type: 'message/rfc822',
    name: 'old.eml',
    bytes: nested(inner(`${plain} base64`, base64(words))),
  },
  'a mail as bytes': {
    type: 'application/octet-stream',
    name: 'old.eml',
    bytes: inner(`${plain} base64`, base64(words)),
  },
  'a text as bytes': { type: 'application/octet-stream', name: 'notes.log', bytes: Buffer.from(words) },
  'a text of Windows': {
    type: 'text/plain',
    name: 'notes.txt',
    bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(words, 'utf16le')]),
  },
  'a text in Latin-1': { type: 'text/csv', name: 'notes.csv', bytes: latin(words) },
  'a page': { type: 'text/html', name: 'page.html', bytes: Buffer.from('<p>päss<b>wört</b>-4711-geheim</p>') },
  'a page of entities': { type: 'text/html', name: 'page.html', bytes: Buffer.from(ENTITIES) },
  'a mail of entities': mail(inner('Content-Type: text/html; charset=us-ascii', ENTITIES)),
  'a mail of entities in base64': mail(
    inner('Content-Type: text/html\r\nContent-Transfer-Encoding: base64', base64(ENTITIES)),
  ),
  'a mail, quoted-printable behind a megabyte': mail(
    behind(MEGABYTE, part(`${plain} quoted-printable`, quoted(words))),
  ),
  'a mail, 8bit behind a megabyte': mail(behind(MEGABYTE, part(`${plain} 8bit`, words))),
  'a mail, base64 behind a megabyte': mail(behind(MEGABYTE, part(`${plain} base64`, base64(words)))),
  'a mail in base64 in a mail, below a long header': mail(
    behind(
      'see',
      part(
        'Content-Type: application/octet-stream; name=x.eml\r\nContent-Transfer-Encoding: base64',
        base64(Buffer.concat([latin(ROUTE), inner(`${plain} base64`, base64(words))])),
      ),
    ),
  ),
  'a mail in base64 behind a comment': mail(inner(`${plain} (as ever) base64`, base64(words))),
  'a mail with it in the name of a file': mail(
    behind(
      'see',
      part(
        "Content-Type: image/png\r\nContent-Disposition: attachment;\r\n filename*0*=utf-8''p%C3%A4ssw%C3;\r\n filename*1*=%B6rt-4711-geheim.png",
        'x',
      ),
    ),
  ),
  'a saved page': {
    type: 'multipart/related',
    name: 'page.mht',
    bytes: inner(`${plain} quoted-printable`, quoted(words)),
  },
  'a saved page as bytes': {
    type: 'application/octet-stream',
    name: 'page.mhtml',
    bytes: inner(`${plain} base64`, base64(words)),
  },
  JSON: { type: 'application/json', name: 'a.json', bytes: Buffer.from('{"a":"p\\u00e4ssw\\u00f6rt-4711-geheim"}') },
  'a drawing': { type: 'image/svg+xml', name: 'a.svg', bytes: Buffer.from(`<svg><text>${SECRET}</text></svg>`) },
  'a card': {
    type: 'text/x-vcard',
    name: 'a.vcf',
    bytes: Buffer.from(`NOTE;ENCODING=QUOTED-PRINTABLE:${quoted(SECRET)}`),
  },
};

let mails = 0;
async function writes(
  desk: MemoryDesk,
  {
    subject = 'Till',
    text = 'It is stuck.',
    from = ANNA,
    to = 'help@support.example',
    verified = true,
    id = '',
    file = undefined as (typeof FILES)[string] | undefined,
  },
) {
  mails += 1;
  desk.pass(200);
  const header = `From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${id || `a${mails}`}@x.example>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n`;
  const encoding = file?.type === 'message/rfc822' ? '8bit' : 'base64';
  const content = file && (encoding === '8bit' ? file.bytes : Buffer.from(base64(file.bytes)));
  const raw = content
    ? Buffer.concat([
        Buffer.from(
          `${header}Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--m\r\nContent-Type: ${file.type}; name="${file.name}"\r\nContent-Disposition: attachment; filename="${file.name}"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
        ),
        content,
        Buffer.from('\r\n--m--\r\n'),
      ])
    : Buffer.from(`${header}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`);
  const came = arrives(desk, header, { id: `ses-a${mails}`, recipients: [to] });
  desk.stored.set(came.raw, { content: raw, contentType: 'message/rfc822' });
  await receiveMail(desk, { ...came, authenticated: verified });
  await desk.team.drain();
}

async function hideSecret(desk: MemoryDesk, ticketId: string): Promise<void> {
  const message = (await messagesOf(desk, ticketId)).find(({ text }) => text.includes('my password'));
  const at = desk.now().toISOString();
  await redact(desk, { ticketId, messageKey: message?.key ?? '', words: SECRET, agent: ada, at });
  desk.sent.length = 0;
}

async function opened(): Promise<{ desk: MemoryDesk; id: string; reply: string }> {
  const desk = deskOf();
  await writes(desk, { text: `Till stuck, my password is ${SECRET}` });
  const id = (await ticketsOf(desk))[0]?.id ?? '';
  const reply = `${desk.sent.findLast(({ recipient }) => recipient === ANNA)?.replyTo}`;
  return { desk, id, reply };
}

const filesOf = async (desk: MemoryDesk, id: string) =>
  (await messagesOf(desk, id)).flatMap(({ attachments }) => attachments.map(({ redacted = false }) => redacted));

describe('words hidden on a ticket', () => {
  it.each(Object.keys(FILES))('are shown by no file that comes later: %s', async (kind) => {
    const { desk, id, reply } = await opened();
    await hideSecret(desk, id);
    await writes(desk, { to: reply, subject: 'Re: Till', text: 'See the file.', file: FILES[kind] });
    expect(await filesOf(desk, id)).toEqual([true]);
    expect(JSON.stringify(desk.sent.map(({ attachments = [] }) => attachments))).not.toContain('filename');
  });

  it.each(Object.keys(FILES))('are shown by no file that was there before: %s', async (kind) => {
    const { desk, id, reply } = await opened();
    await writes(desk, { to: reply, subject: 'Re: Till', text: 'See the file.', file: FILES[kind] });
    expect(await filesOf(desk, id)).toEqual([false]);
    await hideSecret(desk, id);
    expect(await filesOf(desk, id)).toEqual([true]);
  });

  it('leave a file that does not have them', async () => {
    const { desk, id, reply } = await opened();
    await hideSecret(desk, id);
    const bytes = inner(`${plain} base64`, base64('the password is another one'));
    await writes(desk, { to: reply, text: 'See the file.', file: { type: 'message/rfc822', name: 'old.eml', bytes } });
    expect(await filesOf(desk, id)).toEqual([false]);
  });

  it.each([true, false])('come back by the name of nobody who writes later (proved: %s)', async (verified) => {
    const { desk, id, reply } = await opened();
    await hideSecret(desk, id);
    await writes(desk, {
      to: reply,
      from: `=?utf-8?B?${base64(`Bea ${SECRET}`)}?= <bea@other.example>`,
      subject: 'Re: Till',
      verified,
    });
    await writes(desk, {
      to: `${reply}, =?utf-8?B?${base64(SECRET)}?= <cara@rossi.example>`,
      subject: 'Re: Till',
      verified,
    });
    const ticket = await desk.tickets.get(id);
    expect(
      [...(ticket?.outside ?? []), ...(ticket?.proposed ?? []), ...(ticket?.participants ?? [])].length,
    ).toBeGreaterThan(0);
    expect(JSON.stringify([ticket, await messagesOf(desk, id), desk.sent])).not.toContain(SECRET);
  });

  it('come back by no reason of an agent', async () => {
    const { desk, id } = await opened();
    await hideSecret(desk, id);
    const at = desk.now().toISOString();
    await changePriority(desk, { ticketId: id, priority: 4, reason: `it was ${SECRET}`, agent: ada, at });
    expect(JSON.stringify([await desk.tickets.get(id), desk.sent])).not.toContain(SECRET);
  });

  it('come back by no subject of the proved copy of the mail that opened it', async () => {
    const desk = deskOf();
    await writes(desk, { subject: 'Till', text: 'It is stuck.', id: 'o1', verified: false });
    const id = (await ticketsOf(desk))[0]?.id ?? '';
    await writes(desk, { subject: `Re: [${id}]`, text: `my password is ${SECRET}`, verified: false });
    await hideSecret(desk, id);
    await writes(desk, { subject: `=?utf-8?B?${base64(`[${SECRET}] Till`)}?=`, text: 'It is stuck.', id: 'o1' });
    const ticket = await desk.tickets.get(id);
    expect(ticket?.requester.verified).toBe(true);
    expect(JSON.stringify([ticket, await messagesOf(desk, id), desk.sent])).not.toContain(SECRET);
  });
});
