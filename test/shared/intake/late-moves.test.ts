import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** Words on where answers go, and answers, that leave or come late. */

const KEY = 'a signing key for tests only';
it('an older word on where answers go, heard of late, does not undo a newer one', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  const to = replyAddress(KEY, 'help@support.example', { ticketId: id });
  const mail = (n: string, replyTo: string, receivedAt: string) =>
    receiveMail(
      desk,
      arrives(
        desk,
        `Message-ID: <${n}@x>\nFrom: anna@rossi.example\nReply-To: ${replyTo}\nTo: ${to}\nSubject: Re: door\n\nAnswer there, please (${n}).\n`,
        { id: n, recipients: [to], receivedAt },
      ),
    );
  desk.pass(600);
  const first = desk.now().toISOString();
  desk.pass(600);
  await mail('two', 'anna.new@rossi.example', desk.now().toISOString());
  expect((await getTicket(desk, id)).requester.address).toBe('anna.new@rossi.example');
  desk.pass(600);
  await mail('one', 'anna.old@elsewhere.example', first);
  expect((await getTicket(desk, id)).requester.address).toBe('anna.new@rossi.example');
});

it('what the customer wrote while an answer was parked awaits an agent, once that leaves', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  desk.pass(600);
  desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'later', reason: 'throttled' } } as never);
  const { message } = await respond(desk, {
    ticketId: id,
    agent: ada,
    source: 'api:1',
    text: 'Try.',
    tellBy: 'call',
    attachments: [],
    receivedAt: desk.now().toISOString(),
  });
  expect(message.relay?.state).toBe('parked');
  desk.pass(120);
  const to = replyAddress(KEY, 'help@support.example', { ticketId: id });
  await receiveMail(
    desk,
    arrives(desk, `Message-ID: <c@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nNow it burns, too.\n`, {
      id: 'c',
      recipients: [to],
    }),
  );
  desk.pass(30 * 60);
  await desk.team.drain().catch(() => {});
  await sweep(desk, takeInAgain);
  const t = await getTicket(desk, id);
  expect([t.state, awaitsOf(t)]).toEqual(['answered', 'agent']);
});

it('a closing that was written before the customer wrote', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { messageId: '<a1@rossi.example>' });
  desk.pass(600);
  await respond(desk, {
    ticketId: id,
    agent: ada,
    source: 'api:1',
    text: 'Try.',
    tellBy: 'call',
    attachments: [],
    receivedAt: desk.now().toISOString(),
  });
  desk.pass(60);
  const at = desk.now().toISOString();
  desk.pass(60);
  const to = replyAddress(KEY, 'help@support.example', { ticketId: id });
  await receiveMail(
    desk,
    arrives(desk, `Message-ID: <c@x>\nFrom: anna@rossi.example\nTo: ${to}\nSubject: Re: door\n\nNow it burns, too.\n`, {
      id: 'c',
      recipients: [to],
    }),
  );
  desk.pass(60);
  await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed' }).catch(() => {});
  const t = await getTicket(desk, id);
  expect([t.state, awaitsOf(t)]).toEqual(['answered', 'agent']);
});
