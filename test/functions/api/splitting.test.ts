import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import { mailed, messagesOf, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch, respond } from './requests.ts';

/** Splitting a message off by the API (docs/promise.md section 5). Monday 2026-11-30, 09:00 in Rome. */

const ANNA = 'anna@rossi.example';
const BEA = 'bea@rossi.example';

let desk: ReturnType<typeof apiDesk>;
let id: string;

beforeEach(async () => {
  desk = apiDesk();
  ({ id } = await waitingTicket(desk, { participants: [{ address: BEA, name: 'Bea' }] }));
  desk.pass(3600);
});

/** Somebody writes to the ticket; gives the key of that message. */
async function writes(from: string, text: string, { headers = '', authenticated = true } = {}) {
  const to = replyAddress('a signing key for tests only', 'help@support.example', { ticketId: id });
  const raw = `Message-ID: <s-${from}-${text.length}@x.example>\n${headers}From: ${from}\nTo: ${to}\nSubject: Re: [${id}] printer\n\n${text}\n`;
  const received = arrives(desk, raw, { id: `ses-${from}-${text.length}`, recipients: [to], envelopeFrom: from });
  await receiveMail(desk, { ...received, authenticated });
  await desk.team.drain();
  desk.sent.length = 0;
  return (await messagesOf(desk, id)).at(-1)?.key ?? '';
}

const split = (key: string) => api(desk, { method: 'POST', path: `/api/tickets/${id}/messages/${key}/split` });

describe('POST /api/tickets/{id}/messages/{message}/split', () => {
  it('opens a linked ticket with the clock of that message, for its writer alone, who is acknowledged', async () => {
    const key = await writes(BEA, 'Another thing: the printer is out of ink.');
    const before = await desk.tickets.get(id);
    desk.pass(3600);
    const { status, json } = await split(key);
    expect(status).toBe(201);
    const made = await desk.tickets.get(json.split.id);
    expect(made).toMatchObject({
      state: 'waiting',
      subject: 'Re: printer',
      requester: { address: BEA, verified: true },
      participants: [],
      customer: { id: 'rossi' },
      createdAt: '2026-11-30T09:00:00.000Z',
      clock: { start: '2026-11-30T09:00:00.000Z' },
      links: [{ ticket: id, kind: 'follows' }],
    });
    expect((await messagesOf(desk, json.split.id)).map(({ text }) => text.trim())).toEqual([
      'Another thing: the printer is out of ink.',
    ]);
    expect(mailed(desk).sort()).toEqual(['ada@support.example', BEA, 'bruno@support.example']);
    const after = await desk.tickets.get(id);
    expect(after).toMatchObject({ state: 'waiting', clock: before?.clock, participants: [{ address: BEA }] });
    expect(after?.links).toEqual([{ ticket: json.split.id, kind: 'followed by' }]);
    const lines = after?.audit.map(({ by, action, detail }) => `${by} ${action} ${detail}`);
    expect(lines).toContain(`agent:ada split off ${key} as ${json.split.id}`);
    expect((await api(desk, { path: `/api/tickets/${id}` })).json.links).toEqual(after?.links);
  });

  it('done twice is once', async () => {
    const key = await writes(ANNA, 'Another thing.');
    const first = await split(key);
    desk.sent.length = 0;
    const second = await split(key);
    expect([second.status, second.json.split.id]).toEqual([200, first.json.split.id]);
    expect(mailed(desk)).toEqual([]);
    const trail = (await desk.tickets.get(id))?.audit.filter(({ action }) => action === 'split off');
    expect(trail).toHaveLength(1);
  });

  it('answers who asked where they read, as they are known', async () => {
    const ticket = await desk.tickets.get(id);
    if (!ticket) throw new Error('no ticket');
    const requester = { address: 'sales@rossi.example', from: ANNA, verified: true };
    await desk.tickets.save({ ...ticket, requester });
    const { json } = await split(await writes(ANNA, 'Another thing.'));
    expect((await desk.tickets.get(json.split.id))?.requester).toMatchObject(requester);
  });

  it('answers a reader who writes from elsewhere where they read', async () => {
    const ticket = await desk.tickets.get(id);
    if (!ticket) throw new Error('no ticket');
    await desk.tickets.save({ ...ticket, alsoFrom: [{ address: BEA, from: 'bea@home.example' }] });
    const { json } = await split(await writes('bea@home.example', 'Another thing.'));
    expect((await desk.tickets.get(json.split.id))?.requester).toEqual({
      address: BEA,
      from: 'bea@home.example',
      verified: true,
    });
  });

  it('takes what came from outside off that list', async () => {
    const key = await writes('eve@elsewhere.example', 'Same here.', { authenticated: false });
    expect((await desk.tickets.get(id))?.outside).toHaveLength(1);
    const { status, json } = await split(key);
    expect([status, json.ticket.outside]).toEqual([201, 0]);
    expect(json.split.requester).toMatchObject({ address: 'eve@elsewhere.example', verified: false });
    expect((await desk.tickets.get(id))?.audit.at(-1)?.action).toBe('outside filed');
  });

  it('tells a machine nothing', async () => {
    const key = await writes(ANNA, 'I am away until Monday.', { headers: 'Auto-Submitted: auto-replied\n' });
    const { json } = await split(key);
    expect(mailed(desk)).not.toContain(ANNA);
    expect((await desk.tickets.get(json.split.id))?.silent).toBe(true);
  });

  it('is refused of the request itself, an answer and a note, with the mend', async () => {
    const [opening] = await messagesOf(desk, id);
    const answer = (await respond(desk, id, { text: 'On it.' })).json.message.id;
    const body = JSON.stringify({ text: 'Hm.' });
    const note = (await api(desk, { method: 'POST', path: `/api/tickets/${id}/notes`, body })).json.message.id;
    const why = async (key = '') => (await split(key)).json.errors[0];
    expect(await why(opening?.key)).toEqual({
      field: 'message',
      message: 'is the request itself, which this ticket is of: split off a later one',
    });
    expect(await why(answer)).toEqual({ field: 'message', message: 'is not what a customer wrote' });
    expect(await why(note)).toEqual({ field: 'message', message: 'is not what a customer wrote' });
    expect((await split('NOSUCHMESSAGE')).status).toBe(404);
  });

  it('works on a closed ticket, which stays closed', async () => {
    const key = await writes(ANNA, 'Another thing.');
    await patch(desk, id, { state: 'closed', reason: 'withdrawn' });
    expect((await split(key)).json).toMatchObject({ ticket: { state: 'closed' }, split: { state: 'waiting' } });
  });
});
