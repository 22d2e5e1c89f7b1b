import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { newestPublic } from '../../../shared/ticket/heard.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { splitNewest } from '../../../shared/use-cases/split.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What is heard of late is not seen by whoever answers a page of before. */

async function lateOne() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  const answer = (source: string, seen?: string) =>
    respond(desk, {
      ticketId: id,
      agent: ada,
      source,
      text: 'Try.',
      tellBy: 'call',
      attachments: [],
      receivedAt: desk.now().toISOString(),
      ...(seen && { seen }),
    });
  desk.pass(600);
  const sent = desk.now().toISOString();
  desk.pass(600);
  await answer('api:1');
  desk.pass(60);
  const seen = newestPublic(await messagesOf(desk, id)); // the agent opens the page now
  desk.pass(60);
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  await receiveMail(
    desk,
    arrives(
      desk,
      `Message-ID: <l@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nThe door is on fire.\n`,
      { id: 'late', recipients: [to], receivedAt: sent },
    ),
  );
  expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
  return { desk, id, answer, seen };
}

it('an answer by a page that was opened before the late mail is overtaken', async () => {
  const { desk, id, answer, seen } = await lateOne();
  desk.pass(60);
  await expect(answer('api:2', seen)).rejects.toMatchObject({ status: 409 });
  expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
});
it('#split finds what was heard of late', async () => {
  const { desk, id } = await lateOne();
  desk.pass(60);
  await expect(splitNewest(desk, { ticketId: id, agent: ada, at: desk.now().toISOString() })).resolves.toBeTruthy();
});
