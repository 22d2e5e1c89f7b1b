import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { Flow } from './flow.ts';
import { api, before, FIRST, ticketIn } from './inputs.ts';
import { AGENTS, ANNA } from './mails.ts';
import { firedTimer } from './world.ts';

/** A level's timer falls due; the levels before it were served. */
function timerFlow(level: string, index: number, mails: string[]): Flow {
  const trail = ['opened', ...Array.from({ length: index + 1 }, () => ['escalated', 'told']).flat()];
  return {
    name: `timer: ${level}`,
    async prepare(world) {
      const { id } = await ticketIn(world);
      for (let served = 0; ; served += 1) {
        const ticket = (await world.desk.tickets.get(id)) as Ticket;
        world.desk.setNow(ticket.timer.next?.at ?? '');
        world.desk.scheduled.delete(`${id}.${ticket.timer.version}`);
        const timer = firedTimer({ ticketId: id, version: ticket.timer.version });
        world.desk.sent.length = 0;
        if (served === index) return timer;
        await before(world, timer);
      }
    },
    owed: { mails: mails.map((to) => `escalation ${to}`), state: 'waiting', messages: [FIRST], trail },
  };
}

/** The customer hears of a promise that changed. */
const TOLD = [`notice ${ANNA}`];

/** What moves a clock, and the clock itself. */
export const CLOCK_FLOWS: Flow[] = [
  {
    name: 'change of priority',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { priority: 2, reason: 'all are locked out' });
    },
    owed: { mails: TOLD, state: 'waiting', messages: [FIRST], trail: ['opened', 'priority changed'] },
  },
  {
    name: 're-timing past due',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(5 * 3600);
      return api('PATCH', `/api/tickets/${id}`, { priority: 1, reason: 'all are locked out' });
    },
    owed: {
      mails: ['escalation manager@support.example', ...TOLD],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'priority changed', 'passed over', 'passed over', 'escalated', 'told'],
    },
  },
  timerFlow('warning', 0, AGENTS),
  timerFlow('breach', 1, [...AGENTS, 'lead@support.example']),
  timerFlow('critical', 2, ['manager@support.example']),
  {
    name: 'close',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'withdrawn' });
    },
    owed: { mails: TOLD, state: 'closed', messages: [FIRST], trail: ['opened', 'closed'] },
  },
  {
    name: 're-open',
    async prepare(world) {
      const { id } = await ticketIn(world);
      await before(world, api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'withdrawn' }));
      world.desk.sent.length = 0;
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { state: 'waiting', reason: 'it is none' });
    },
    owed: { mails: TOLD, state: 'waiting', messages: [FIRST], trail: ['opened', 'closed', 're-opened'] },
  },
];
