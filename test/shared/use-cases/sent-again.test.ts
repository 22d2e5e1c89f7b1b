import { expect, it } from 'vitest';
import { readBounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { type Bounced, deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** An answer that came back and was sent again: a report says which of its mails it is about. */

const bounce = (desk: MemoryDesk, bounced: Bounced, reason = '4.2.2 mailbox full') =>
  deliveryFailed(desk, bounced, { reason, at: desk.now().toISOString() });

/** A P1 whose answer came back, an hour before it is sent again. */
async function bouncedAnswer(desk: MemoryDesk) {
  const { id } = await waitingTicket(desk, { priority: 1 });
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
  const { message } = await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
  return { ticketId: id, messageKey: message.key };
}

/** What the return path of the newest mail says. */
async function newestPath(desk: MemoryDesk) {
  const keys = await desk.secrets.signingKeys();
  return readBounceAddress(keys, desk.settings.supportAddress, desk.sent.at(-1)?.returnPath ?? '');
}

it('leaves with a return path of its own each time', async () => {
  const desk = deskOf();
  const ref = await bouncedAnswer(desk);
  expect((await newestPath(desk)) as object).not.toHaveProperty('resent');
  await bounce(desk, ref);
  await resendAnswer(desk, ref);
  expect(await newestPath(desk)).toMatchObject({ resent: 1 });
  await bounce(desk, { ...ref, resent: 1 });
  await resendAnswer(desk, ref);
  expect(await newestPath(desk)).toMatchObject({ resent: 2 });
});

it.each(['4.2.2 mailbox full', '5.0.0 another server says so later'])(
  'and %s of the first says nothing of the second',
  async (reason) => {
    const desk = deskOf();
    const ref = await bouncedAnswer(desk);
    await bounce(desk, ref);
    desk.pass(3600);
    await resendAnswer(desk, ref);
    const after = await bounce(desk, ref, reason);
    expect(after).toMatchObject({ lost: undefined });
    expect(await getTicket(desk, ref.ticketId)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
    expect((await messagesOf(desk, ref.ticketId)).at(-1)?.undelivered).toBeUndefined();
  },
);

it('and a report of the second re-opens the ticket again', async () => {
  const desk = deskOf();
  const ref = await bouncedAnswer(desk);
  await bounce(desk, ref);
  await resendAnswer(desk, ref);
  expect((await bounce(desk, { ...ref, resent: 1 }))?.lost).toBe(ref.messageKey);
  expect(await getTicket(desk, ref.ticketId)).toMatchObject({ state: 'waiting' });
  expect((await messagesOf(desk, ref.ticketId)).at(-1)?.undelivered).toBe('4.2.2 mailbox full');
});

it('before its report was done with: the answer counts from when it left again', async () => {
  const desk = deskOf();
  const ref = await bouncedAnswer(desk);
  desk.faults.add({ port: 'tickets.save' });
  await expect(bounce(desk, ref)).rejects.toThrow('down');
  desk.faults.clear();
  desk.setNow('2026-11-30T11:00:00.000Z');
  await resendAnswer(desk, ref);
  await bounce(desk, ref);
  const response = { at: '2026-11-30T11:00:00.000Z', met: false, message: ref.messageKey };
  expect(await getTicket(desk, ref.ticketId)).toMatchObject({ state: 'answered', firstResponse: response });
});
