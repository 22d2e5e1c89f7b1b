import { describe, expect, it } from 'vitest';
import { waitingTicket } from '../../support/stories.ts';
import { api, apiDesk, patch } from './requests.ts';

describe('a search over the API', () => {
  it.each([
    ['number', (id: string) => id.toLowerCase()],
    ['number', (id: string) => id.slice(2)],
    ['address', () => 'Anna@Rossi.example'],
  ])('finds a ticket by %s', async (is, asked) => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    const { json } = await api(desk, { path: '/api/search', query: `q=${encodeURIComponent(asked(id))}` });
    expect(json).toMatchObject({ is, tickets: [{ id }], isWhole: true });
  });

  it('finds customers by a part of their name', async () => {
    const { json } = await api(apiDesk(), { path: '/api/search', query: 'q=bianc' });
    expect(json).toMatchObject({ is: 'words', customers: [{ id: 'bianchi', plan: 'premium' }], tickets: [] });
  });

  it.each(['', 'q=', 'q=%20', 'q=a&q=b'])('says what is wrong with %j', async (query) => {
    expect(await api(apiDesk(), { path: '/api/search', query })).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'q' }] },
    });
  });
});

describe('a customer over the API', () => {
  it('is the record, with the tickets that stand under it', async () => {
    const desk = apiDesk();
    const { id } = await waitingTicket(desk);
    await patch(desk, id, { customer: 'bianchi' });
    const of = async (customer: string) => (await api(desk, { path: `/api/customers/${customer}` })).json;
    expect(await of('bianchi')).toMatchObject({ plan: 'premium', contacts: ['bianchi.example'], tickets: [{ id }] });
    expect(await of('rossi')).toMatchObject({ id: 'rossi', tickets: [], isWhole: true });
  });
});
