import { describe, expect, it } from 'vitest';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, waitingTicket } from '../../support/stories.ts';

/** Closing as a duplicate obeys the rules of merging (docs/promise.md section 5). */

const bea = { address: 'bea@rossi.example', verified: true };
const eve = { address: 'eve@elsewhere.example', verified: true };

async function two(change: Partial<TicketRequest> = {}, twinChange: Partial<TicketRequest> = {}) {
  const desk = deskOf();
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin', priority: 3, ...twinChange });
  desk.pass(600);
  const { id } = await waitingTicket(desk, { source: 'mail:two', priority: 3, ...change });
  desk.pass(600);
  return { desk, id, twin };
}

const close = (desk: MemoryDesk, ticketId: string, twin?: string, reason = 'duplicate') =>
  changeState(desk, { ticketId, agent: ada, at: desk.now().toISOString(), state: 'closed', reason, twin });

describe('a duplicate is refused', () => {
  const refused = (desk: MemoryDesk, id: string, twin: string | undefined, message: string) =>
    expect(close(desk, id, twin)).rejects.toMatchObject({ status: 422, errors: [{ field: 'twin', message }] });

  it('without the number of a ticket, of itself, and of a ticket that is none', async () => {
    const { desk, id } = await two();
    await refused(desk, id, undefined, 'is missing: a duplicate needs the number of the ticket that goes on');
    await refused(desk, id, id, `${id} is this very ticket`);
    await refused(desk, id, 'T-00000000', 'T-00000000 is no ticket of this desk');
    await refused(desk, id, 'nonsense', 'nonsense is no ticket of this desk');
    expect((await getTicket(desk, id)).state).toBe('waiting');
  });

  it('of a ticket of another requester and another customer, whose words would be read by the wrong people', async () => {
    const { desk, id, twin } = await two({ requester: eve });
    await refused(desk, id, twin, `${twin} is of another requester and of another customer`);
  });

  it('of one that is closed, and of one that has had its answer while this one waits: no running clock ends with it', async () => {
    const { desk, id, twin } = await two();
    const answer = { ticketId: twin, agent: ada, source: 'api:1', text: 'Try it.', tellBy: 'call' } as const;
    await respond(desk, { ...answer, attachments: [], receivedAt: desk.now().toISOString() });
    await refused(
      desk,
      id,
      twin,
      `${twin} has had its answer, so that no clock would run for this request: answer it here`,
    );
    await close(desk, twin, undefined, '');
    await refused(desk, id, twin, `${twin} is closed`);
  });

  it('with a twin for another reason', async () => {
    const { desk, id, twin } = await two();
    await expect(close(desk, id, twin, 'spam')).rejects.toMatchObject({ errors: [{ field: 'twin' }] });
  });
});

describe('the ticket that goes on', () => {
  it('has the earlier deadline of the two, with the higher priority', async () => {
    const { desk, id, twin } = await two({ priority: 1 });
    const { clock } = await getTicket(desk, id);
    const closed = await close(desk, id, twin);
    expect(closed).toMatchObject({ state: 'closed', cancelled: 'duplicate', mergedInto: twin });
    expect(closed.audit.at(-1)).toMatchObject({ action: 'closed', detail: `duplicate of ${twin}` });
    const goesOn = await getTicket(desk, twin);
    expect(goesOn).toMatchObject({ priority: 1, clock: { deadline: clock.deadline } });
    expect(desk.scheduled.size).toBe(1);
  });

  it('keeps its own deadline when that is the earlier one', async () => {
    const { desk, id, twin } = await two();
    const before = await getTicket(desk, twin);
    await close(desk, id, twin);
    const { clock, timer } = await getTicket(desk, twin);
    expect([clock, timer]).toEqual([before.clock, before.timer]);
  });

  it('has the other’s requester among its readers, who is of the same customer, and those copied there proposed', async () => {
    const { desk, id, twin } = await two({ requester: bea, participants: [{ address: 'carla@rossi.example' }] });
    await close(desk, id, twin);
    const { participants, proposed } = await getTicket(desk, twin);
    expect([participants, proposed]).toEqual([[{ address: bea.address }], [{ address: 'carla@rossi.example' }]]);
  });

  it('is the same when the closing broke off and is done again', async () => {
    const { desk, id, twin } = await two({ priority: 1 });
    desk.faults.add({ port: 'tickets.save', skip: 1 });
    await expect(close(desk, id, twin)).rejects.toThrow();
    desk.faults.clear();
    await close(desk, id, twin);
    const once = await getTicket(desk, twin);
    expect(once.audit.filter(({ action }) => action === 'goes on for')).toHaveLength(1);
    expect(once.clock.counted).toHaveLength(2);
  });

  it('is forgotten by a duplicate that was none', async () => {
    const { desk, id, twin } = await two();
    await close(desk, id, twin);
    const at = desk.now().toISOString();
    const again = await changeState(desk, { ticketId: id, agent: ada, at, state: 'waiting', reason: 'it is none' });
    expect([again.state, again.mergedInto]).toEqual(['waiting', undefined]);
  });
});
