import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** What is in doubt in an agent's mail holds all of it back, also once the word of it could be mailed (docs/promise.md section 5). */

const ADA = 'ada@support.example';
const LATER = { outcome: 'later', reason: 'Sending paused' } as const;

it.each([
  ['a link of ours', (id: string) => `See https://desk.example/tickets/${id} for it.`],
  [
    'a mail that she passes on',
    () => '---------- Forwarded message ---------\nFrom: Bea <bea@other.example>\nSubject: x\n\nHello.',
  ],
  ['a command below her words', () => 'Hello\n#note\nmore'],
  ['a command that there is none', () => '#nonsense'],
])('commands beside %s are held, whether she hears of it at once or by the sweep', async (_, rest) => {
  for (const command of ['#close withdrawn', '#add mallory@evil.example', '#requester eve@evil.example']) {
    for (const isLater of [false, true]) {
      const desk = deskOf();
      const before = await waitingTicket(desk);
      const to = replyAddress('a signing key for tests only', 'help@support.example', {
        ticketId: before.id,
        agentId: 'ada',
      });
      if (isLater) desk.faults.add({ port: 'mailer.send', times: 1, outcome: LATER });
      const raw = `From: ${ADA}\nTo: ${to}\nMessage-ID: <a1@support.example>\nSubject: Fwd: door\n\n${command}\n\n${rest(before.id)}\n`;
      await receiveMail(desk, arrives(desk, raw, { recipients: [to], envelopeFrom: ADA }));
      await sweepLater(desk);
      await desk.team.drain();
      const { state, participants, requester } = before;
      expect(await desk.tickets.get(before.id)).toMatchObject({ state, participants, requester });
      expect(desk.sent.map(({ recipient }) => recipient)).toContain(ADA);
    }
  }
});
