import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, NOTICES, OPENED, reply, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';

const RAISED = 'customer public: P1\n\nNow nobody can work.';

/** A customer declares a higher priority (docs/promise.md section 5). */
export const DECLARED_FLOWS: Flow[] = [
  {
    name: 'known writer raises',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return arrive(world, { text: 'P1\n\nNow nobody can work.' }, reply(id));
    },
    owed: {
      mails: [...NOTICES, `notice ${ANNA}`],
      state: 'waiting',
      messages: [FIRST, RAISED],
      trail: ['opened', 'priority changed'],
    },
  },
  {
    name: 'P1 after the answer',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' }));
      world.desk.sent.length = 0;
      world.desk.pass(60);
      return arrive(world, { text: 'P1\n\nNow nobody can work.' }, reply(id));
    },
    owed: { mails: [...OPENED, ANSWERED], state: 'waiting', messages: [RAISED], trail: ['opened'], follows: true },
  },
  {
    name: 'writes on a closed one',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' }));
      await before(world, api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'solved' }));
      world.desk.sent.length = 0;
      world.desk.pass(60);
      return arrive(world, { text: 'Still shut.' }, reply(id));
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'answered',
      messages: [FIRST, 'agent public: Try the other key.', 'customer public: Still shut.'],
      trail: ['opened', 'answered', 'closed', 're-opened'],
      answered: 'met',
    },
  },
];
