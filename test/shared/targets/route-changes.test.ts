import { beforeEach, expect, it } from 'vitest';
import type { Change } from '../../../shared/events/ticket-change.ts';
import { toTargets } from '../../../shared/targets/route-changes.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryDirectory, memoryTargetQueue } from '../../support/memory-targets.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { targetOf } from '../../support/told.ts';

let desk: MemoryDesk;
let changes: Change[];
beforeEach(async () => {
  desk = deskOf();
  const { id, timer } = await waitingTicket(desk, { priority: 1 });
  // Its deadline, of 11:00 in Rome, has passed.
  desk.setNow('2026-11-30T10:00:30.000Z');
  await escalate(desk, { ticketId: id, version: timer.version });
  const ticket = (await desk.tickets.get(id)) as Ticket;
  const versions = [...new Set(ticket.audit.flatMap(({ version }) => version ?? []))];
  changes = versions.map((version) => ({ kind: 'ticket', after: { ...ticket, version } }));
});

const targets = [
  targetOf('first', { routes: [{ on: ['opened'] }] }),
  targetOf('all', { kind: 'webhook', routes: [{ on: ['opened', 'warned', 'breached', 'escalated'] }] }),
  targetOf('none', { routes: [{ on: ['closed'] }] }),
];
const put = ({ bodies }: ReturnType<typeof memoryTargetQueue>) =>
  bodies.map((body) => JSON.parse(body)).map(({ target, event }) => `${target} ${event.type}`);

it('puts what happened on the lines of those who are to hear of it, in order', async () => {
  const queue = memoryTargetQueue();
  await toTargets(memoryDirectory(targets), queue)(changes);
  const lines = put(queue);
  expect(lines.slice(0, 2)).toEqual(['all opened', 'first opened']);
  expect(lines.slice(2)).toContain('all breached');
  expect(lines.some((line) => line.startsWith('none'))).toBe(false);
});

it('asks nobody where nothing happened, and throws what the queue says', async () => {
  const directory = memoryDirectory(targets);
  const asked: string[] = [];
  const asking = {
    all: () => {
      asked.push('list');
      return directory.all();
    },
  };
  const queue = { put: async () => Promise.reject(new Error('the queue is down')) };
  await toTargets(asking, queue)([]);
  expect(asked).toEqual([]);
  await expect(toTargets(asking, queue)(changes)).rejects.toThrow('the queue is down');
});

it('of levels that were reached at once tells people the highest that they are to hear of, and a program each', async () => {
  const late = deskOf();
  const { id, timer } = await waitingTicket(late, { priority: 1 });
  late.setNow('2026-11-30T13:00:00.000Z');
  await escalate(late, { ticketId: id, version: timer.version });
  const after = (await late.tickets.get(id)) as Ticket;
  const version = after.audit.find(({ action }) => action === 'escalated')?.version ?? 0;
  const usual = { on: ['breached' as const, 'escalated' as const] };
  const queue = memoryTargetQueue();
  const all = [
    targetOf('breach', { routes: [{ on: ['breached'] }] }),
    targetOf('level', { routes: [{ ...usual, on: [...usual.on, 'warned'], levels: ['breach'] }] }),
    targetOf('pager', { kind: 'pager-duty', routes: [usual] }),
    targetOf('program', { kind: 'webhook', routes: [{ on: ['warned', 'breached', 'escalated'] }] }),
    targetOf('warning', { routes: [{ on: ['warned'] }] }),
  ];
  await toTargets(memoryDirectory(all), queue)([{ kind: 'ticket', after: { ...after, version } }]);
  expect(put(queue).sort()).toEqual([
    'breach breached',
    'level breached',
    'pager escalated',
    'program breached',
    'program escalated',
    'program warned',
    'warning warned',
  ]);
});

it('puts all that happens on the line of a target that cannot be read: what it is to hear of is seen once it is mended', async () => {
  const queue = memoryTargetQueue();
  await toTargets(memoryDirectory([targetOf('none', { routes: [{ on: ['unresponsive'] }] })], ['odd']), queue)(changes);
  expect(put(queue).slice(0, 1)).toEqual(['odd opened']);
  expect(put(queue)).toContain('odd breached');
});
