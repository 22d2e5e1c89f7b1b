import { describe, expect, it } from 'vitest';
import { ada, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

const lead = { ...ada, role: 'lead' as const };

describe('how the team stands, over the API', () => {
  it('is for leads and admins', async () => {
    const desk = apiDesk();
    expect(await api(desk, { path: '/api/lead' })).toMatchObject({ status: 403 });
    for (const role of ['lead', 'admin'] as const) {
      await desk.agents.put({ ...ada, role });
      expect(await api(desk, { path: '/api/lead' })).toMatchObject({ status: 200 });
    }
  });

  it('has who waits, and what was missed today', async () => {
    const desk = apiDesk();
    await desk.agents.put(lead);
    const { id } = await waitingTicket(desk);
    const { json } = await api(desk, { path: '/api/lead' });
    expect(json.waiting.levels[0]).toBeNull();
    expect(json.waiting.agents[0]).toMatchObject({ agent: null, isGone: false });
    expect(json.waiting.agents[0].counts[0]).toBe(1);
    expect(json.breaches).toEqual({ breaches: [], isMore: false });
    desk.setNow('2026-12-10T08:00:00.000Z');
    expect((await api(desk, { path: '/api/lead' })).json.waiting.isMore).toBe(false);
    const { respondBy } = (await api(desk, { path: `/api/tickets/${id}` })).json;
    desk.setNow(new Date(Date.parse(respondBy) + 60_000).toISOString());
    expect((await api(desk, { path: '/api/lead' })).json.breaches.breaches).toMatchObject([
      { ticket: { id }, deadline: respondBy, answeredAt: null, closedAt: null },
    ]);
  });

  it('says what is unknown, and all else', async () => {
    const desk = apiDesk();
    await desk.agents.put(lead);
    desk.faults.add({ port: 'quarantine.list' });
    desk.faults.add({ port: 'queues.depth' });
    const { status, json } = await api(desk, { path: '/api/lead' });
    expect(status).toBe(200);
    expect([json.held, json.queues[0].depth]).toEqual(['unknown', 'unknown']);
    expect(json.waiting).not.toBe('unknown');
  });

  it('takes the day of a zone that is one', async () => {
    const desk = apiDesk();
    await desk.agents.put(lead);
    const { json } = await api(desk, { path: '/api/lead', query: 'timeZone=America/New_York' });
    expect([json.timeZone, json.answers.hours[0].from]).toEqual(['America/New_York', '2026-11-30T05:00:00.000Z']);
    expect(await api(desk, { path: '/api/lead', query: 'timeZone=Rome' })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'timeZone' }] },
    });
  });
});
