import { describe, expect, it } from 'vitest';
import { foresee, recompute, waitingTickets } from '../../../shared/use-cases/recompute.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, rossi, waitingTicket } from '../../support/stories.ts';

const PREMIUM = { ...rossi, plan: 'premium' as const };

/** So many waiting tickets, of a customer and of strangers, each from an address of its own. */
async function manyTickets(desk: MemoryDesk, ofRossi: number, ofStrangers: number) {
  const open = (index: number, domain: string) =>
    waitingTicket(desk, {
      source: `mail:${domain}:${index}`,
      requester: { address: `${index}@${domain}`, verified: true },
      silent: true,
    });
  for (let index = 0; index < ofRossi; index += 1) await open(index, 'rossi.example');
  for (let index = 0; index < ofStrangers; index += 1) await open(index, 'elsewhere.example');
}

describe('the tickets that wait', () => {
  it('are all of them, on however many pages, of one customer or of everybody', async () => {
    const desk = deskOf({ agents: [] });
    await manyTickets(desk, 27, 26);
    expect((await waitingTickets(desk, 'rossi')).tickets).toHaveLength(27);
    const all = await waitingTickets(desk);
    expect(new Set(all.tickets.map(({ id }) => id)).size).toBe(53);
    expect(all.unreadable).toEqual([]);
  });

  it('are none that was answered since the list was written', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const { list } = desk.tickets;
    desk.tickets.list = async (query) => {
      const page = await list(query);
      const answer = { ticketId, agent: ada, source: 'api:1', text: 'Done.', attachments: [] };
      await respond(desk, { ...answer, receivedAt: desk.now().toISOString(), tellBy: 'call' });
      return page;
    };
    expect((await waitingTickets(desk)).tickets).toEqual([]);
  });

  it('are not known when the table is away', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    desk.faults.add({ port: 'tickets.get' });
    await expect(waitingTickets(desk)).rejects.toThrow('The service is down');
  });
});

describe('what a change would do', () => {
  it('is told before it is done: which tickets move, from when to when, and nothing is written', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { tickets } = await waitingTickets(desk);
    const { outdated, moves, problems } = foresee(desk.settings, tickets, () => PREMIUM);
    expect(outdated.map((ticket) => ticket.id)).toEqual([id]);
    expect(moves).toMatchObject([
      { ticket: { id }, before: '2026-11-30T10:00:00.000Z', after: '2026-11-30T08:30:00.000Z' },
    ]);
    expect(problems).toEqual([]);
    expect((await desk.tickets.get(id))?.clock.deadline).toBe('2026-11-30T10:00:00.000Z');
  });

  it('may be new terms and no move: the ticket is outdated all the same', async () => {
    const desk = deskOf();
    await waitingTicket(desk, { priority: 3 });
    const { tickets } = await waitingTickets(desk);
    const { outdated, moves } = foresee(desk.settings, tickets, () => ({ ...rossi, targets: { 1: 600 } }));
    expect([outdated.length, moves.length]).toEqual([1, 0]);
  });

  it('is nothing to a ticket of a stranger, who has no record', async () => {
    const desk = deskOf();
    await waitingTicket(desk, { requester: { address: 'who@elsewhere.example', verified: true } });
    const { tickets } = await waitingTickets(desk);
    expect(foresee(desk.settings, tickets, () => undefined)).toEqual({ outdated: [], moves: [], problems: [] });
    const defaults = { ...desk.settings.defaults, plan: 'premium' as const };
    expect(foresee({ ...desk.settings, defaults }, tickets, () => undefined).moves).toHaveLength(1);
  });

  it('says a problem once, however many tickets have it', async () => {
    const desk = deskOf({ agents: [] });
    await manyTickets(desk, 3, 0);
    const { tickets } = await waitingTickets(desk);
    const { outdated, problems } = foresee(desk.settings, tickets, () => ({ ...rossi, calendar: 'moon' }));
    expect([outdated.length, problems.length]).toEqual([0, 1]);
  });

  it('is another ladder, too: the levels move although the deadline stays', async () => {
    const desk = deskOf();
    await waitingTicket(desk, { priority: 1 });
    const { tickets } = await waitingTickets(desk);
    const levels = [{ name: 'warning', share: 0.5, to: ['agents' as const] }];
    const settings = { ...desk.settings, escalation: { ...desk.settings.escalation, levels } };
    const { moves } = foresee(settings, tickets, () => rossi);
    expect(moves).toMatchObject([{ before: '2026-11-30T10:00:00.000Z', after: '2026-11-30T10:00:00.000Z' }]);
  });
});

describe('re-timing', () => {
  it('gives the move, and says in the trail when and why', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    desk.pass(60);
    const move = await recompute(desk, ticket, () => PREMIUM, 'a new quote');
    expect(move).toMatchObject({ before: '2026-11-30T10:00:00.000Z', after: '2026-11-30T08:30:00.000Z' });
    expect(move?.ticket.timer.setAt).toBe('2026-11-30T08:01:00.000Z');
    expect(move?.ticket.audit.at(-1)?.at).toBe('2026-11-30T08:01:00.000Z');
  });

  it('of a ticket that has all of it already is none: no move, no line, no mail', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk, { priority: 1 });
    await recompute(desk, ticket, () => PREMIUM, 'a new quote');
    const before = await desk.tickets.get(ticket.id);
    desk.sent.length = 0;
    if (before) expect(await recompute(desk, before, () => PREMIUM, 'again')).toBeUndefined();
    expect(await desk.tickets.get(ticket.id)).toEqual(before);
    expect(mailed(desk)).toEqual([]);
  });

  it('that moves nothing writes the terms without a line in the trail', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    expect(await recompute(desk, ticket, () => ({ ...rossi, targets: { 1: 600 } }), 'a new quote')).toBeUndefined();
    const after = await desk.tickets.get(ticket.id);
    expect(after?.terms).toMatchObject({ targets: { 1: 600 } });
    expect(after?.audit.map(({ action }) => action)).toEqual(['opened']);
    expect([...desk.scheduled.keys()]).toEqual([`${ticket.id}.1`]);
  });
});
