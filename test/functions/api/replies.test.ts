import { describe, expect, it } from 'vitest';
import { MOST_OF_REPLY } from '../../../shared/ticket/saved-reply.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

const HELLO = { owner: 'agent', name: 'Hello', language: 'en', text: 'Dear {{requester.name}},' };
const AS_BRUNO = { claims: { email: 'bruno@support.example' } };

const post = (desk: MemoryDesk, fields: object, headers = {}) =>
  api(desk, { method: 'POST', path: '/api/replies', body: JSON.stringify(fields), headers });
const put = (desk: MemoryDesk, id: string, fields: object) =>
  api(desk, { method: 'PUT', path: `/api/replies/${id}`, body: JSON.stringify(fields) });
const listed = async (desk: MemoryDesk, asked = {}) =>
  (await api(desk, { path: '/api/replies', ...asked })).json.replies;

describe('saved replies over the API', () => {
  it('are those of who asks, then the team’s; a colleague’s own are at no address', async () => {
    const desk = apiDesk();
    const { json: own } = await post(desk, HELLO);
    const { json: ours } = await post(desk, { ...HELLO, owner: 'team', name: 'Ours' });
    expect(await listed(desk)).toEqual([own, ours]);
    expect(await listed(desk, AS_BRUNO)).toEqual([ours]);
    const path = `/api/replies/agent/${own.id}`;
    expect(await api(desk, { path, ...AS_BRUNO })).toMatchObject({ status: 404 });
    const body = JSON.stringify({ ...HELLO, text: 'Mine', version: 1 });
    expect(await api(desk, { method: 'PUT', path, body, ...AS_BRUNO })).toMatchObject({ status: 404 });
    await api(desk, { method: 'DELETE', path, query: 'version=1', ...AS_BRUNO });
    expect(await desk.savedReplies.of(ada)).toMatchObject([{ text: HELLO.text, version: 1 }]);
  });

  it('are one for the same words, or the same key, however often they are sent', async () => {
    const desk = apiDesk();
    const key = { 'idempotency-key': 'k' };
    const statuses = [await post(desk, HELLO), await post(desk, HELLO)].map(({ status }) => status);
    const keyed = [await post(desk, { ...HELLO, name: 'Two' }, key), await post(desk, { ...HELLO, name: 'Two' }, key)];
    expect([...statuses, ...keyed.map(({ status }) => status)]).toEqual([201, 200, 201, 200]);
    expect(await listed(desk)).toHaveLength(2);
  });

  it.each([
    ['name', { ...HELLO, name: ' ' }],
    ['text', { ...HELLO, text: 'x'.repeat(MOST_OF_REPLY.text + 1) }],
    ['text', { ...HELLO, text: 'Dear {{customer}},' }],
    ['owner', { ...HELLO, owner: 'bruno' }],
    ['language', { ...HELLO, language: 'xx' }],
  ])('name the field that is wrong: %s', async (field, fields) => {
    const desk = apiDesk();
    expect(await post(desk, fields)).toMatchObject({ status: 400, json: { errors: [{ field }] } });
    expect(await listed(desk)).toEqual([]);
  });

  it('are changed by who has seen them as they are, and handed to the team', async () => {
    const desk = apiDesk();
    const { id } = (await post(desk, HELLO)).json;
    expect((await put(desk, `agent/${id}`, { ...HELLO, text: 'Other', version: 1 })).json).toMatchObject({
      version: 2,
    });
    expect(await put(desk, `agent/${id}`, { ...HELLO, version: 1 })).toMatchObject({ status: 409 });
    const given = await put(desk, `agent/${id}`, { ...HELLO, owner: 'team', version: 2 });
    expect(given.json).toEqual({ ...HELLO, owner: 'team', id, version: 1 });
    expect(await listed(desk)).toEqual([given.json]);
  });

  it('are filled in from a ticket that is named, and from nothing else', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const path = `/api/replies/agent/${(await post(desk, HELLO)).json.id}`;
    expect((await api(desk, { path })).json.filledIn).toBeNull();
    expect((await api(desk, { path, query: `ticket=${id.toLowerCase()}` })).json.filledIn).toBe('Dear Anna Rossi,');
    expect(await api(desk, { path, query: 'ticket=T-00000000' })).toMatchObject({ status: 404 });
  });
});
