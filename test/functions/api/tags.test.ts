import { describe, expect, it } from 'vitest';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch } from './requests.ts';

/** Tags by the API (docs/api.md, PATCH). */

async function tagged() {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk);
  return { desk, id };
}

describe('PATCH /api/tickets/{id} with tags', () => {
  it('adds and removes them, and shows them with the ticket', async () => {
    const { desk, id } = await tagged();
    expect((await patch(desk, id, { tags: { add: ['billing', 'VIP'] } })).json.tags).toEqual(['billing', 'vip']);
    const { status, json } = await patch(desk, id, { tags: { add: ['eu-west-1'], remove: ['vip'] } });
    expect([status, json.tags]).toEqual([200, ['billing', 'eu-west-1']]);
    expect((await api(desk, { path: `/api/tickets/${id}` })).json.tags).toEqual(['billing', 'eu-west-1']);
  });

  it('moves nothing: neither clock, timer nor turn, and nobody is mailed', async () => {
    const { desk, id } = await tagged();
    const before = await desk.tickets.get(id);
    await patch(desk, id, { tags: { add: ['billing'] } });
    const after = await desk.tickets.get(id);
    expect(after).toMatchObject({ state: 'waiting', clock: before?.clock, timer: before?.timer });
    expect(mailed(desk)).toEqual([]);
  });

  it.each([
    ['that is none', { add: ['two words'] }, '"two words" is no tag: write 1 to 30 small letters'],
    ['that is empty', { remove: [''] }, '"" is no tag: write 1 to 30 small letters'],
    ['of 31 letters', { add: ['a'.repeat(31)] }, 'is no tag: write 1 to 30 small letters'],
    [
      'beyond the twentieth',
      { add: Array.from({ length: 21 }, (_, n) => `tag-${n}`) },
      'a ticket takes 20 tags, and this would be 21: take some off',
    ],
  ])('refuses one %s, with the mend, and changes nothing', async (_, tags, why) => {
    const { desk, id } = await tagged();
    const { status, json } = await patch(desk, id, { tags });
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ field: 'tags', message: expect.stringContaining(why) }]);
    expect((await desk.tickets.get(id))?.tags).toEqual([]);
  });

  it.each([
    ['no object', { tags: ['billing'] }, 'tags', 'must be an object: {"add": ["billing"], "remove": []}'],
    ['no list', { tags: { add: 'billing' } }, 'tags.add', 'must be a list of tags, at most 100'],
    ['nothing', { tags: {} }, 'tags', 'name nothing: give tags to add or to remove'],
    [
      'another change beside',
      { tags: { add: ['x'] }, plan: 'premium' },
      'tags',
      'is to be changed by a request of its own',
    ],
  ])('refuses %s', async (_, body, field, message) => {
    const { desk, id } = await tagged();
    const { status, json } = await patch(desk, id, body);
    expect([status, json.errors]).toEqual([400, [{ field, message }]]);
  });

  it('of a ticket that is not there is a 404', async () => {
    expect((await patch(apiDesk(), 'T-00000000', { tags: { add: ['x'] } })).status).toBe(404);
  });
});
