import { describe, expect, it } from 'vitest';
import { rebuildFacts } from '../../../infra/cli/report/rebuild.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import { keepFact } from '../../../shared/report/keep-fact.ts';
import { dayOfFact } from '../../../shared/ticket/fact.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryFacts } from '../../support/memory-facts.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** A rebuild takes minutes: it comes to a ticket and to its fact at other times, and the desk works on in between (docs/reports.md). */

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

function factsOf(desk: MemoryDesk) {
  const facts = memoryFacts();
  const keep = (after: Ticket, before?: Ticket) => keepFact({ facts, settings: desk.settings }, { before, after });
  const kept = async () => {
    const days = await Promise.all(['2026-11-30', '2026-12-01'].map((day) => facts.ofDay(day)));
    return days.flatMap((day) => day.facts.map((fact) => dayOfFact(fact)));
  };
  return { facts, keep, kept };
}

/** A table that is looked through in two pages: this ticket as it was is on the first, its fact as it is by then on the second. */
function tableOf(desk: MemoryDesk, ticket: Ticket | undefined, meanwhile: () => Promise<string>) {
  let id = ticket?.id ?? '';
  let pages = 0;
  const send = async ({ constructor: { name } }: object) => {
    if (name === 'GetCommand') return { Item: await desk.tickets.get(id) };
    pages += 1;
    const items = ticket ? [{ pk: `TICKET#${id}`, sk: 'TICKET', ...ticket }] : [];
    if (pages === 1) return { Items: items, LastEvaluatedKey: { pk: id } };
    id = await meanwhile();
    const fact = factOf(await getTicket(desk, id), desk.settings);
    return { Items: fact ? [{ pk: `FACT#${dayOfFact(fact)}`, sk: id, ...fact }] : [] };
  };
  return { client: { send }, name: 'tickets' } as never;
}

describe('a rebuild of what reports are made of, beside the desk at work', () => {
  it('keeps the fact of a ticket that was opened and answered meanwhile', async () => {
    const desk = deskOf();
    const { facts, keep, kept } = factsOf(desk);
    const tickets = tableOf(desk, undefined, async () => {
      const { id } = await waitingTicket(desk);
      const { at: receivedAt, ...who } = by(desk, id);
      await respond(desk, { ...who, source: 'api:1', text: 'Oil it.', attachments: [], tellBy: 'call', receivedAt });
      await keep(await getTicket(desk, id));
      return id;
    });
    const from = { facts, settings: desk.settings, tickets, time: async () => desk.now() };
    const done = await rebuildFacts(from, { isWriting: true, looked: () => {} });
    expect(done).toMatchObject({ stray: 0, written: 0 });
    expect(await kept()).toEqual(['2026-11-30']);
  });

  it('keeps that of one that began anew on another day', async () => {
    const desk = deskOf();
    const { facts, keep, kept } = factsOf(desk);
    const { id } = await waitingTicket(desk);
    await changeState(desk, { ...by(desk, id), state: 'closed', reason: 'withdrawn' });
    const before = await getTicket(desk, id);
    await keep(before);
    const tickets = tableOf(desk, before, async () => {
      desk.setNow('2026-12-01T09:00:00.000Z');
      const raw = `From: anna@rossi.example\nMessage-ID: <w@x>\nSubject: Re: [${id}] it\n\nIt is broken after all.\n`;
      await receiveMail(desk, arrives(desk, raw, { id: 'w' }));
      await keep(await getTicket(desk, id), before);
      return id;
    });
    const from = { facts, settings: desk.settings, tickets, time: async () => desk.now() };
    expect(await rebuildFacts(from, { isWriting: true, looked: () => {} })).toMatchObject({ stray: 0 });
    expect(await kept()).toEqual(['2026-12-01']);
  });
});
