import { describe, expect, it } from 'vitest';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { messagesOf, sweepLater, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, CALL, file, respond } from './requests.ts';

const note = (desk: ReturnType<typeof apiDesk>, id: string, text: string, headers = {}) =>
  api(desk, { method: 'POST', path: `/api/tickets/${id}/notes`, body: JSON.stringify({ text }), headers });

const KEYED = { 'idempotency-key': 'k-1' };

describe('the same from the same agent within a minute, without a key', () => {
  it('an answer is asked back, and is sent once', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const first = await respond(desk, id, { text: 'Try the other key.' });
    desk.pass(50);
    const { status, json } = await respond(desk, id, { text: 'Try the other key.' });
    expect(status).toBe(409);
    expect(json.detail).toBe(
      `You wrote just the same within the last minute: message ${first.json.message.id}. If it is meant twice, send it with an Idempotency-Key of its own.`,
    );
    expect(desk.sent).toHaveLength(1);
    expect(await messagesOf(desk, id)).toHaveLength(2);
  });

  it('so is one that both send at once', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const both = await Promise.all([1, 2].map(() => respond(desk, id, { text: 'Try the other key.' })));
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(desk.sent).toHaveLength(1);
  });

  it('so is one whose first attempt broke off; the sweep finishes that', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'agents.list', skip: 1 });
    desk.faults.add({ port: 'secrets.signingKeys' });
    const first = await respond(desk, id, { text: 'Try the other key.' });
    desk.faults.clear();
    expect(first.status).toBe(503);
    expect((await respond(desk, id, { text: 'Try the other key.' })).status).toBe(409);
    await sweepLater(desk);
    expect(desk.sent).toHaveLength(1);
  });

  it('a note and a filing are asked back too', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    expect((await note(desk, id, 'Called.')).status).toBe(201);
    expect((await note(desk, id, 'Called.')).status).toBe(409);
    const filed = await file(desk, CALL);
    desk.pass(59);
    const again = await file(desk, CALL);
    expect([filed.status, again.status]).toEqual([201, 409]);
    expect(again.json.detail).toContain(`ticket ${filed.json.id}`);
  });

  it('also a call that is filed hours later', async () => {
    const desk = apiDesk();
    const late = { ...CALL, calledAt: '2026-11-30T05:00:00Z' };
    desk.setNow('2026-11-30T08:00:50.000Z');
    expect((await file(desk, late)).status).toBe(201);
    desk.pass(20);
    expect((await file(desk, late)).status).toBe(409);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is another one after a minute, on another ticket, from another agent, or in other words', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { id: other } = await waitingTicket(desk, { source: 'mail:two' });
    expect((await respond(desk, id, { text: 'Restart it.' })).status).toBe(201);
    expect((await respond(desk, other, { text: 'Restart it.' })).status).toBe(201);
    expect((await respond(desk, id, { text: 'Restart it now.' })).status).toBe(201);
    const bruno = { claims: { email: 'bruno@support.example' } };
    const body = JSON.stringify({ text: 'Restart it.' });
    const his = await api(desk, { method: 'POST', path: `/api/tickets/${id}/responses`, body, ...bruno });
    expect(his.status).toBe(201);
    desk.pass(61);
    expect((await respond(desk, id, { text: 'Restart it.' })).status).toBe(201);
  });

  it('is meant twice with a key of its own', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await respond(desk, id, { text: 'Restart it.' });
    expect((await respond(desk, id, { text: 'Restart it.' }, KEYED)).status).toBe(201);
    expect(desk.sent).toHaveLength(2);
  });
});

describe('the same key with another body', () => {
  it('is a 422 for an answer: nothing of it is sent, and nothing of it hides behind the first', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await respond(desk, id, { text: 'Try the other key.' }, KEYED);
    const { status, json } = await respond(desk, id, { text: 'Forget the key.' }, KEYED);
    expect(status).toBe(422);
    expect(json.errors).toEqual([
      { field: 'Idempotency-Key', message: 'has brought another request: use a new one for each' },
    ]);
    expect(desk.sent).toHaveLength(1);
  });

  it('is a 422 for a note, and for a filing whatever of it differs', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await note(desk, id, 'Called.', KEYED);
    expect((await note(desk, id, 'Called twice.', KEYED)).status).toBe(422);
    await file(desk, CALL, KEYED);
    for (const change of [
      { calledAt: '2026-11-30T07:00:00Z' },
      { subject: 'No power' },
      { body: 'It is back.' },
      { priority: 4 },
      { name: 'Bea' },
    ]) {
      expect((await file(desk, { ...CALL, ...change }, KEYED)).status).toBe(422);
    }
    expect((await file(desk, CALL, KEYED)).status).toBe(200);
  });

  it('is a 422 for one of two filings at once: none is said to be taken and lost', async () => {
    const desk = apiDesk();
    const filings = [CALL, { ...CALL, body: 'It is back.' }].map((call) => file(desk, call, KEYED));
    expect((await Promise.all(filings)).map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});

describe('the same key with the same answer', () => {
  it('never says that it is on its way when it came back, or was withdrawn', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const first = await respond(desk, id, { text: 'Hello.' }, KEYED);
    const failure = { recipient: 'anna@rossi.example', reason: '5.1.1', at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: id, messageKey: first.json.message.id }, failure);
    const again = await respond(desk, id, { text: 'Hello.' }, KEYED);
    expect([again.status, again.json.message.delivery.state]).toEqual([200, 'bounced']);
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Sending paused' } });
    const key = { 'idempotency-key': 'k-2' };
    const parked = await respond(desk, id, { text: 'Once more.' }, key);
    expect(parked.status).toBe(202);
    await api(desk, { method: 'POST', path: `/api/tickets/${id}/messages/${parked.json.message.id}/withdraw` });
    const withdrawn = await respond(desk, id, { text: 'Once more.' }, key);
    expect([withdrawn.status, withdrawn.json.message.delivery.state]).toEqual([200, 'withdrawn']);
  });
});

describe('what a failed request says of being sent again', () => {
  it.each([
    [
      'with a key: nothing happens twice',
      'POST',
      KEYED,
      'Send it again in a moment, with the same id: nothing happens twice.',
    ],
    [
      'without: that it may be done already',
      'POST',
      {},
      'It may have been done all the same: look before you send it again',
    ],
    ['what changes nothing new: to try again', 'GET', {}, 'Try again in a moment.'],
  ])('%s', async (_, method, headers, says) => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'tickets.messages' });
    desk.faults.add({ port: 'tickets.addMessage' });
    const path = `/api/tickets/${id}${method === 'POST' ? '/responses' : ''}`;
    const asked = method === 'POST' ? { body: '{"text":"Try it."}' } : {};
    const { status, json } = await api(desk, { method, path, headers, ...asked });
    expect(status).toBe(503);
    expect(json.detail).toContain(says);
  });
});

it('a filing whose desk died between the ticket and its text is whole once the sweep has come', async () => {
  const desk = apiDesk();
  desk.faults.add({ port: 'tickets.addMessage' });
  expect((await file(desk, CALL, KEYED)).status).toBe(503);
  desk.faults.clear();
  await sweepLater(desk);
  const [ticket] = await ticketsOf(desk);
  expect(await messagesOf(desk, ticket?.id ?? '')).toMatchObject([{ text: CALL.body, warnings: [] }]);
  expect((await file(desk, CALL, KEYED)).json.id).toBe(ticket?.id);
});
