import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { BrokeOff } from '../../../shared/events/consumer.ts';
import type { Change } from '../../../shared/events/ticket-change.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { keepFacts } from '../../../shared/report/keep-facts.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { memoryFacts } from '../../support/memory-facts.ts';
import { ada, deskOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { streamOf } from '../../support/stream-of.ts';

/** A desk with some tickets that were opened, taken on, answered and withdrawn, and the changes that its stream tells. */
async function lived() {
  const { records, onWrite } = streamOf();
  const desk = deskOf({ onWrite });
  for (const number of [1, 2, 3]) {
    const { id: ticketId } = await waitingTicket(desk, { source: `mail:${number}` });
    const by = { ticketId, agent: ada, at: desk.now().toISOString() };
    await assign(desk, { ...by, to: 'me' });
    desk.pass(600);
    if (number === 2) await changeState(desk, { ...by, state: 'closed', reason: 'withdrawn' });
    else
      await respond(desk, {
        ...{ ticketId, agent: ada, source: `answer:${number}`, text: 'Done.', attachments: [], tellBy: 'call' },
        receivedAt: desk.now().toISOString(),
      });
  }
  const changes = records
    .map(readRecord)
    .filter((change): change is Change => change !== undefined && 'kind' in change);
  return { desk, changes };
}

describe('facts, from the stream', () => {
  it('are those of the tickets as they are, however the stream is cut, repeated and turned round', async () => {
    const { desk, changes } = await lived();
    const should = (await ticketsOf(desk)).map((ticket) => ({ ...factOf(ticket, desk.settings), v: 0 }));
    const orders = [changes, changes.toReversed(), [...changes, ...changes.slice(0, 5), ...changes.slice(3)]];
    for (const order of orders) {
      const facts = memoryFacts();
      const consumer = keepFacts({ facts, settings: desk.settings });
      for (let from = 0; from < order.length; from += 4) await consumer(order.slice(from, from + 4));
      const is = (await facts.ofDay('2026-11-30')).facts.map((fact) => ({ ...fact, v: 0 }));
      const byNumber = (a: { ticket?: string }, b: { ticket?: string }) =>
        (a.ticket ?? '') < (b.ticket ?? '') ? -1 : 1;
      expect(is.sort(byNumber)).toEqual(should.sort(byNumber));
    }
  });

  it('are written when a figure moves, and not at each write of a ticket', async () => {
    const { desk, changes } = await lived();
    await keepFacts(desk)(changes);
    const writes = desk.faults.calls.filter((call) => call === 'facts.put').length;
    // Opened, taken on, and answered or closed.
    expect(writes).toBe(9);
    expect(changes.filter(({ kind }) => kind === 'ticket').length).toBeGreaterThan(writes);
  });

  it('say how far they came when the table fails', async () => {
    const { desk, changes } = await lived();
    desk.faults.add({ port: 'facts.put', skip: 1, times: 1 });
    const error = await keepFacts(desk)(changes).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(BrokeOff);
    const { done } = error as BrokeOff;
    expect(done).toBeGreaterThan(0);
    await keepFacts(desk)(changes.slice(done));
    expect((await desk.facts.ofDay('2026-11-30')).facts).toHaveLength(3);
  });
});
