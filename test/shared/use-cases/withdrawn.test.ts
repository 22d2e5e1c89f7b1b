import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { claimed } from '../../../shared/use-cases/steps/relay.ts';
import { newMessage, storeMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { withdrawAnswer } from '../../../shared/use-cases/withdraw-answer.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:05:00.000Z';
const LATER = { outcome: 'later', reason: 'Sending paused' } as const;
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;

type Ref = { ticketId: string; messageKey: string };
const withdraw = (desk: MemoryDesk, ref: Ref) => withdrawAnswer(desk, { ...ref, agent: bruno, at });

/** An answer of Ada's with whatever the mail service said of it. */
async function answered(desk: MemoryDesk, outcome?: typeof LATER | typeof REFUSED): Promise<Ref> {
  const participants = [{ address: 'boss@rossi.example' }];
  const { id: ticketId } = await waitingTicket(desk, { priority: 1, participants });
  if (outcome) desk.faults.add({ port: 'mailer.send', outcome });
  const answer = { agent: ada, source: 'api:1', text: 'On it.', attachments: [], receivedAt: at } as const;
  const { message } = await respond(desk, { ...answer, attachments: [], ticketId, tellBy: 'call' });
  desk.faults.clear();
  return { ticketId, messageKey: message.key };
}

/** An answer that another delivery is just sending. */
async function beingSent(desk: MemoryDesk): Promise<Ref> {
  const { id: ticketId } = await waitingTicket(desk);
  const answer = { author: 'agent', by: 'ada', verified: true, kind: 'public', at, text: 'On it.' } as const;
  const message = newMessage({ ...answer, ticketId, source: 'api:1', warnings: [] });
  const { key } = await storeMessage(desk, claimed(desk, message), { files: [] });
  return { ticketId, messageKey: key };
}

const stateOf = async (desk: MemoryDesk, { ticketId, messageKey }: Ref) => {
  const message = await desk.tickets.getMessage(ticketId, messageKey);
  return message && deliveryOf(message)?.state;
};
const linesOf = async (desk: MemoryDesk, { ticketId }: Ref) =>
  ((await desk.tickets.get(ticketId))?.audit ?? []).filter(({ action }) => action === 'answer withdrawn');

describe('an answer that is withdrawn', () => {
  it('says who took it back and when, on the message and in the trail', async () => {
    const desk = deskOf();
    const ref = await answered(desk, LATER);
    const { message, ticket } = await withdraw(desk, ref);
    const notSent = { at, reason: 'withdrawn by Bruno', by: 'bruno' };
    expect(message).toMatchObject({ notSent, relay: { state: 'done' } });
    expect(await desk.tickets.getMessage(ref.ticketId, ref.messageKey)).toMatchObject({ notSent });
    expect(ticket.audit.at(-1)).toMatchObject({
      at,
      by: 'agent:bruno',
      action: 'answer withdrawn',
      detail: ref.messageKey,
    });
  });

  it('although the trail could not be written: doing it again finishes that', async () => {
    const desk = deskOf();
    const ref = await answered(desk, LATER);
    desk.faults.add({ port: 'tickets.save', times: 1 });
    await expect(withdraw(desk, ref)).rejects.toThrow('The service is down');
    expect(await linesOf(desk, ref)).toHaveLength(0);
    await withdraw(desk, ref);
    expect(await linesOf(desk, ref)).toHaveLength(1);
    expect(await stateOf(desk, ref)).toBe('withdrawn');
  });

  it('leaves the line of another one alone: each has its own', async () => {
    const desk = deskOf();
    const ref = await answered(desk, LATER);
    await withdraw(desk, ref);
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    const other = { ticketId: ref.ticketId, agent: ada, source: 'api:2', text: 'Or so.', receivedAt: at } as const;
    const { message } = await respond(desk, { ...other, attachments: [], tellBy: 'call' });
    await withdraw(desk, { ...ref, messageKey: message.key });
    expect((await linesOf(desk, ref)).map(({ detail }) => detail)).toEqual([ref.messageKey, message.key]);
  });

  it('may be sent all the same, to everybody', async () => {
    const desk = deskOf();
    const ref = await answered(desk, LATER);
    await withdraw(desk, ref);
    const { ticket, message } = await resendAnswer(desk, ref);
    expect(deliveryOf(message)).toEqual({ state: 'sent' });
    expect(message.notSent).toBeUndefined();
    expect(ticket.state).toBe('answered');
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'boss@rossi.example']);
  });
});

describe('an answer that cannot be withdrawn', () => {
  it('is one that the mail service refused: that is what it stays', async () => {
    const desk = deskOf();
    const ref = await answered(desk, REFUSED);
    const before = await desk.tickets.get(ref.ticketId);
    const { ticket } = await withdraw(desk, ref);
    expect(ticket).toEqual(before);
    expect(await stateOf(desk, ref)).toBe('refused');
  });

  it('is one that has left, also when it came back', async () => {
    const desk = deskOf();
    const ref = await answered(desk);
    const refusal = { status: 422, message: 'This answer has left: it cannot be withdrawn.' };
    await expect(withdraw(desk, ref)).rejects.toMatchObject(refusal);
    await deliveryFailed(desk, ref, { reason: '5.2.2 full', at });
    await expect(withdraw(desk, ref)).rejects.toMatchObject(refusal);
    expect(await stateOf(desk, ref)).toBe('bounced');
  });

  it('is one that is being sent, or was begun a moment ago: later', async () => {
    const desk = deskOf();
    await expect(beingSent(desk).then((ref) => withdraw(desk, ref))).rejects.toThrow(TaskBusy);
    const raced = deskOf();
    const ref = await answered(raced, LATER);
    raced.tickets.saveRelay = async () => false;
    await expect(withdraw(raced, ref)).rejects.toThrow(TaskBusy);
    expect(await linesOf(raced, ref)).toEqual([]);
  });
});

describe('an answer that cannot be sent again', () => {
  it('is one that is being sent, or was begun a moment ago: later', async () => {
    const desk = deskOf();
    await expect(beingSent(desk).then((ref) => resendAnswer(desk, ref))).rejects.toThrow(TaskBusy);
    const raced = deskOf();
    const ref = await answered(raced, REFUSED);
    raced.tickets.saveRelay = async () => false;
    await expect(resendAnswer(raced, ref)).rejects.toThrow(TaskBusy);
    expect(mailed(raced)).toEqual([]);
  });

  it('is one that has arrived as far as anybody knows', async () => {
    const desk = deskOf();
    const ref = await answered(desk);
    await expect(resendAnswer(desk, ref)).rejects.toMatchObject({
      status: 422,
      message: 'This answer has left, and nobody says that it did not arrive.',
    });
  });

  it('is none at all: a customer’s message, and a note', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await addNote(desk, { ticketId, agent: ada, source: 'api:n', text: 'Hm.', at });
    for (const { key: messageKey } of await messagesOf(desk, ticketId)) {
      const message = `There is no answer ${messageKey} on ${ticketId}.`;
      await expect(resendAnswer(desk, { ticketId, messageKey })).rejects.toMatchObject({ status: 404, message });
    }
  });

  it('and is refused once more: whoever asked is told by the answer to their call, and nobody by mail', async () => {
    const desk = deskOf();
    const ref = await answered(desk, REFUSED);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    const { message } = await resendAnswer(desk, ref);
    expect(deliveryOf(message)?.state).toBe('refused');
    expect(mailed(desk)).toEqual([]);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
  });
});
