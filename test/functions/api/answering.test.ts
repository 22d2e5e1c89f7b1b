import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch, respond } from './requests.ts';

describe('POST /api/tickets/{id}/responses', () => {
  it('answers the customer, stops the clock and takes the timer away', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { status, json } = await respond(desk, id, { text: 'Try the other key.' });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ticket: { id, state: 'answered', firstResponse: { by: 'agent:ada', met: true } },
      message: { author: 'agent', by: 'ada', text: 'Try the other key.' },
    });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.scheduled.size).toBe(0);
  });

  it('is sent once when it is repeated with its Idempotency-Key', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const key = { 'idempotency-key': 'answer-1' };
    const first = await respond(desk, id, { text: 'Try the other key.' }, key);
    const second = await respond(desk, id, { text: 'Try the other key.' }, key);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json.message.id).toBe(first.json.message.id);
    expect(desk.sent).toHaveLength(1);
  });

  it('does not stop the clock when the mail did not leave; the repetition does', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const key = { 'idempotency-key': 'answer-1' };
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const parked = await respond(desk, id, { text: 'Try it.' }, key);
    expect(parked.status).toBe(202);
    expect(parked.json.message.delivery).toMatchObject({ state: 'parked' });
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(story.parked).toMatchObject([{ what: 'message', message: parked.json.message.id, attempts: 1 }]);
    const repeated = await respond(desk, id, { text: 'Try it.' }, key);
    expect(repeated.json.ticket.state).toBe('answered');
    expect(desk.sent).toHaveLength(1);
  });

  it('that the mail service refuses is a 422: the clock runs on and an alarm’s figure counts it; verified later, it is sent once (A1)', async () => {
    const desk = apiDesk();
    const { id, clock } = await waitingTicket(desk, { priority: 1 });
    const reason = 'MessageRejected: Email address is not verified.';
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'refused', what: 'recipient', reason } });
    const refused = await respond(desk, id, { text: 'Try it.' });
    expect(refused.status).toBe(422);
    expect(refused.json.detail).toContain('not verified');
    const waiting = await desk.tickets.get(id);
    expect(waiting).toMatchObject({
      state: 'waiting',
      clock: { deadline: clock.deadline },
      timer: { registered: true },
    });
    expect(desk.counted.get(METRIC.answerNotSent)).toBe(1);
    expect(desk.counted.get(METRIC.firstResponse)).toBeUndefined();

    const toCustomer = () => desk.sent.filter(({ tags }) => tags?.purpose === 'answer' && tags.to === 'customer');
    expect(toCustomer()).toEqual([]);
    expect((await respond(desk, id, { text: 'Try it now.' })).status).toBe(201);
    expect((await desk.tickets.get(id))?.state).toBe('answered');
    expect(toCustomer()).toHaveLength(1);
    expect(desk.counted.get(METRIC.firstResponse)).toBe(1);
  });

  it('asks the customer of a P1 for something: they are told by when, and the ticket says who is waited for', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { status, json } = await respond(desk, id, { text: 'Which till?', asks: true });
    expect(status).toBe(201);
    expect(json.message).toMatchObject({ asks: true, delivery: { state: 'sent' } });
    const { json: story } = await api(desk, { path: `/api/tickets/${id}` });
    expect(story).toMatchObject({
      unresponsiveSince: null,
      watch: {
        message: json.message.id,
        askedBy: 'ada',
        until: '2026-11-30T09:00:00.000Z',
        flaggedAt: null,
        ended: null,
      },
    });
  });

  it('asks nobody whose ticket is no P1, and sends nothing', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk, { priority: 2 });
    const { status, json } = await respond(desk, id, { text: 'Which till?', asks: true });
    expect(status).toBe(422);
    expect(json.errors).toEqual([
      { field: 'asks', message: 'only the customer of a P1 is waited for, and this is a P2' },
    ]);
    expect((await respond(desk, id, { text: 'Which till?', asks: 'yes' })).json.errors).toEqual([
      { field: 'asks', message: 'must be true or false' },
    ]);
    expect(desk.sent).toEqual([]);
  });

  it('needs a text, and a ticket', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    expect((await respond(desk, id, {})).json.errors).toEqual([
      { field: 'text', message: 'is missing: it must be a text' },
    ]);
    expect((await respond(desk, id, { text: ' ' })).status).toBe(400);
    expect((await respond(desk, 'T-00000000', { text: 'Hello' })).status).toBe(404);
  });
});

describe('POST /api/tickets/{id}/notes', () => {
  it('is seen by no customer and stops no clock', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { status, json } = await api(desk, {
      method: 'POST',
      path: `/api/tickets/${id}/notes`,
      body: '{"text":"Hm."}',
    });
    expect(status).toBe(201);
    expect(json.message).toMatchObject({ kind: 'note', by: 'ada', text: 'Hm.' });
    expect(desk.sent).toEqual([]);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });
});

describe('PATCH /api/tickets/{id}', () => {
  it('changes the priority and with it the deadline', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { status, json } = await patch(desk, id, { priority: 1, reason: 'the whole floor is locked out' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, priority: 1, respondBy: '2026-11-30T10:00:00.000Z' });
  });

  it('closes a ticket, with a reason when nobody has answered it', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    expect((await patch(desk, id, { state: 'closed' })).status).toBe(422);
    expect((await patch(desk, id, { state: 'closed', reason: 'spam' })).json).toMatchObject({
      state: 'closed',
      cancelled: 'spam',
    });
  });

  it.each([
    [{}, 'priority'],
    [{ priority: 2 }, 'reason'],
    [{ priority: 2, reason: '  ' }, 'reason'],
    [{ priority: 9, reason: 'x' }, 'priority'],
    [{ state: 'open' }, 'state'],
    [{ priority: 2, state: 'closed', reason: 'x' }, 'state'],
    [{ priority: 2, reason: 'x'.repeat(501) }, 'reason'],
  ])('refuses %j', async (change, field) => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { status, json } = await patch(desk, id, change);
    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ field }]);
  });

  it('names a field that it does not know, and the one that is then missing', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { json } = await patch(desk, id, { prioriy: 2 });
    expect(json.errors).toMatchObject([{ field: 'prioriy' }, { field: 'priority' }]);
  });
});
