import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** A mail that comes unproved, and again proved: what is proved replaces (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';

type Copy = { id: string; proved: boolean; subject?: string; text?: string; cc?: string; to?: string; head?: string };

function comes(desk: MemoryDesk, { id, proved, subject = 'Door', text = 'It is shut.', cc, to, head }: Copy) {
  desk.pass(60);
  const raw = [
    `From: Anna Rossi <${ANNA}>`,
    `To: ${to ?? 'help@support.example'}`,
    ...(cc ? [`Cc: ${cc}`] : []),
    ...(head ? [head] : []),
    `Subject: ${subject}`,
    'Message-ID: <one@rossi.example>',
    'Date: Mon, 30 Nov 2026 09:00:00 +0100',
    '',
    text,
    '',
  ].join('\n');
  return receiveMail(desk, arrives(desk, raw, { id, authenticated: proved, envelopeFrom: ANNA }));
}

const LIST = 'It is shut.\n\n_______________\nusers mailing list';

describe('the mail that opened a ticket', () => {
  it('is lifted: its text, subject and people are those of the proved one, and all raw mails are listed', async () => {
    const desk = deskOf();
    await comes(desk, { id: 'list', proved: false, subject: '[users] Door', text: LIST, cc: 'mallory@evil.example' });
    const [before] = await ticketsOf(desk);
    expect([before?.requester.verified, before?.proposed]).toEqual([false, [{ address: 'mallory@evil.example' }]]);
    await comes(desk, { id: 'direct', proved: true, cc: 'bea@rossi.example' });
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      subject: 'Door',
      requester: { verified: true },
      participants: [{ address: 'bea@rossi.example' }],
      clock: before?.clock,
    });
    expect(ticket?.proposed).toBeUndefined();
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message).toMatchObject({ text: 'It is shut.\n', subject: 'Door', verified: true, raw: 'raw/list' });
    expect(message?.copies).toEqual(['raw/direct']);
    const told = desk.sent.length;
    await comes(desk, { id: 'direct-2', proved: true, cc: 'carl@rossi.example' });
    expect((await ticketsOf(desk))[0]?.participants).toHaveLength(1);
    expect(desk.sent).toHaveLength(told);
  });

  it('is left as it is by a copy that is not proved, in whatever order', async () => {
    const desk = deskOf();
    await comes(desk, { id: 'direct', proved: true });
    await comes(desk, { id: 'list', proved: false, subject: '[users] Door', text: LIST, cc: 'mallory@evil.example' });
    const [ticket] = await ticketsOf(desk);
    expect([ticket?.subject, ticket?.participants, ticket?.proposed]).toEqual(['Door', [], undefined]);
    expect((await messagesOf(desk, ticket?.id ?? ''))[0]?.text).toBe('It is shut.\n');
  });

  it('is lifted whole when the first try broke off', async () => {
    for (const port of ['tickets.save', 'tickets.rewriteMessage']) {
      const desk = deskOf();
      await comes(desk, { id: 'list', proved: false, subject: '[users] Door', text: LIST });
      desk.faults.add({ port, times: 8 });
      await comes(desk, { id: 'direct', proved: true, cc: 'bea@rossi.example' }).catch(() => undefined);
      desk.faults.clear();
      await comes(desk, { id: 'direct', proved: true, cc: 'bea@rossi.example' });
      const [ticket] = await ticketsOf(desk);
      expect(ticket).toMatchObject({ subject: 'Door', participants: [{ address: 'bea@rossi.example' }] });
      expect((await messagesOf(desk, ticket?.id ?? ''))[0]?.verified).toBe(true);
      expect(ticket?.audit.filter(({ action }) => action === 'proved')).toHaveLength(1);
    }
  });
});

describe('a message of a ticket', () => {
  it('from outside is the requester’s once the proved copy of it comes', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await addReader(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), address: 'zoe@rossi.example' });
    const about = { subject: `Re: Door [${id}]` };
    await comes(desk, { ...about, id: 'forged', proved: false, cc: 'mallory@evil.example' });
    expect((await desk.tickets.get(id))?.outside).toHaveLength(1);
    await comes(desk, { ...about, id: 'own', proved: true, cc: 'bea@rossi.example' });
    const ticket = await desk.tickets.get(id);
    expect(ticket?.outside).toBeUndefined();
    expect(ticket?.participants.map(({ address }) => address)).toEqual(['zoe@rossi.example', 'bea@rossi.example']);
    expect(ticket?.proposed).toBeUndefined();
    const messages = await messagesOf(desk, id);
    expect(messages).toHaveLength(2);
    expect(messages.find(({ raw }) => raw === 'raw/forged')).toMatchObject({ verified: true });
  });
});

describe('a stranger’s mail about a ticket that comes again proved', () => {
  it.each([
    ['by its number', 'help@support.example'],
    ['to a signed address that was somebody else’s', 'signed'],
  ])('%s, stays from outside: its readers are shown nothing of it', async (_, to) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const signed = replyAddress('a signing key for tests only', 'help@support.example', {
      ticketId: id,
      reader: readerName(ANNA),
    });
    const recipient = to === 'signed' ? signed : to;
    for (const authenticated of [false, true]) {
      desk.pass(60);
      const raw = `${authenticated ? 'X-Way: two\n' : ''}Message-ID: <s1@x.example>\nFrom: mallory@evil.example\nTo: ${recipient}\nSubject: Re: [${id}]\n\nPay here.\n`;
      await receiveMail(
        desk,
        arrives(desk, raw, {
          id: `${authenticated}`,
          recipients: [recipient],
          envelopeFrom: 'mallory@evil.example',
          authenticated,
        }),
      );
    }
    const messages = await messagesOf(desk, id);
    expect(messages.at(-1)).toMatchObject({ verified: true, fromOutside: true });
    const ticket = await getTicket(desk, id);
    expect(ticket.outside).toMatchObject([{ address: 'mallory@evil.example' }]);
    const page = conversationFor(ticket, messages, { reader: ANNA, settings: desk.settings });
    expect(page.map(({ text }) => text.trim())).not.toContain('Pay here.');
  });
});
