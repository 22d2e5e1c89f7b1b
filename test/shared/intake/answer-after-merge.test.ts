import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/** An agent's answer whose ticket was closed as a duplicate since, and that comes again: it is where it was put (docs/promise.md section 5). */

const DESK = 'help@support.example';
const ADA = 'ada@support.example';
const ANNA = 'anna@rossi.example';
const SIGNED =
  'DKIM-Signature: v=1; d=support.example; s=s1;\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:To:Cc:In-Reply-To:References;\n b=abc\n';

type Way = { to: string; cc?: string; subject?: string; inReplyTo?: string };

it.each<[string, (id: string) => Way]>([
  ['by what it answers', () => ({ to: ANNA, cc: DESK, inReplyTo: '<anna-1@rossi.example>' })],
  ['by the number in its subject', (id) => ({ to: DESK, subject: `Re: [${id}] The door` })],
  [
    'to her signed address',
    (id) => ({ to: replyAddress('a signing key for tests only', DESK, { ticketId: id, agentId: 'ada' }) }),
  ],
])('stops no clock of the twin and is mailed once, %s, whoever sends it again', async (_, wayOf) => {
  for (const envelopeFrom of [ADA, 'eve@evil.example']) {
    const desk = deskOf();
    const one = await waitingTicket(desk);
    const { to, cc, subject = 'Re: The door', inReplyTo } = wayOf(one.id);
    const head = [
      `From: Ada <${ADA}>`,
      `To: ${to}`,
      ...(cc ? [`Cc: ${cc}`] : []),
      'Date: Mon, 30 Nov 2026 09:05:00 +0100',
    ];
    const more = [`Subject: ${subject}`, ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []), 'MIME-Version: 1.0'];
    const raw = `${SIGNED}${[...head, 'Message-ID: <ada-1@support.example>', ...more].join('\n')}\nContent-Type: text/plain; charset=utf-8\n\nTurn the key twice.\n`;
    const recipients = [cc ? DESK : to];
    const comes = async (from: string) => {
      desk.pass(130);
      await receiveMail(desk, arrives(desk, raw, { id: 'the-answer', envelopeFrom: from, recipients }));
      await desk.team.drain();
    };
    await comes(ADA);
    expect((await desk.tickets.get(one.id))?.state).toBe('answered');
    const twin = await waitingTicket(desk, {
      source: 'mail:two',
      subject: 'Vault',
      messageId: '<anna-2@rossi.example>',
      priority: 1,
    });
    const at = desk.now().toISOString();
    await changeState(desk, { ticketId: one.id, agent: ada, at, state: 'closed', reason: 'duplicate', twin: twin.id });
    await desk.team.drain();
    desk.sent.length = 0;
    await comes(envelopeFrom);
    expect((await desk.tickets.get(twin.id))?.state).toBe('waiting');
    expect(mailed(desk)).not.toContain(ANNA);
    expect((await messagesOf(desk, twin.id)).filter(({ author }) => author === 'agent')).toEqual([]);
  }
});
