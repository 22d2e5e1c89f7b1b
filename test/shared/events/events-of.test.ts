import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../shared/events/events-of.ts';
import type { TicketChange } from '../../../shared/events/ticket-change.ts';
import { EVENT_SOURCE, ticketEventSchema } from '../../../shared/events/ticket-event.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { appendMessage } from '../../../shared/use-cases/append-message.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, LATE_LEVELS, messagesOf, waitingTicket } from '../../support/stories.ts';

const at = '2026-11-30T08:10:00.000Z';

describe('what happens to a ticket is told', () => {
  it('when it is opened: by its number, and without who asked what', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { door: { name: 'help@support.example', defaults: {} } });
    expect(desk.told).toEqual([
      {
        schema: 1,
        id: `${id}.1.0`,
        type: 'opened',
        at: '2026-11-30T08:00:00.000Z',
        by: 'customer',
        ticket: {
          id,
          version: 1,
          state: 'waiting',
          priority: '3',
          plan: 'basic',
          channel: 'email',
          door: 'help@support.example',
          customer: 'rossi',
          openedAt: '2026-11-30T08:00:00.000Z',
          respondBy: expect.any(String),
        },
        data: {},
      },
    ]);
    expect(JSON.stringify(desk.told)).not.toMatch(/anna|door does not open/i);
  });

  it('when it is taken on, gets another priority, is answered, closed and opened again', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    await assign(desk, { ticketId, agent: ada, to: 'me', at });
    await changePriority(desk, { ticketId, agent: ada, priority: 2, reason: 'half the office', at });
    desk.pass(1200);
    await answer(desk, ticketId);
    await changeState(desk, { ticketId, agent: ada, state: 'closed', at: desk.now().toISOString() });
    await changeState(desk, {
      ticketId,
      agent: ada,
      state: 'answered',
      reason: 'not so',
      at: desk.now().toISOString(),
    });
    expect(desk.told.map(({ type, by, data }) => ({ type, by, data })).slice(1)).toEqual([
      { type: 'assigned', by: 'agent:ada', data: { to: 'ada' } },
      { type: 'prioritized', by: 'agent:ada', data: { from: '3', to: '2' } },
      { type: 'responded', by: 'agent:ada', data: { met: true, seconds: 1200 } },
      { type: 'closed', by: 'agent:ada', data: {} },
      { type: 'reopened', by: 'agent:ada', data: {} },
    ]);
  });

  it('when a level is reached: before the deadline, at it, and after it', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    for (let level = 0; level < 3; level += 1) {
      const { timer } = await getTicket(desk, ticketId);
      desk.setNow(timer.next?.at ?? '');
      await escalate(desk, { ticketId, version: timer.version });
    }
    expect(desk.told.map(({ type, data }) => [type, data.level])).toEqual([
      ['opened', undefined],
      ['warned', 'warning'],
      ['breached', 'breach'],
      ['escalated', 'critical'],
    ]);
  });

  it('when levels are reached at once, since the timer fired late: each, in order, and nobody is mailed more', async () => {
    const desk = deskOf();
    const { id: ticketId, timer } = await waitingTicket(desk);
    const { levels } = (await getTicket(desk, ticketId)).clock;
    desk.setNow(levels.at(-1)?.at ?? '');
    await escalate(desk, { ticketId, version: timer.version });
    const told = desk.told.slice(1);
    expect(told.map(({ type, data }) => [type, data.level, data.due, data.passedOver])).toEqual([
      ['warned', 'warning', levels[0]?.at, true],
      ['breached', 'breach', levels[1]?.at, true],
      ['escalated', 'critical', levels[2]?.at, undefined],
    ]);
    expect(told.map(({ id }) => id.split('.').at(-1))).toEqual(['0', '1', '2']);
    expect(new Set(told.map(({ id }) => id.split('.').at(1))).size).toBe(1);
    expect((await getTicket(desk, ticketId)).escalations.map(({ level }) => level)).toEqual(['critical']);
    expect(desk.sent.filter(({ subject }) => /breach|warning/i.test(subject))).toEqual([]);
  });

  it('when two levels of one type are reached at once: each is told', async () => {
    const desk = deskOf({ settings: LATE_LEVELS });
    const { id: ticketId, timer } = await waitingTicket(desk);
    desk.setNow((await getTicket(desk, ticketId)).clock.levels.at(-1)?.at ?? '');
    await escalate(desk, { ticketId, version: timer.version });
    expect(desk.told.slice(1).map(({ type, data }) => [type, data.level])).toEqual([
      ['breached', 'first'],
      ['escalated', 'second'],
      ['escalated', 'third'],
    ]);
  });

  it('when its customer writes again, by the message alone, and not of what opened it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    const message = await writeAgain(desk, id);
    expect(desk.told.slice(1)).toEqual([
      {
        schema: 1,
        id: `${id}.${message.key}`,
        type: 'replied',
        at: message.at,
        by: 'customer',
        ticket: { id },
        data: { message: message.key },
      },
    ]);
  });

  it('when an answer comes back: that it was not delivered, and that it waits again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    await answer(desk, id);
    const message = (await messagesOf(desk, id)).find(({ author }) => author === 'agent');
    desk.pass(60);
    const failure = { recipient: 'anna@rossi.example', reason: '5.1.1 unknown', at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: id, messageKey: message?.key ?? '' }, failure);
    const [lost, again] = desk.told.slice(2);
    expect(lost).toMatchObject({ type: 'undelivered', data: { mail: 'message', message: message?.key } });
    expect(again).toMatchObject({ type: 'reopened', ticket: { state: 'waiting' } });
    expect([lost?.id, again?.id].map((each) => each?.slice(-2))).toEqual(['.0', '.1']);
  });

  it('and fits its schema', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    await writeAgain(desk, id);
    for (const event of desk.told) expect(ticketEventSchema.parse(event)).toEqual(event);
  });

  it('but not of a write that changes nothing but when it is looked at', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const ticket = await getTicket(desk, id);
    const change: TicketChange = { kind: 'ticket', before: ticket, after: ticket };
    expect(eventsOf(change)).toEqual([]);
  });

  it('as of the desk, which rules on a bus go by', () => {
    expect(EVENT_SOURCE).toBe('support-desk');
  });

  it('but not of a smoke ticket', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await desk.tickets.save({ ...(await getTicket(desk, id)), smoke: true });
    desk.told.length = 0;
    await assign(desk, { ticketId: id, agent: ada, to: 'me', at });
    expect(desk.told).toEqual([]);
  });
});

function answer(desk: MemoryDesk, ticketId: string) {
  const mail = { source: 'api:1', text: 'Try the other key.', attachments: [], receivedAt: desk.now().toISOString() };
  return respond(desk, { ticketId, agent: ada, ...mail, tellBy: 'call' });
}

async function writeAgain(desk: MemoryDesk, ticketId: string): Promise<Message> {
  const ticket = await getTicket(desk, ticketId);
  const from = { address: 'anna@rossi.example', name: 'Anna' };
  const mail = { from, isFromDoubtful: false, to: [], cc: [], subject: 'Re: door', text: 'Still locked.' };
  return appendMessage(desk, {
    ticket,
    author: 'customer',
    mail: { ...mail, replyText: 'Still locked.', attachments: [] },
    source: 'mail:two',
    receivedAt: desk.now().toISOString(),
    raw: 'raw/two',
    verified: true,
    writer: 'proved',
    wakes: true,
    warnings: [],
  });
}
