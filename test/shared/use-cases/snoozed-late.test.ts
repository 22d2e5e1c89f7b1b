import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { snoozedUntil, viewOf } from '../../../shared/ticket/view.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { snooze } from '../../../shared/use-cases/snooze.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** What is heard of late is in sight, whatever was put out of sight since. */

const answerOf = (desk: MemoryDesk, ticketId: string, source: string) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source,
    text: 'Try.',
    tellBy: 'call',
    attachments: [],
    receivedAt: desk.now().toISOString(),
  });
const UNTIL = '2027-02-20T08:00:00.000Z';

it('a mail heard of late awaits an agent in sight, also on a ticket snoozed meanwhile', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  desk.pass(60);
  await answerOf(desk, id, 'api:1');
  desk.pass(600);
  const sent = desk.now().toISOString(); // reaches the bucket, its notification is lost / it is held
  desk.pass(600);
  await snooze(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), until: UNTIL });
  desk.pass(3600);
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  await receiveMail(
    desk,
    arrives(
      desk,
      `Message-ID: <l@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nThe door is on fire.\n`,
      { id: 'late', recipients: [to], receivedAt: sent },
    ),
  );
  await desk.team.drain();
  const t = await getTicket(desk, id);
  expect([t.lastPublic.by, viewOf(t), snoozedUntil(t)]).toEqual(['customer', 'answered-agent', undefined]);
});

it('what a customer wrote last on an answered duplicate is in sight on a snoozed twin', async () => {
  const desk = deskOf();
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin' });
  const { id } = await waitingTicket(desk, { source: 'mail:two', messageId: '<b1@rossi.example>' });
  desk.pass(60);
  await answerOf(desk, twin, 'api:1');
  await answerOf(desk, id, 'api:2');
  desk.pass(600);
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  await receiveMail(
    desk,
    arrives(
      desk,
      `Message-ID: <l@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nThe door is on fire.\n`,
      { recipients: [to] },
    ),
  );
  desk.pass(600);
  await snooze(desk, { ticketId: twin, agent: ada, at: desk.now().toISOString(), until: UNTIL });
  desk.pass(600);
  await changeState(desk, {
    ticketId: id,
    agent: ada,
    at: desk.now().toISOString(),
    state: 'closed',
    reason: 'duplicate',
    twin,
  });
  const t = await getTicket(desk, twin);
  expect([t.lastPublic.by, viewOf(t)]).toEqual(['customer', 'answered-agent']);
});
