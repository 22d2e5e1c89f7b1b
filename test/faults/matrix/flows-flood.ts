import { createHandler as createSweep } from '../../../functions/sweep/handler.ts';
import type { Flow } from './flow.ts';
import { arrive, FIRST, NOTICES, ticketIn } from './inputs.ts';
import { AGENTS, ANNA } from './mails.ts';
import { firedTimer } from './world.ts';

/** What comes of a flood that names a known customer: a ticket with a clock, whose mails are gathered. */
export const FLOOD_FLOWS: Flow[] = [
  {
    name: 'one of a flood',
    async prepare(world) {
      const at = world.desk.now().toISOString();
      for (let mail = 0; mail < 5; mail += 1)
        await world.desk.requestCounter.count({ from: ANNA, source: `${mail}`, at });
      return arrive(world, { from: ANNA, text: 'It does not open.', unproved: true });
    },
    owed: { mails: NOTICES, state: 'waiting', messages: ['customer public: It does not open.'], trail: ['opened'] },
  },
  {
    name: 'timer of a flood: breach',
    async prepare(world) {
      const { desk } = world;
      const { id } = await ticketIn(world, { flood: true, silent: true });
      desk.pass(60);
      await createSweep(desk)();
      const ticket = await desk.tickets.get(id);
      desk.setNow(ticket?.clock.levels.find(({ name }) => name === 'breach')?.at ?? '');
      desk.scheduled.clear();
      desk.sent.length = 0;
      return firedTimer({ ticketId: id, version: ticket?.timer.version ?? 0 });
    },
    owed: {
      mails: [...AGENTS, 'lead@support.example'].map((to) => `escalation ${to}`),
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'escalated', 'told'],
    },
  },
];
