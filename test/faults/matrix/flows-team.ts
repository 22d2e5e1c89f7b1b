import { ALONE_A_MINUTE, minuteOf } from '../../../shared/ticket/team-notice.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { readBody } from '../../support/memory-team-mail.ts';
import { ada, requestOf } from '../../support/stories.ts';
import type { Flow } from './flow.ts';
import { arrive, before, FIRST, NOTICES, reply, ticketIn } from './inputs.ts';
import { AGENTS, ANNA } from './mails.ts';
import { firedTimer, type Input, sweepRun, teamMail, type World } from './world.ts';

const [TO_ADA = '', TO_BRUNO = ''] = NOTICES;
const AGAIN = 'customer public: Still shut.';
const WAITING = { state: 'waiting', messages: [FIRST], trail: ['opened'] } as const;
const owed = (mails: string[], change: Partial<Flow['owed']> = {}): Flow['owed'] => ({
  ...WAITING,
  messages: [...WAITING.messages],
  trail: [...WAITING.trail],
  mails,
  ...change,
});

/** The entry of the queue that is for Ada, taken off it; what is for others stays. */
function forAda({ desk }: World): Input {
  const { queue } = desk.team;
  const index = queue.findIndex(({ body }) => 'reader' in readBody(body) && body.includes('"ada"'));
  const [queued] = queue.splice(index, 1);
  return teamMail(queued?.body ?? '');
}

/** Ada has had as many mails in this minute as go alone. */
async function isBusy({ desk }: World): Promise<void> {
  for (let notice = 0; notice < ALONE_A_MINUTE; notice += 1) {
    await desk.notices.isAmongFirst('ada', minuteOf(desk.machineNow()), `${notice}`, ALONE_A_MINUTE);
  }
}

async function opened({ desk }: World): Promise<string> {
  const { ticket } = await openTicket(desk, requestOf(desk));
  desk.sent.length = 0;
  return ticket.id;
}

/** The mails to the team that the queue brings about. */
export const TEAM_FLOWS: Flow[] = [
  {
    name: 'notice',
    async prepare(world) {
      await opened(world);
      return forAda(world);
    },
    owed: owed(NOTICES),
  },
  {
    name: 'notice: warning',
    async prepare(world) {
      const { id, timer } = await ticketIn(world);
      world.desk.setNow(timer.next?.at ?? '');
      world.desk.scheduled.delete(`${id}.${timer.version}`);
      await firedTimer({ ticketId: id, version: timer.version }).hand(world.desk, 1, () => {});
      return forAda(world);
    },
    owed: owed(
      AGENTS.map((to) => `escalation ${to}`),
      { trail: ['opened', 'escalated', 'told'] },
    ),
  },
  {
    name: 'notice: too many',
    async prepare(world) {
      await isBusy(world);
      await opened(world);
      return forAda(world);
    },
    owed: owed(NOTICES),
  },
  {
    name: 'digest',
    async prepare(world) {
      const { desk } = world;
      await isBusy(world);
      const id = await opened(world);
      await arrive(world, { from: ANNA, text: 'Still shut.' }, reply(id)).hand(desk, 1, () => {});
      for (const input of [forAda(world), forAda(world)]) await before(world, input);
      desk.team.queue.length = 0;
      desk.sent.length = 0;
      desk.pass(65);
      return teamMail(JSON.stringify({ waitsFor: 'ada' }));
    },
    owed: owed([TO_ADA], { messages: [FIRST, AGAIN] }),
  },
  {
    name: 'notice: its reader is away',
    async prepare(world) {
      const { desk } = world;
      const id = await opened(world);
      desk.team.queue.length = 0;
      await assign(desk, { ticketId: id, agent: ada, to: 'ada', at: desk.now().toISOString() });
      await arrive(world, { from: ANNA, text: 'Still shut.' }, reply(id)).hand(desk, 1, () => {});
      await desk.agents.put({ ...ada, absent: { until: '2027-12-31' } });
      return forAda(world);
    },
    owed: owed([TO_BRUNO], { messages: [FIRST, AGAIN], trail: ['opened', 'assigned'] }),
  },
  {
    name: 'sweep: a notice waits',
    async prepare(world) {
      const { desk } = world;
      await opened(world);
      desk.faults.add({ port: 'mailer.send', times: 1 });
      await desk.team.drain();
      desk.faults.clear();
      desk.sent.length = 0;
      desk.pass(6 * 60);
      return sweepRun();
    },
    owed: owed([TO_ADA]),
  },
];
