import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskByMail as deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { REPORTED_HUMANS } from '../mail/automatic/expected-reported.ts';

const KEY = 'a signing key for tests only';
const TEAM = ['ada@support.example', 'bruno@support.example'];
const reported = new URL('../mail/automatic/reported/', import.meta.url);

async function receive(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail> = {}): Promise<void> {
  await receiveMail(desk, arrives(desk, raw.replaceAll('\r\n', '\n'), change));
}

const held = async (desk: MemoryDesk) => (await desk.quarantine.list({ limit: 9 })).entries;
const toCustomers = (desk: MemoryDesk) => mailed(desk).filter((address) => !TEAM.includes(address));
const read = (file: string) => readFileSync(new URL(file, reported), 'utf8');

describe('a mail that answers nothing', () => {
  it.each(Object.entries(REPORTED_HUMANS))(
    'of a person is a ticket of which the agents are told: %s',
    async (name, expected) => {
      const desk = deskOf();
      await receive(desk, read(`human/${name}.eml`), { ...(expected.isNullPath && { envelopeFrom: '' }) });
      expect(await held(desk)).toEqual([]);
      expect(await ticketsOf(desk)).toMatchObject([{ priority: expected.priority ?? 3, state: 'waiting' }]);
      expect(mailed(desk)).toEqual(expect.arrayContaining(TEAM));
      expect(toCustomers(desk).length > 0).toBe(!expected.isSilent);
    },
  );

  it('is covered in each reported mail', () => {
    const names = globSync('human/*.eml', { cwd: reported }).map((file) => file.slice('human/'.length, -'.eml'.length));
    expect(names.sort()).toEqual(Object.keys(REPORTED_HUMANS).sort());
  });

  it.each(globSync('machine/*.eml', { cwd: reported }).sort())(
    'of a machine is a silent ticket of which the agents are told: %s',
    async (file) => {
      const desk = deskOf();
      await receive(desk, read(file).replace('Subject: ', 'Subject: [P2] '), { envelopeFrom: 'bounces@rossi.example' });
      expect(await held(desk)).toEqual([]);
      expect(await ticketsOf(desk)).toMatchObject([{ priority: 2, silent: true }]);
      expect(mailed(desk)).toEqual(TEAM);
    },
  );

  it.each([
    ['an alarm by cron', 'X-Cron-Env: <SHELL=/bin/sh>\nFrom: root@rossi.example\nSubject: Disk full'],
    ['a notice of a Sieve script', 'Auto-Submitted: auto-notified\nFrom: anna@rossi.example\nSubject: New fax'],
    ['an alarm in a thread of its own', 'Auto-Submitted: auto-generated\nReferences: <db1@mon.example>\nSubject: DOWN'],
    ['a copier', 'X-Auto-Submitted: auto-generated\nFrom: copier@rossi.example\nSubject: Scan'],
  ])('of a machine is a silent ticket: %s', async (_, header) => {
    const desk = deskOf();
    await receive(desk, `${header}\n\nSee above.\n`);
    expect(await ticketsOf(desk)).toMatchObject([{ silent: true }]);
    expect(mailed(desk)).toEqual(TEAM);
  });

  it.each([
    ['auto-replied', 'Auto-Submitted: auto-replied (vacation)\nFrom: anna@rossi.example\nSubject: Away'],
    ['a vendor’s field', 'X-Autoreply: yes\nFrom: anna@rossi.example\nSubject: Away'],
    ['its precedence', 'Precedence: auto_reply\nFrom: anna@rossi.example\nSubject: Away'],
    [
      'a receipt',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=x\nFrom: anna@rossi.example',
    ],
    [
      'what Exchange says of an absence',
      'Auto-Submitted: auto-generated\nIn-Reply-To: <no@of-ours.example>\nFrom: anna@rossi.example\nSubject: Automatic reply: x',
    ],
  ])('of a robot that proves itself by %s is held', async (_, header) => {
    const desk = deskOf();
    await receive(desk, `${header}\n\nI am away.\n`);
    expect(await held(desk)).toMatchObject([{ reason: 'auto-reply to nothing' }]);
    expect(await ticketsOf(desk)).toEqual([]);
  });
});

describe('the words of a robot', () => {
  const away = 'Thank you for your message. I am out of the office until Monday. In urgent cases call Bob.';
  const words = [
    ['English', 'Automatic reply: The door', away],
    ['German', 'Abwesenheitsnotiz', 'Ich bin derzeit nicht im Büro. In dringenden Fällen hilft Bruno.'],
    ['Italian', 'Risposta automatica: La porta', 'Sono in ferie fino al 10. Per urgenze chiamate Marco.'],
    ['French', 'Réponse automatique : La porte', 'Je suis absent du bureau. En cas d’urgence, appelez Marc.'],
  ] as const;

  it.each(words)('in %s leave out an acknowledgement where they are strong, and say so', async (_, subject, text) => {
    const desk = deskOf();
    await receive(desk, `From: anna@rossi.example\nSubject: ${subject}\n\n${text}\n`);
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.warnings.join()).toContain('perhaps a machine wrote it');
    expect(mailed(desk)).toEqual(TEAM);
  });

  it.each(words)('in %s silence no message on a ticket', async (_, subject, text) => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const to = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id });
    await receive(desk, `From: anna@rossi.example\nSubject: ${subject}\n\n${text}\n`, { recipients: [to] });
    expect(await messagesOf(desk, ticket.id)).toHaveLength(2);
    expect(mailed(desk)).toEqual(TEAM);
  });

  it.each(words)('in %s refuse no proved agent', async (_, subject, text) => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const to = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id, agentId: 'ada' });
    const raw = `From: Ada <ada@support.example>\nSubject: Re: ${subject}\n\n${text}\n`;
    await receive(desk, raw, { recipients: [to], envelopeFrom: 'ada@support.example' });
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'answered', firstResponse: { by: 'agent:ada' } }]);
  });
});

describe('a delivery report that names a mailbox behind an alias', () => {
  it('is of the address that was written to: the clock runs again', async () => {
    const desk = deskOf();
    const requester = { address: 'c1301795821962@cust.example', verified: true };
    // The mailbox is somebody's who is copied: by that name alone the answer would have reached the requester.
    const { id } = await waitingTicket(desk, {
      requester,
      participants: [{ address: 'mbox17@storage.internal.example' }],
    });
    const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
    const { message } = await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'answered' }]);
    const returnPath = bounceAddress(KEY, 'help@support.example', { ticketId: id, messageKey: message.key });
    await receive(desk, read('bounce/dsn-alias.eml'), { envelopeFrom: '', recipients: [returnPath] });
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'waiting' }]);
    expect((await desk.tickets.getMessage(id, message.key))?.undelivered).toContain('no such user');
  });
});
