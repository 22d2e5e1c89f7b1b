import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, NOTICES, reply, ticketIn } from './inputs.ts';
import { firedTimer, type World } from './world.ts';

const ANSWER = 'agent public: Try the other key.';

/** A ticket that was answered a minute after it was opened, and the agents told. */
async function answered(world: World): Promise<string> {
  const { id } = await ticketIn(world);
  world.desk.pass(60);
  await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' }));
  world.desk.sent.length = 0;
  return id;
}

/** The same, out of sight for a day. */
async function asleep(world: World): Promise<string> {
  const id = await answered(world);
  const snoozedUntil = new Date(world.desk.now().getTime() + 86_400_000).toISOString();
  await before(world, api('PATCH', `/api/tickets/${id}`, { snoozedUntil }));
  world.desk.sent.length = 0;
  return id;
}

/** Snoozing (docs/promise.md section 5). */
export const SNOOZE_FLOWS: Flow[] = [
  {
    name: 'snooze by mail',
    async prepare(world) {
      const id = await answered(world);
      return arrive(world, { from: 'ada@support.example', text: '#snooze 3d' }, reply(id, 'ada'));
    },
    owed: {
      mails: [ANSWERED],
      state: 'answered',
      messages: [FIRST, ANSWER, 'agent note: #snooze 3d'],
      trail: ['opened', 'answered', 'snoozed'],
      answered: 'met',
    },
  },
  {
    name: 'snooze: its end',
    async prepare(world) {
      const id = await asleep(world);
      const { timer } = (await world.desk.tickets.get(id)) ?? {};
      world.desk.setNow(timer?.next?.at ?? '');
      world.desk.scheduled.clear();
      return firedTimer({ ticketId: id, version: timer?.version ?? 0 });
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'answered',
      messages: [FIRST, ANSWER],
      trail: ['opened', 'answered', 'snoozed', 'snooze ended'],
      answered: 'met',
    },
  },
  {
    name: 'snooze: the customer writes',
    async prepare(world) {
      const id = await asleep(world);
      world.desk.pass(60);
      return arrive(world, { text: 'It works.' }, reply(id));
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'answered',
      messages: [FIRST, ANSWER, 'customer public: It works.'],
      trail: ['opened', 'answered', 'snoozed', 'snooze ended'],
      answered: 'met',
    },
  },
];
