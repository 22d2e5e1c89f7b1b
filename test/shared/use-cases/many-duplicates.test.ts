import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { splitMessage } from '../../../shared/use-cases/split.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** A ticket that goes on for many forgets nobody. */

it('more than twenty duplicates: the first one is not forgotten', async () => {
  const desk = deskOf();
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin' });
  desk.pass(60);
  const close = async (id: string, reason: string, to?: string) =>
    changeState(desk, {
      ticketId: id,
      agent: ada,
      at: desk.now().toISOString(),
      state: 'closed',
      reason,
      ...(to && { twin: to }),
    });
  const bea = await waitingTicket(desk, {
    source: 'mail:bea',
    requester: { address: 'bea@rossi.example', verified: true },
  });
  await close(bea.id, 'duplicate', twin);
  for (let n = 0; n < 20; n += 1) {
    desk.pass(1200);
    const { id } = await waitingTicket(desk, { source: `mail:again${n}` });
    await close(id, 'duplicate', twin);
  }
  desk.pass(60);
  desk.sent.length = 0;
  const refused = await close(twin, 'withdrawn').then(
    () => 'closed',
    () => 'refused',
  );
  await desk.team.drain();
  expect(refused === 'refused' || mailed(desk).includes('bea@rossi.example')).toBe(true);
});

it('a split ticket: nobody else reads it, its old readers included', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { participants: [{ address: 'bea@rossi.example' }] });
  desk.pass(60);
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  const raw = `Message-ID: <b@x>\nFrom: bea@rossi.example\nCc: carla@rossi.example\nTo: ${to}\nSubject: Re: door\n\nAnother thing.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'b', recipients: [to] }));
  await desk.team.drain();
  const key = (await messagesOf(desk, id)).at(-1)?.key ?? '';
  await removeReader(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), address: 'carla@rossi.example' });
  desk.pass(60);
  desk.sent.length = 0;
  const { split } = await splitMessage(desk, {
    ticketId: id,
    agent: ada,
    at: desk.now().toISOString(),
    messageKey: key,
  });
  await desk.team.drain();
  expect([split.requester.address, split.participants]).toEqual(['bea@rossi.example', []]);
  expect(mailed(desk).filter((to) => !to.endsWith('@support.example'))).toEqual(['bea@rossi.example']);
  // Its mail comes again by another way, and stays where it is.
  desk.pass(60);
  await receiveMail(desk, arrives(desk, raw, { id: 'b2', recipients: [to] }));
  expect((await getTicket(desk, split.id)).participants).toEqual([]);
  expect((await ticketsOf(desk)).length).toBe(2);
  expect(
    conversationFor(split, await messagesOf(desk, split.id), { reader: 'bea@rossi.example', settings: desk.settings }),
  ).toHaveLength(1);
});
