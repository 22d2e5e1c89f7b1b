import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { withdrawAnswer } from '../../../shared/use-cases/withdraw-answer.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:05:00.000Z';
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;

/** An answer of Ada's that did not go, and the mail service as it is again afterwards. */
async function notGone(desk: MemoryDesk, outcome?: typeof REFUSED) {
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.faults.add({ port: 'mailer.send', times: 1, ...(outcome && { outcome }) });
  const answer = {
    agent: ada,
    source: 'api:1',
    text: 'On it.',
    attachments: [],
    receivedAt: at,
    tellBy: 'call',
  } as const;
  const { message } = await respond(desk, { ...answer, attachments: [], ticketId: id });
  return { ticketId: id, messageKey: message.key };
}
const stateOf = async (desk: MemoryDesk, ref: { ticketId: string; messageKey: string }) => {
  const message = await desk.tickets.getMessage(ref.ticketId, ref.messageKey);
  return message && deliveryOf(message)?.state;
};

describe('an answer that waits for the mail service', () => {
  it('is withdrawn: it never goes, and the ticket waits on', async () => {
    const desk = deskOf();
    const ref = await notGone(desk);
    const { ticket } = await withdrawAnswer(desk, { ...ref, agent: ada, at });
    expect(ticket.audit.at(-1)).toMatchObject({ action: 'answer withdrawn', by: 'agent:ada' });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
    expect(await stateOf(desk, ref)).toBe('withdrawn');
    expect((await desk.tickets.get(ref.ticketId))?.state).toBe('waiting');
  });

  it('withdrawn again is no error, and told once', async () => {
    const desk = deskOf();
    const ref = await notGone(desk);
    await withdrawAnswer(desk, { ...ref, agent: ada, at });
    const { ticket } = await withdrawAnswer(desk, { ...ref, agent: ada, at });
    expect(ticket.audit.filter(({ action }) => action === 'answer withdrawn')).toHaveLength(1);
  });

  it('may be sent at once, and then cannot be withdrawn any more, nor sent again', async () => {
    const desk = deskOf();
    const ref = await notGone(desk);
    const { ticket } = await resendAnswer(desk, ref);
    expect(ticket.state).toBe('answered');
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    await expect(withdrawAnswer(desk, { ...ref, agent: ada, at })).rejects.toMatchObject({ status: 422 });
    await expect(resendAnswer(desk, ref)).rejects.toMatchObject({ status: 422 });
  });

  it('is no answer under another key: 404', async () => {
    const desk = deskOf();
    const { ticketId } = await notGone(desk);
    await expect(resendAnswer(desk, { ticketId, messageKey: 'NONE' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('an answer that did not arrive', () => {
  it('refused, then sent again: it counts from when it left', async () => {
    const desk = deskOf();
    const ref = await notGone(desk, REFUSED);
    expect(await stateOf(desk, ref)).toBe('refused');
    desk.pass(3600);
    const { ticket } = await resendAnswer(desk, ref);
    expect(ticket.firstResponse).toMatchObject({ at: '2026-11-30T09:00:00.000Z', message: ref.messageKey });
    expect(await stateOf(desk, ref)).toBe('sent');
  });

  it('bounced, then sent again: the clock stops once more', async () => {
    const desk = deskOf();
    const ref = await notGone(desk);
    await resendAnswer(desk, ref);
    await deliveryFailed(desk, ref, { reason: '5.2.2 full', at });
    expect(await stateOf(desk, ref)).toBe('bounced');
    desk.pass(1800);
    const { ticket } = await resendAnswer(desk, ref);
    expect(ticket).toMatchObject({ state: 'answered', firstResponse: { at: '2026-11-30T08:30:00.000Z' } });
    expect(desk.scheduled.size).toBe(0);
  });
});
