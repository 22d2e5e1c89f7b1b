import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { type Response, respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, sweepLater, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T09:00:00.000Z';
const LATER = { outcome: 'later', reason: 'Sending paused' } as const;
const REFUSED = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
const participants = [{ address: 'boss@rossi.example' }];

const answer = (desk: MemoryDesk, ticketId: string, change: Partial<Response> = {}) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source: 'api:1',
    text: 'On it.',
    attachments: [],
    receivedAt: at,
    tellBy: 'mail',
    ...change,
  });

describe('an answer that left', () => {
  it('is in the trail with who gave it and whether in time, and counts once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { ticket, message } = await answer(desk, id);
    expect(ticket.audit.at(-1)).toMatchObject({ at, by: 'agent:ada', action: 'answered', detail: 'in time' });
    expect(ticket.lastPublic).toEqual({ at, by: 'agent' });
    expect(ticket.timer).toMatchObject({ setAt: desk.now().toISOString(), version: 2 });
    expect(message).toMatchObject({
      author: 'agent',
      by: 'ada',
      name: 'Ada',
      verified: true,
      left: desk.now().toISOString(),
      sentAs: expect.stringMatching(/@eu-south-1\.amazonses\.com>$/),
    });
    await answer(desk, id);
    expect(desk.counted.get(METRIC.firstResponse)).toBe(1);
    const second = await answer(desk, id, { source: 'api:2', receivedAt: '2026-11-30T09:30:00.000Z', agent: bruno });
    expect(second.ticket.lastPublic).toEqual({ at: '2026-11-30T09:30:00.000Z', by: 'agent' });
    expect(second.ticket.audit.filter(({ action }) => action === 'answered')).toHaveLength(1);
    expect(desk.counted.get(METRIC.firstResponse)).toBe(1);
  });

  it('too late says so', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { ticket } = await answer(desk, id, { receivedAt: '2026-11-30T10:00:01.000Z' });
    expect(ticket.audit.at(-1)?.detail).toBe('late');
    expect(ticket.firstResponse?.met).toBe(false);
  });

  it('of a ticket that was closed as spam: it was none, and is answered', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'spam' });
    const { ticket } = await answer(desk, id);
    expect([ticket.state, ticket.cancelled]).toEqual(['answered', undefined]);
  });

  it('after one that came back is the first response', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message } = await answer(desk, id);
    await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, { reason: '5.1.1', at });
    const again = await answer(desk, id, { source: 'api:2', agent: bruno });
    expect(again.ticket).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:bruno' } });
    expect(desk.scheduled.size).toBe(0);
  });
});

describe('an answer that has to wait', () => {
  it('is said once in the trail, reaches nobody who is copied, and tells nobody by mail', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { participants });
    desk.faults.add({ port: 'mailer.send', outcome: LATER });
    const before = desk.faults.calls.length;
    const { ticket, message } = await answer(desk, id);
    expect(desk.faults.calls.slice(before).filter((call) => call === 'mailer.send')).toHaveLength(1);
    expect(ticket.audit.at(-1)).toMatchObject({
      at: desk.now().toISOString(),
      by: 'desk',
      action: 'answer waits',
      detail: `${message.key}: Sending paused`,
    });
    await sweepLater(desk);
    const lines = (await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'answer waits');
    expect(lines).toHaveLength(1);
    desk.faults.clear();
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'boss@rossi.example']);
  });

  it('for one who is copied alone is a response all the same, and goes to that one later', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { participants });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1, outcome: LATER });
    const { ticket } = await answer(desk, id);
    expect(ticket.state).toBe('answered');
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'boss@rossi.example']);
  });
});

describe('a copy that waits while the requester is corrected', () => {
  it('shows whom the answer went to, not who asks by now', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { participants });
    desk.faults.add({ port: 'mailer.send', skip: 1, times: 1, outcome: LATER });
    await answer(desk, id);
    const requester = { address: 'otto@other.example' };
    await correctRequester(desk, { ticketId: id, agent: ada, at, requester });
    await sweepLater(desk);
    const copy = desk.sent.find(({ recipient }) => recipient === 'boss@rossi.example');
    expect(copy?.to.map(({ address }) => address)).toEqual(['anna@rossi.example']);
  });
});

describe('an answer that is refused', () => {
  it('says why and when, on the message and in the trail', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    const { ticket, message } = await answer(desk, id);
    expect(message.notSent).toEqual({ at: desk.now().toISOString(), reason: 'Illegal address' });
    expect(ticket.audit.at(-1)).toMatchObject({ by: 'desk', detail: `${message.key}: Illegal address` });
  });

  it('of an agent who is gone is told to a colleague in their place', async () => {
    const desk = deskOf({ agents: [bruno] });
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await answer(desk, id);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect(desk.sent[0]?.text).toContain('anna@rossi.example: Illegal address');
  });

  it('by a call tells nobody by mail', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: REFUSED });
    await answer(desk, id, { tellBy: 'call' });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
  });
});
