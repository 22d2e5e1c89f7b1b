import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, NOTICES, reply, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';
import { firedTimer, type World } from './world.ts';

const QUESTION = 'agent public: Which till is it?';

/** A P1 whose customer was asked for something a minute after it was opened. */
async function asked(world: World): Promise<string> {
  const { id } = await ticketIn(world, { priority: 1 });
  world.desk.pass(60);
  await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Which till is it?', asks: true }));
  world.desk.sent.length = 0;
  return id;
}

/** The P1 availability watch (docs/promise.md section 7). */
export const WATCH_FLOWS: Flow[] = [
  {
    name: 'question by mail',
    async prepare(world) {
      // Longer than all the healing: what is asked here is whether the question is whole.
      world.desk.settings = { ...world.desk.settings, unresponsiveAfterMinutes: 180 };
      const { id } = await ticketIn(world, { priority: 1 });
      world.desk.pass(60);
      return arrive(world, { from: 'ada@support.example', text: '#ask\n\nWhich till is it?' }, reply(id, 'ada'));
    },
    owed: {
      mails: [`answer ${ANNA}`, ANSWERED],
      state: 'answered',
      messages: [FIRST, 'agent note: #ask', QUESTION],
      trail: ['opened', 'answered', 'asked'],
      answered: 'met',
    },
  },
  {
    name: 'watch: nobody answers',
    async prepare(world) {
      const id = await asked(world);
      const { timer } = (await world.desk.tickets.get(id)) ?? {};
      world.desk.setNow(timer?.next?.at ?? '');
      world.desk.scheduled.clear();
      return firedTimer({ ticketId: id, version: timer?.version ?? 0 });
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'answered',
      messages: [FIRST, QUESTION],
      trail: ['opened', 'answered', 'asked', 'customer unresponsive'],
      answered: 'met',
    },
  },
  {
    name: 'watch: an answer',
    async prepare(world) {
      const id = await asked(world);
      world.desk.pass(60);
      return arrive(world, { text: 'The first.' }, reply(id));
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'answered',
      messages: [FIRST, QUESTION, 'customer public: The first.'],
      trail: ['opened', 'answered', 'asked', 'watch ended'],
      answered: 'met',
    },
  },
];
