import { describe, expect, it } from 'vitest';
import { mailed, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

async function ticketWithApi() {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk);
  const links = (method: string, fields?: object) =>
    api(desk, { method, path: `/api/tickets/${id}/follow-links`, ...(fields && { body: JSON.stringify(fields) }) });
  return { desk, id, links };
}

describe('the links of a ticket', () => {
  it('are mailed anew to a reader; no answer shows one', async () => {
    const { desk, id, links } = await ticketWithApi();
    const { status, json } = await links('POST', { address: 'Anna@Rossi.example' });
    expect([status, json.id]).toEqual([200, id]);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.sent[0]?.text).toContain('https://desk.example/desk/t/');
    expect(JSON.stringify(json)).not.toContain('/desk/t/');
  });

  it.each([
    [{ address: 'eve@else.example' }, 422],
    [{ adress: 'anna@rossi.example' }, 400],
    [{}, 400],
  ])('are not mailed for %j', async (fields, status) => {
    const { desk, links } = await ticketWithApi();
    expect(await links('POST', fields)).toMatchObject({ status });
    expect(desk.sent).toEqual([]);
  });

  it('are revoked, each time those made until then; the story has since when', async () => {
    const { desk, id, links } = await ticketWithApi();
    const story = async () => (await api(desk, { path: `/api/tickets/${id}` })).json;
    expect((await story()).followLinksFrom).toBeNull();
    expect(await links('DELETE')).toMatchObject({ status: 200 });
    expect(await links('DELETE')).toMatchObject({ status: 200 });
    const { followLinksFrom, trail } = await story();
    expect(followLinksFrom).toBe('2026-11-30T08:00:02.000Z');
    expect(trail.filter(({ action }: { action: string }) => action === 'links revoked')).toHaveLength(2);
    expect(await links('GET')).toMatchObject({ status: 405 });
  });
});
