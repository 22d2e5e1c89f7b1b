import { describe, expect, it } from 'vitest';
import type { Priority } from '../../../shared/sla/terms.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { recompute } from '../../../shared/use-cases/recompute.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, rossi, sweepLater, waitingTicket } from '../../support/stories.ts';

/** A deadline that has passed stays missed, whatever is changed afterwards (docs/promise.md section 5). A P1 due at 10:00 UTC. */

const DUE = '2026-11-30T10:00:00.000Z';
const AFTER = '2026-11-30T10:05:00.000Z';
const LEAD = 'lead@support.example';
const MANAGER = 'manager@support.example';

const priorityTo = (desk: MemoryDesk, ticketId: string, priority: Priority) =>
  changePriority(desk, { ticketId, agent: ada, at: desk.now().toISOString(), priority, reason: 'as agreed' });

const answer = (desk: MemoryDesk, ticketId: string, source = 'api:1') =>
  respond(desk, {
    ...{ ticketId, agent: ada, source, text: 'On it.', attachments: [], tellBy: 'call' as const },
    receivedAt: desk.now().toISOString(),
  });

const comesBack = (desk: MemoryDesk, ticketId: string, messageKey: string) =>
  deliveryFailed(desk, { ticketId, messageKey }, { reason: '5.1.1', at: desk.now().toISOString() });

type Change = (desk: MemoryDesk, id: string) => Promise<unknown>;

const changes: [string, Change][] = [
  ['the priority is lowered', (desk, id) => priorityTo(desk, id, 3)],
  ['it is lowered twice', async (desk, id) => [await priorityTo(desk, id, 2), await priorityTo(desk, id, 4)]],
  ['it is lowered and raised', async (desk, id) => [await priorityTo(desk, id, 3), await priorityTo(desk, id, 1)]],
  [
    'its customer gets other hours',
    async (desk, id) => {
      const later = { ...rossi, timeZone: 'America/New_York' };
      await recompute(desk, await getTicket(desk, id), () => later, 'import');
    },
  ],
  [
    'it is closed, lowered and opened again',
    async (desk, id) => {
      const change = { ticketId: id, agent: ada, at: desk.now().toISOString() };
      await changeState(desk, { ...change, state: 'closed', reason: 'spam' });
      await priorityTo(desk, id, 3);
      await changeState(desk, { ...change, state: 'waiting' });
    },
  ],
];

describe('an answer after a deadline that had passed is late', () => {
  it.each(changes)('when %s after it', async (_, change) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow(AFTER);
    await change(desk, id);
    const { ticket } = await answer(desk, id);
    expect(ticket.passed).toBe(DUE);
    expect(ticket.firstResponse?.met).toBe(false);
    expect(ticket.audit.find(({ action }) => action === 'answered')?.detail).toBe('late');
  });

  it.each(changes.slice(0, 2))('and in time when %s before it', async (_, change) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.setNow(DUE);
    await change(desk, id);
    desk.setNow(AFTER);
    const { ticket } = await answer(desk, id);
    expect(ticket.passed).toBeUndefined();
    expect(ticket.firstResponse?.met).toBe(true);
  });

  it.each([
    ['after it', AFTER, false],
    ['before it', '2026-11-30T09:50:00.000Z', true],
  ])('when the answer before came back, and the priority was lowered %s', async (_, at, met) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message } = await answer(desk, id);
    desk.setNow(at);
    await priorityTo(desk, id, 3);
    desk.setNow('2026-11-30T10:20:00.000Z');
    await comesBack(desk, id, message.key);
    const { ticket } = await answer(desk, id, 'api:2');
    expect(ticket.firstResponse?.met).toBe(met);
  });

  it('but one that left before it, and stands in for one that came back, is in time', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    const { message } = await answer(desk, id);
    await answer(desk, id, 'api:2');
    desk.setNow(AFTER);
    await priorityTo(desk, id, 3);
    await comesBack(desk, id, message.key);
    expect((await getTicket(desk, id)).firstResponse).toMatchObject({ met: true, at: '2026-11-30T08:00:00.000Z' });
  });
});

describe('a breach that nobody could be told of is told although the ticket is re-timed since', () => {
  async function breachUntold(desk: MemoryDesk) {
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'mailer.send' });
    desk.setNow(AFTER);
    await escalate(desk, { ticketId: id, version: 1 });
    return id;
  }

  it.each([
    ['lowered', [3] as const],
    ['lowered twice', [2, 4] as const],
    ['lowered and raised', [3, 1] as const],
  ])('%s: the lead hears, once, which deadline it was', async (_, priorities) => {
    const desk = deskOf();
    const id = await breachUntold(desk);
    for (const priority of priorities) await priorityTo(desk, id, priority);
    desk.faults.clear();
    for (let run = 0; run < 4; run += 1) await sweepLater(desk);
    const toLead = desk.sent.filter(({ recipient }) => recipient === LEAD);
    expect(toLead).toHaveLength(1);
    expect(toLead[0]?.text).toContain('11:00');
    expect(mailed(desk)).not.toContain(MANAGER);
  });

  it('but not when it is answered', async () => {
    const desk = deskOf();
    const id = await breachUntold(desk);
    await priorityTo(desk, id, 3);
    desk.faults.clear();
    await answer(desk, id);
    for (let run = 0; run < 3; run += 1) await sweepLater(desk);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
  });
});
