import { beforeEach, describe, expect, it } from 'vitest';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch } from './requests.ts';

/** Whose a ticket is, by the API (docs/api.md, PATCH). */

let desk: ReturnType<typeof apiDesk>;
let id: string;

beforeEach(async () => {
  desk = apiDesk();
  ({ id } = await waitingTicket(desk));
});

const trail = async () =>
  ((await desk.tickets.get(id))?.audit ?? []).filter(({ action }) => action.includes('assigned'));

describe('PATCH /api/tickets/{id} with assignee', () => {
  it('takes the ticket on, and nobody is mailed', async () => {
    const { status, json } = await patch(desk, id, { assignee: 'me' });
    expect([status, json.assignee]).toEqual([200, 'ada']);
    expect((await api(desk, { path: '/api/tickets', query: 'assignee=ada' })).json.tickets).toHaveLength(1);
    expect(await trail()).toMatchObject([{ by: 'agent:ada', action: 'assigned', detail: 'ada' }]);
    expect(mailed(desk)).toEqual([]);
  });

  it('gives it to another one, who hears of it once', async () => {
    await patch(desk, id, { assignee: 'bruno' });
    const { status, json } = await patch(desk, id, { assignee: 'bruno' });
    expect([status, json.assignee]).toEqual([200, 'bruno']);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
  });

  it('makes it nobody’s by null: the trail says whose it was, nobody is mailed, no clock moves', async () => {
    await patch(desk, id, { assignee: 'bruno' });
    const before = await desk.tickets.get(id);
    desk.sent.length = 0;
    const { status, json } = await patch(desk, id, { assignee: null });
    expect([status, json.assignee]).toEqual([200, null]);
    expect(mailed(desk)).toEqual([]);
    expect((await trail()).at(-1)).toMatchObject({ by: 'agent:ada', action: 'unassigned', detail: 'bruno' });
    expect(await desk.tickets.get(id)).toMatchObject({ clock: before?.clock, timer: before?.timer, state: 'waiting' });
    expect((await api(desk, { path: '/api/tickets', query: 'assignee=bruno' })).json.tickets).toEqual([]);
  });

  it('changes nothing by null when it is nobody’s', async () => {
    const before = await desk.tickets.get(id);
    expect((await patch(desk, id, { assignee: null })).status).toBe(200);
    expect(await desk.tickets.get(id)).toEqual(before);
  });

  it('tells whoever gets it again after it was nobody’s', async () => {
    await patch(desk, id, { assignee: 'bruno' });
    await patch(desk, id, { assignee: null });
    desk.pass(60);
    desk.sent.length = 0;
    await patch(desk, id, { assignee: 'bruno' });
    expect(mailed(desk)).toEqual(['bruno@support.example']);
  });

  it('refuses who is no agent, and names those who are', async () => {
    const { status, json } = await patch(desk, id, { assignee: 'carl' });
    const message = 'there is no agent "carl"; there are ada, bruno';
    expect([status, json.errors]).toEqual([422, [{ field: 'assignee', message }]]);
  });

  it.each([
    ['what is no id', { assignee: 7 }, 'must be the id of an agent, "me", or null for nobody'],
    ['an empty one', { assignee: '' }, 'must be the id of an agent, "me", or null for nobody'],
    ['another change beside', { plan: 'premium', assignee: 'me' }, 'is to be changed by a request of its own'],
  ])('refuses %s', async (_, body, message) => {
    const { status, json } = await patch(desk, id, body);
    expect([status, json.errors]).toEqual([400, [{ field: 'assignee', message }]]);
  });

  it('of a ticket that is not there is a 404', async () => {
    for (const assignee of ['me', null]) expect((await patch(desk, 'T-00000000', { assignee })).status).toBe(404);
  });
});
