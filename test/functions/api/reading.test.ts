import { describe, expect, it } from 'vitest';
import { waitingTicket } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

describe('GET /api/tickets', () => {
  it('lists by deadline, page after page', async () => {
    const desk = apiDesk();
    for (const [index, priority] of ([3, 1, 2] as const).entries()) {
      await waitingTicket(desk, { source: `mail:${index}`, priority });
    }
    const first = await api(desk, { path: '/api/tickets', query: 'limit=2' });
    expect(first.json.tickets).toMatchObject([{ priority: 1 }, { priority: 2 }]);
    const second = await api(desk, { path: '/api/tickets', query: `limit=2&cursor=${first.json.next}` });
    expect(second.json).toMatchObject({ tickets: [{ priority: 3 }], next: null });
  });

  it('filters by state, priority and customer', async () => {
    const desk = apiDesk();
    await waitingTicket(desk, { source: 'mail:1', priority: 1 });
    await waitingTicket(desk, { source: 'mail:2', requester: { address: 'bea@bianchi.example', verified: true } });
    const found = async (query: string) => (await api(desk, { path: '/api/tickets', query })).json.tickets;
    expect(await found('priority=P1')).toMatchObject([{ customer: { id: 'rossi' } }]);
    expect(await found('customer=bianchi&state=waiting')).toMatchObject([{ plan: 'premium' }]);
    expect(await found('customer=bianchi&priority=1')).toEqual([]);
    expect(await found('state=closed')).toEqual([]);
  });

  it('names every parameter that is wrong', async () => {
    const query = 'state=open&priority=9&customer=&limit=101&cursor=&sort=asc';
    const { status, json } = await api(apiDesk(), { path: '/api/tickets', query });
    expect(status).toBe(400);
    expect(json.errors).toEqual([
      { field: 'state', message: 'must be one of: waiting, answered, closed' },
      { field: 'priority', message: 'must be 1, 2, 3 or 4 (also as "1" or "P1")' },
      { field: 'customer', message: 'must be the id of a customer' },
      { field: 'limit', message: 'must be a whole number from 1 to 100' },
      { field: 'cursor', message: 'must be the `next` of the page before' },
      { field: 'sort', message: 'is not known here: leave it out' },
    ]);
  });

  it.each(['limit=0', 'limit=ten', 'limit=', 'limit=1.5', 'limit=1&limit=2', 'customer=a&customer=b', 'cursor=abc'])(
    'refuses %s',
    async (query) => {
      const { status, json } = await api(apiDesk(), { path: '/api/tickets', query });
      expect(status).toBe(400);
      expect(json.errors).toHaveLength(1);
    },
  );
});

describe('GET /api/tickets/{id}', () => {
  it('shows the ticket with its clock, its messages and its trail, and nothing of the store', async () => {
    const desk = apiDesk();
    const content = Buffer.from('%PDF');
    const attachment = { filename: 'door.pdf', contentType: 'application/pdf', size: 4, content, inline: false };
    const { id, clock } = await waitingTicket(desk, { html: '<b>Since this morning</b>', attachments: [attachment] });
    desk.pass(600);
    await api(desk, { method: 'POST', path: `/api/tickets/${id}/notes`, body: '{"text":"Called the caretaker."}' });
    desk.pass(600);
    await api(desk, { method: 'POST', path: `/api/tickets/${id}/responses`, body: '{"text":"Try the other key."}' });

    const { status, json } = await api(desk, { path: `/api/tickets/${id.toLowerCase()}` });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id,
      state: 'answered',
      respondBy: clock.deadline,
      clock: { respondBy: clock.deadline, why: clock.why, openings: clock.openings },
      firstResponse: { at: '2026-11-30T08:20:00.000Z', by: 'agent:ada', met: true },
    });
    expect(json.messages).toMatchObject([
      {
        author: 'customer',
        text: 'Since this morning nobody gets in.',
        html: { size: 25, url: expect.stringMatching(/^https:\/\/desk\.example\/files\/T-\w+\/\w+\/html\/\w{16}$/) },
        attachments: [
          {
            filename: 'door.pdf',
            contentType: 'application/pdf',
            size: 4,
            inline: false,
            executable: false,
            url: expect.stringMatching(/^https:\/\/desk\.example\/files\/T-\w+\/\w+\/0\/\w{16}$/),
          },
        ],
      },
      { author: 'agent', by: 'ada', kind: 'note', text: 'Called the caretaker.' },
      { author: 'agent', by: 'ada', kind: 'public', text: 'Try the other key.' },
    ]);
    expect(json.trail.map(({ at, by, action }: Record<string, string>) => `${at} ${by} ${action}`)).toEqual([
      '2026-11-30T08:00:00.000Z customer:anna@rossi.example opened',
      '2026-11-30T08:00:00.000Z customer:anna@rossi.example message',
      '2026-11-30T08:10:00.000Z agent:ada note',
      '2026-11-30T08:20:00.000Z agent:ada answered',
      '2026-11-30T08:20:00.000Z agent:ada message',
    ]);
    expect(JSON.stringify(json)).not.toMatch(/"(version|timer|opening|relay|source|raw|key)"|attachments\//);
  });

  it.each(['T-00000000', 'T-123', '42', 'T-IIIIIIII'])('is a 404 for %s', async (id) => {
    expect((await api(apiDesk(), { path: `/api/tickets/${id}` })).status).toBe(404);
  });
});

it('a failure names in the log the ticket that was asked for', async () => {
  const desk = apiDesk();
  const { id } = await waitingTicket(desk);
  desk.faults.add({ port: 'tickets.messages' });
  expect((await api(desk, { path: `/api/tickets/${id}/messages` })).status).toBe(503);
  const line = desk.lines.find(({ level }) => level === 'warn');
  expect(line?.details).toMatchObject({ route: '/api/tickets/:id/messages', id });
});
