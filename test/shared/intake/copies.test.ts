import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** What SES says of a mail that proves nothing. */
const UNPROVED = {
  authenticated: false,
  envelopeFrom: 'evil@evil.example',
  verdicts: { spam: 'PASS', virus: 'PASS', spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' },
} as const;

const REPLY = 'In-Reply-To: <anna-1@rossi.example>';

/** One mail of Anna's with a file and HTML; each delivery of it has the words of the first. */
function annas(
  desk: MemoryDesk,
  id: string,
  header: string,
  {
    file = 'the invoice',
    html = '<p>see file</p>',
    ...change
  }: Partial<ReceivedMail> & { file?: string; html?: string } = {},
) {
  const raw = `Message-ID: <m2@rossi.example>
From: anna@rossi.example
To: help@support.example
Date: Mon, 30 Nov 2026 09:00:00 +0100
Subject: Re: The door
MIME-Version: 1.0${header && `\n${header}`}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c

see file
--c
Content-Type: text/html

${html}
--c--
--b
Content-Type: text/plain; name=invoice.txt
Content-Disposition: attachment; filename=invoice.txt

${file}
--b--
`;
  return arrives(desk, raw, { id, ...change });
}

async function filesOf(desk: MemoryDesk, ticketId: string) {
  const messages = (await messagesOf(desk, ticketId)).filter(({ attachments }) => attachments.length > 0);
  return messages.map(({ verified, attachments, html, warnings }) => ({
    verified,
    file: desk.stored
      .get(attachments[0]?.key ?? '')
      ?.content.toString()
      .trim(),
    html: desk.stored
      .get(html?.key ?? '')
      ?.content.toString()
      .trim(),
    isCopy: warnings.some((warning) => warning.includes('came again with other files')),
  }));
}

describe('a mail that comes again with other files under its id', () => {
  it('never replaces what the first one brought, on a ticket it joined', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await receiveMail(desk, annas(desk, 'ses-1', REPLY));
    desk.sent.length = 0;
    await receiveMail(
      desk,
      annas(desk, 'ses-2', REPLY, { file: 'a forged invoice', html: '<i>see file</i>', ...UNPROVED }),
    );
    const files = await filesOf(desk, id);
    expect(files).toHaveLength(2);
    expect(files).toContainEqual({ verified: true, file: 'the invoice', html: '<p>see file</p>', isCopy: false });
    expect(files).toContainEqual({ verified: false, file: 'a forged invoice', html: '<i>see file</i>', isCopy: true });
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it.each(['<p>see the other file</p>', '<p>P1: the door is open, and nobody is there</p>'])(
    'is no copy when its HTML says something else: %s',
    async (html) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk);
      await receiveMail(desk, annas(desk, 'ses-1', REPLY));
      await receiveMail(desk, annas(desk, 'ses-2', REPLY, { html }));
      const files = await filesOf(desk, id);
      expect(files).toContainEqual({ verified: true, file: 'the invoice', html: '<p>see file</p>', isCopy: false });
      expect(files.map(({ isCopy }) => isCopy)).toEqual([false, false]);
    },
  );

  it('nor on the ticket that it opened', async () => {
    const desk = deskOf();
    await receiveMail(desk, annas(desk, 'ses-1', ''));
    await receiveMail(desk, annas(desk, 'ses-2', '', { file: 'page two' }));
    await receiveMail(desk, annas(desk, 'ses-2', '', { file: 'page two' }));
    const [ticket, ...more] = await ticketsOf(desk);
    expect(more).toEqual([]);
    const files = await filesOf(desk, ticket?.id ?? '');
    expect(files.map(({ file }) => file).sort()).toEqual(['page two', 'the invoice']);
  });

  it('and with the same files is one message, told once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await receiveMail(desk, annas(desk, 'ses-1', REPLY));
    await receiveMail(desk, annas(desk, 'ses-2', REPLY));
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});

describe('a mail without a Message-ID', () => {
  const bare = (desk: MemoryDesk, id: string, { header = '', text = 'It is stuck.', server = 'a' } = {}) =>
    arrives(desk, `Received: by ${server}.example\nFrom: anna@rossi.example\nSubject: Door${header}\n\n${text}\n`, {
      id,
    });
  const DATED = '\nDate: Mon, 30 Nov 2026 08:59:00 +0100';

  it.each(['', DATED])('is one ticket however often, and by whatever servers, it comes: %j', async (header) => {
    const desk = deskOf();
    for (const server of ['a', 'b']) await receiveMail(desk, bare(desk, `ses-${server}`, { header, server }));
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(mailed(desk).filter((each) => each === 'anna@rossi.example')).toHaveLength(1);
  });

  it('is another one with another text, another Date, or on another day', async () => {
    const desk = deskOf();
    await receiveMail(desk, bare(desk, 'ses-1'));
    await receiveMail(desk, bare(desk, 'ses-2', { text: 'The window, too.' }));
    await receiveMail(desk, bare(desk, 'ses-3', { header: DATED }));
    desk.pass(24 * 3600);
    await receiveMail(desk, bare(desk, 'ses-4'));
    expect(await ticketsOf(desk)).toHaveLength(4);
  });
});

describe('a mail that comes again', () => {
  it('brings no reader into the conversation', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await receiveMail(desk, annas(desk, 'ses-1', REPLY));
    await receiveMail(desk, annas(desk, 'ses-2', `${REPLY}\nCc: eve@evil.example`, UNPROVED));
    expect((await desk.tickets.get(id))?.participants).toEqual([]);
  });

  it('late, neither ends a watch nor changes whose turn it is', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.pass(300);
    await receiveMail(desk, annas(desk, 'ses-1', REPLY));
    desk.pass(300);
    const receivedAt = desk.now().toISOString();
    const question = { agent: ada, source: 'api:1', text: 'Which till?', attachments: [], asks: true } as const;
    await respond(desk, { ...question, attachments: [], ticketId: id, receivedAt, tellBy: 'call' });
    desk.pass(300);
    await receiveMail(desk, annas(desk, 'ses-2', REPLY));
    const ticket = await desk.tickets.get(id);
    expect(ticket?.watch?.ended).toBeUndefined();
    expect(ticket?.lastPublic).toMatchObject({ by: 'agent' });
  });
});
