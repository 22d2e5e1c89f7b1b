import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

async function withEve() {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const raw = `From: eve@elsewhere.example\nSubject: [${id}] me too\nMessage-ID: <eve@elsewhere.example>\n\nSame here.\n`;
  await receiveMail(desk, arrives(desk, raw, { envelopeFrom: 'eve@elsewhere.example' }));
  const path = `/api/tickets/${id}`;
  const post = (to: string, fields: object) =>
    api(desk, { method: 'POST', path: `${path}${to}`, body: JSON.stringify(fields) });
  return { desk, path, post };
}

describe('readers of a ticket', () => {
  it('are added and removed', async () => {
    const { desk, path, post } = await withEve();
    expect(await post('/readers', { address: 'bea@rossi.example', name: 'Bea' })).toMatchObject({ status: 200 });
    const story = async () => (await api(desk, { path })).json;
    expect((await story()).participants).toEqual([{ address: 'bea@rossi.example', name: 'Bea' }]);
    const removal = { method: 'DELETE', path: `${path}/readers/bea%40rossi.example` };
    expect(await api(desk, removal)).toMatchObject({ status: 200 });
    expect((await story()).participants).toEqual([]);
  });

  it('that must not be are refused, with the field', async () => {
    const { post } = await withEve();
    const { status, json } = await post('/readers', { address: 'help@support.example' });
    expect([status, json.errors]).toEqual([
      422,
      [{ field: 'address', message: 'help@support.example is an address of this desk' }],
    ]);
    expect(await post('/readers', { adress: 'bea@rossi.example' })).toMatchObject({ status: 400 });
  });
});

describe('what is from outside', () => {
  it('is counted in the list, and shown with its message', async () => {
    const { desk, path } = await withEve();
    expect((await api(desk, { path: '/api/tickets' })).json.tickets).toMatchObject([{ outside: 1 }]);
    const { fromOutside, messages } = (await api(desk, { path })).json;
    expect(fromOutside).toMatchObject([{ address: 'eve@elsewhere.example', name: null, message: messages[1].id }]);
  });

  it('is filed as a ticket', async () => {
    const { desk, path, post } = await withEve();
    const { status, json } = await post('/outside/file', { address: 'eve@elsewhere.example' });
    expect([status, json.ticket.outside]).toEqual([201, 0]);
    expect(json.filed).toMatchObject([{ requester: { address: 'eve@elsewhere.example' }, state: 'waiting' }]);
    expect((await api(desk, { path: `/api/tickets/${json.filed[0].id}` })).status).toBe(200);
    expect((await api(desk, { path })).json.fromOutside).toEqual([]);
  });

  it('is dismissed, all of it or one message; what is not there is told', async () => {
    const { post } = await withEve();
    const wrong = await post('/outside/dismiss', { address: 'bea@rossi.example' });
    expect([wrong.status, wrong.json.errors[0].message]).toEqual([
      422,
      expect.stringContaining('eve@elsewhere.example'),
    ]);
    expect(await post('/outside/dismiss', {})).toMatchObject({ status: 200, json: { outside: 0 } });
  });
});
