import { describe, expect, it } from 'vitest';
import { keepFact } from '../../../shared/report/keep-fact.ts';
import { ada, waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

const PATH = '/api/reports/promise';
const lead = { ...ada, role: 'lead' as const };

describe('what became of the promises of a month, over the API', () => {
  it('is for leads and admins', async () => {
    const desk = apiDesk();
    expect(await api(desk, { path: PATH, query: 'month=2026-11' })).toMatchObject({ status: 403 });
    for (const role of ['lead', 'admin'] as const) {
      await desk.agents.put({ ...ada, role });
      expect(await api(desk, { path: PATH, query: 'month=2026-11' })).toMatchObject({ status: 200 });
    }
  });

  it('counts what waits past its deadline as missed, as of now', async () => {
    const desk = apiDesk();
    await desk.agents.put(lead);
    await keepFact(desk, { after: await waitingTicket(desk, { priority: 1 }) });
    const read = async () => (await api(desk, { path: PATH, query: 'month=2026-11&by=priority,customer' })).json;
    const none = {
      tickets: 1,
      met: 0,
      cancelled: 0,
      disputed: 0,
      reopened: 0,
      satisfied: 0,
      unsatisfied: 0,
      median: null,
      p90: null,
    };
    expect(await read()).toMatchObject({
      at: desk.now().toISOString(),
      timeZone: 'Europe/Rome',
      from: '2026-11',
      to: '2026-11',
      all: { ...none, open: 1, missed: 0, share: null },
      by: { customer: [{ key: 'rossi', tickets: 1 }] },
      unreadable: [],
    });
    desk.pass(3 * 60 * 60);
    const { all, by } = await read();
    expect(all).toEqual({ ...none, open: 0, missed: 1, share: 0 });
    expect(Object.keys(by)).toEqual(['priority', 'customer']);
  });

  it.each([
    ['', 'month'],
    ['month=2026-13', 'month'],
    ['month=2026-11&month=2026-12', 'month'],
    ['month=2026-11&months=13', 'months'],
    ['month=2026-11&by=plan,colour', 'by'],
    ['month=2026-11&by=', 'by'],
    ['month=2026-11&by=plan,plan', 'by'],
    ['month=2026-11&months=', 'months'],
  ])('refuses %j and names %s', async (query, field) => {
    const desk = apiDesk();
    await desk.agents.put(lead);
    const { status, json } = await api(desk, { path: PATH, query });
    expect(status).toBe(400);
    expect(json.errors.map((each: { field: string }) => each.field)).toEqual([field]);
  });
});
