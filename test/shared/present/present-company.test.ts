import { describe, expect, it } from 'vitest';
import { type CompanyView, presentCompany } from '../../../shared/present/present-company.ts';
import { type Card, cardOf } from '../../../shared/ticket/card.ts';
import { deskOf, rossi, waitingTicket } from '../../support/stories.ts';

const NOW = '2026-12-01T12:00:00.000Z';
const minute = (number: number) => new Date(Date.parse('2026-12-01T08:00:00.000Z') + number * 60_000).toISOString();

const { customers } = deskOf();
const first = cardOf(await waitingTicket(deskOf()));
const card = (number: number, change: Partial<Card> = {}): Card => ({
  ...first,
  id: `T-${String(number).padStart(8, '0')}`,
  openedAt: minute(number),
  respondBy: '2026-12-02T12:00:00.000Z',
  ...change,
});
const answered = (met: boolean) =>
  ({ state: 'answered', firstResponse: { at: minute(60), by: 'agent:ada', met } }) as const;
const closed = { state: 'closed', closedAt: minute(90) } as const;

const CASES: [is: string, change: Partial<Card>][] = [
  ['running', {}],
  ['late', { respondBy: '2026-12-01T11:59:59.999Z' }],
  // An agent gave it a later time, which mends nothing.
  ['late', { passed: '2026-12-01T10:00:00.000Z' }],
  ['kept', answered(true)],
  ['missed', answered(false)],
  ['kept', { ...answered(true), ...closed }],
  ['missed', { ...answered(false), ...closed }],
  ['cancelled', { ...closed, cancelled: 'withdrawn' }],
  ['cancelled', { ...closed, cancelled: 'duplicate', mergedInto: 'T-00000001' }],
  // Closing mends nothing.
  ['missed', { ...closed, cancelled: 'withdrawn', respondBy: minute(80) }],
  // It waits again for a duplicate: its own answer is there.
  ['running', { ...answered(true), state: 'waiting' }],
];

describe('a company’s tickets', () => {
  it.each(CASES)('say what became of the promise: %s', async (is, change) => {
    const { tickets } = await presentCompany(customers, [card(1, change)], { customer: rossi, now: NOW });
    expect(tickets).toMatchObject([{ id: 'T-00000001', promise: { is } }]);
  });

  it.each([
    [true, { verified: true }],
    [false, { verified: false }],
    [false, { verified: true, unconfirmed: 'reply-to' }],
    [false, { verified: false, unconfirmed: 'forwarded' }],
  ] as const)('say whether who asked is proved: %s of %j', async (isProved, change) => {
    const requester = { address: 'anna@rossi.example', ...change };
    const { tickets } = await presentCompany(customers, [card(1, { requester })], { customer: rossi, now: NOW });
    expect(tickets[0]?.asked).toMatchObject({ name: undefined, address: requester.address, isProved });
  });

  it.each(['zoe@else.example', 'zoe@rossi.example.evil.example', 'zoe@mail.rossi.example'])(
    'say nothing of what somebody else asked: %s',
    async (address) => {
      const change = { requester: { address, verified: true, name: 'Zoe' }, subject: 'My pay' };
      const { tickets } = await presentCompany(customers, [card(1, change)], { customer: rossi, now: NOW });
      expect(tickets).toMatchObject([{ id: 'T-00000001', promise: { is: 'running' } }]);
      expect(JSON.stringify(tickets)).not.toMatch(/zoe|My pay/i);
    },
  );

  it('say nothing of whose address is another customer’s by now, though its domain is the company’s', async () => {
    const laura = { ...rossi, id: 'galli', name: 'Galli', contacts: ['laura@rossi.example'] };
    const { customers } = deskOf({ customers: [rossi, laura] });
    const requester = { address: 'laura@rossi.example', verified: true, name: 'Laura' };
    const cards = [card(1, { requester, subject: 'My pay' }), card(2)];
    const { tickets } = await presentCompany(customers, cards, { customer: rossi, now: NOW });
    expect(tickets.map(({ asked }) => asked?.address)).toEqual(['anna@rossi.example', undefined]);
    expect(JSON.stringify(tickets)).not.toMatch(/laura|My pay/i);
  });

  it('are counted: of those answered or late how many in time, and how many are open', async () => {
    const { figures } = await presentCompany(
      customers,
      CASES.map(([, change], number) => card(number, change)),
      { customer: rossi, now: NOW },
    );
    expect(figures).toEqual({ due: 7, kept: 2, open: 6 });
  });

  it('are newest first, page by page, each once, and the figures are of all', async () => {
    const cards = Array.from({ length: 60 }, (_, number) => card((number * 7) % 60));
    // Several in one moment, of which a cursor must lose none.
    const all = cards.map((each, index) => ({ ...each, openedAt: minute(Math.floor(index / 9)) }));
    const pages: CompanyView[] = [];
    for (let before: string | undefined; pages.length === 0 || before !== undefined; before = pages.at(-1)?.older) {
      pages.push(
        await presentCompany(customers, all, { customer: rossi, now: NOW, ...(before !== undefined && { before }) }),
      );
    }
    expect(pages.map(({ tickets }) => tickets.length)).toEqual([25, 25, 10]);
    const shown = pages.flatMap(({ tickets }) => tickets);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(60);
    const times = shown.map(({ openedAt }) => openedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(pages.map(({ figures }) => figures.open)).toEqual([60, 60, 60]);
  });

  it('begin at the first page by what is no cursor, and are none where there are none', async () => {
    for (const before of ['x', '', '%', Buffer.from('2026#T-1').toString('base64url')]) {
      const { tickets } = await presentCompany(customers, [card(1)], { customer: rossi, now: NOW, before });
      expect(tickets).toHaveLength(1);
    }
    expect(await presentCompany(customers, [], { customer: rossi, now: NOW })).toEqual({
      figures: { due: 0, kept: 0, open: 0 },
      tickets: [],
    });
  });

  it('have nothing of the inside', async () => {
    const { tickets } = await presentCompany(customers, [card(1, { assignee: 'ada', ...answered(true), outside: 2 })], {
      customer: rossi,
      now: NOW,
    });
    expect(JSON.stringify(tickets)).not.toMatch(/ada|outside|plan|verified/);
  });
});
