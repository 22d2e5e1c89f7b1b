import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { withdrawAnswer } from '../../../shared/use-cases/withdraw-answer.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Closing without a response counts as cancelled, never as met (docs/promise.md section 5), whatever answer is on its way. */

type Two = { desk: MemoryDesk; id: string; twin: string };

async function two(): Promise<Two> {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin', messageId: '<twin@rossi.example>' });
  desk.sent.length = 0;
  return { desk, id, twin };
}

const REASONS = ['duplicate', 'withdrawn', 'spam'] as const;
type Reason = (typeof REASONS)[number];

function close({ desk, id, twin }: Two, reason: Reason) {
  const more = reason === 'duplicate' ? { twin } : {};
  return changeState(desk, {
    ticketId: id,
    agent: ada,
    at: desk.now().toISOString(),
    state: 'closed',
    reason,
    ...more,
  });
}

function answer(desk: MemoryDesk, ticketId: string, source = 'api:1') {
  const said = { agent: ada, source, text: 'Turn it.', attachments: [], tellBy: 'call' } as const;
  return respond(desk, { ...said, attachments: [], ticketId, receivedAt: desk.now().toISOString() });
}

async function park(desk: MemoryDesk, id: string) {
  desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Sending paused' } });
  const { message } = await answer(desk, id);
  desk.faults.clear();
  desk.pass(60);
  return { ticketId: id, messageKey: message.key };
}

describe.each(REASONS)('closing as %s', (reason) => {
  it('is refused while an answer is parked: neither ticket changes, and the answer counts as it leaves', async () => {
    const both = await two();
    const { desk, id, twin } = both;
    const { messageKey } = await park(desk, id);
    const message = `the answer ${messageKey} has not left yet: withdraw it first`;
    await expect(close(both, reason)).rejects.toMatchObject({ status: 422, errors: [{ field: 'state', message }] });
    expect((await getTicket(desk, twin)).audit.map(({ action }) => action)).not.toContain('goes on for');
    await sweepLater(desk);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
  });

  it('is done when that answer is withdrawn', async () => {
    const both = await two();
    const { desk, id } = both;
    const parked = await park(desk, id);
    await withdrawAnswer(desk, { ...parked, agent: ada, at: desk.now().toISOString() });
    await close(both, reason);
    await sweepLater(desk);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: reason });
    expect((await messagesOf(desk, id)).at(-1)?.left).toBeUndefined();
  });

  it('while an answer is about to be sent stays cancelled, and the trail says what left', async () => {
    const both = await two();
    const { desk, id, twin } = both;
    // Read for the letter, just before it is sent.
    const { signingKeys } = desk.secrets;
    desk.secrets.signingKeys = async () => {
      desk.secrets.signingKeys = signingKeys;
      desk.pass(1);
      await close(both, reason);
      desk.pass(1);
      return signingKeys();
    };
    const { message } = await answer(desk, id);
    const closed = await getTicket(desk, id);
    expect(closed).toMatchObject({ state: 'closed', cancelled: reason });
    expect(closed.firstResponse).toBeUndefined();
    const detail = `${message.key}: it left after the ticket was closed as ${reason}`;
    expect(closed.audit.filter(({ action }) => action === 'answer not counted')).toMatchObject([{ detail }]);
    expect((await getTicket(desk, twin)).state).toBe('waiting');
  });
});

it('a request that its requester withdraws by link stays withdrawn when a parked answer leaves', async () => {
  const { desk, id } = await two();
  await park(desk, id);
  await withdrawByLink(desk, { ticketId: id, reader: 'anna@rossi.example', at: desk.now().toISOString() });
  await sweepLater(desk);
  const closed = await getTicket(desk, id);
  expect([closed.state, closed.cancelled, closed.firstResponse]).toEqual(['closed', 'withdrawn', undefined]);
  expect((await messagesOf(desk, id)).at(-1)?.left).toBeDefined();
});

describe('an answer that is written after the closing', () => {
  it.each(['withdrawn', 'spam'] as const)('takes it back: %s', async (reason) => {
    const both = await two();
    await close(both, reason);
    both.desk.pass(60);
    expect((await answer(both.desk, both.id)).ticket).toMatchObject({
      state: 'answered',
      firstResponse: { met: true },
    });
  });

  it('as duplicate is refused by the API, naming the ticket that goes on, also where that is a duplicate by now', async () => {
    const both = await two();
    const { desk, id, twin } = both;
    await close(both, 'duplicate');
    const { id: last } = await waitingTicket(desk, { source: 'mail:last' });
    await close({ desk, id: twin, twin: last }, 'duplicate');
    desk.sent.length = 0;
    await expect(answer(desk, id)).rejects.toMatchObject({ status: 409, message: expect.stringContaining(last) });
    expect(mailed(desk)).toEqual([]);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'duplicate' });
  });

  it('as duplicate is none when it repeats one from before', async () => {
    const both = await two();
    const { desk, id } = both;
    const before = await answer(desk, id);
    await close(both, 'duplicate');
    const again = await answer(desk, id);
    expect([again.duplicate, again.message.key]).toEqual([true, before.message.key]);
  });

  it('as duplicate brings back no answer that was withdrawn: 409', async () => {
    const both = await two();
    const { desk, id } = both;
    const parked = await park(desk, id);
    await withdrawAnswer(desk, { ...parked, agent: ada, at: desk.now().toISOString() });
    await close(both, 'duplicate');
    await expect(resendAnswer(desk, parked)).rejects.toMatchObject({ status: 409 });
  });

  it('as duplicate goes by mail to the ticket that goes on, and stops its clock', async () => {
    const both = await two();
    const { desk, id, twin } = both;
    await close(both, 'duplicate');
    desk.pass(60);
    const [key = ''] = await desk.secrets.signingKeys();
    const own = replyAddress(key, desk.settings.supportAddress, { ticketId: id, agentId: 'ada' });
    const raw = `From: ada@support.example\nTo: ${own}\nMessage-ID: <ada@support.example>\nSubject: Re: door\n\nTurn it.\n`;
    await receiveMail(
      desk,
      arrives(desk, raw, { id: 'ses-7', envelopeFrom: 'ada@support.example', recipients: [own] }),
    );
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'duplicate' });
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'answered', firstResponse: { met: true } });
  });
});
