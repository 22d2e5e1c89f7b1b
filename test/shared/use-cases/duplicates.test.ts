import { describe, expect, it } from 'vitest';
import { presentClock } from '../../../shared/present/present-ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { settleAnswer } from '../../../shared/use-cases/steps/settle-answer.ts';
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

const BOUNCE = { recipient: 'anna@rossi.example', reason: 'no such mailbox' };
let count = 0;
const answers = (desk: MemoryDesk, ticketId: string) => {
  const one = { ticketId, agent: ada, source: `api:${++count}`, text: 'Try it.', tellBy: 'call' } as const;
  return respond(desk, { ...one, attachments: [], receivedAt: desk.now().toISOString() });
};

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

  it.each(['unknown@invalid', 'unknown'])(
    'of another that names nobody (%s): nobody is not one requester',
    async (address) => {
      const nobody = { requester: { address, verified: false }, silent: true };
      const { desk, id, twin } = await two(nobody, nobody);
      const mend = 'correct the requester of both first';
      await refused(desk, id, twin, `${twin} names nobody who asks, and neither does this ticket: ${mend}`);
      expect((await getTicket(desk, id)).state).toBe('waiting');
    },
  );

  it('of one that is closed: no running clock ends with it', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
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
    expect(participants).toEqual([{ address: bea.address }]);
    expect(proposed).toMatchObject([{ address: 'carla@rossi.example' }]);
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

describe('an answered ticket that goes on for one that waits', () => {
  const HOUR = 3_600;

  it.each([1, 3, 4] as const)('waits again, with that clock and its priority: P%i', async (priority) => {
    const { desk, id, twin } = await two({ priority });
    await answers(desk, twin);
    const first = await getTicket(desk, twin);
    desk.pass(60);
    const { clock } = await getTicket(desk, id);
    await close(desk, id, twin);
    const goesOn = await getTicket(desk, twin);
    expect(goesOn).toMatchObject({ state: 'waiting', priority, firstResponse: first.firstResponse });
    expect(goesOn.clock).toEqual({ ...clock, version: first.clock.version + 1 });
    expect([...desk.scheduled.keys()]).toEqual([`${twin}.${goesOn.timer.version}`]);
    expect(presentClock(goesOn).missed).toBeNull();
  });

  it('is answered by the next answer, and not by what it was answered with before', async () => {
    const { desk, id, twin } = await two();
    const before = await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    await close(desk, id, twin);
    await settleAnswer(desk, await getTicket(desk, twin), before.message);
    expect((await getTicket(desk, twin)).state).toBe('waiting');
    desk.pass(60);
    await answers(desk, twin);
    const after = await getTicket(desk, twin);
    expect(after).toMatchObject({ state: 'answered', firstResponse: { met: true, message: before.message.key } });
    expect(after.audit.at(-1)).toMatchObject({ action: 'answered', detail: 'in time' });
    expect(desk.scheduled.size).toBe(0);
  });

  it('whose answer comes too late for the duplicate is late, and one that was late stays so', async () => {
    const late = await two({ priority: 1 });
    await answers(late.desk, late.twin);
    await close(late.desk, late.id, late.twin);
    late.desk.pass(72 * HOUR);
    await answers(late.desk, late.twin);
    expect((await getTicket(late.desk, late.twin)).firstResponse?.met).toBe(false);

    const missed = await two({}, { priority: 1 });
    missed.desk.pass(5 * HOUR);
    await answers(missed.desk, missed.twin);
    const { firstResponse, clock } = await getTicket(missed.desk, missed.twin);
    expect(firstResponse?.met).toBe(false);
    const { id } = await waitingTicket(missed.desk, { source: 'mail:three', priority: 4 });
    missed.desk.pass(60);
    await close(missed.desk, id, missed.twin);
    expect(presentClock(await getTicket(missed.desk, missed.twin)).missed).toBe(clock.deadline);
    missed.desk.pass(60);
    await answers(missed.desk, missed.twin);
    expect((await getTicket(missed.desk, missed.twin)).firstResponse).toEqual(firstResponse);
  });

  it('waits once more when the answer for the duplicate did not arrive', async () => {
    const { desk, id, twin } = await two();
    const first = await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, twin);
    desk.pass(60);
    const { message } = await answers(desk, twin);
    await deliveryFailed(
      desk,
      { ticketId: twin, messageKey: message.key },
      { ...BOUNCE, at: desk.now().toISOString() },
    );
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
    expect((await getTicket(desk, twin)).firstResponse?.message).toBe(first.message.key);
  });

  it('waits again when it is re-opened, having been closed while that clock ran', async () => {
    const { desk, id, twin } = await two();
    await answers(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    const { clock } = await getTicket(desk, twin);
    await close(desk, twin, undefined, 'withdrawn');
    expect(desk.scheduled.size).toBe(0);
    const at = desk.now().toISOString();
    const again = await changeState(desk, { ticketId: twin, agent: ada, at, state: 'waiting', reason: 'a mistake' });
    expect(again).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
  });
});
