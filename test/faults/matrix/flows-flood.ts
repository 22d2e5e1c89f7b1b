import { createHandler as createSweep } from '../../../functions/sweep/handler.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { ada, bruno } from '../../support/stories.ts';
import type { Flow } from './flow.ts';
import { arrive, before, FIRST, NOTICES, ticketIn } from './inputs.ts';
import { AGENTS, ANNA, reportOf, STATUS } from './mails.ts';
import { firedTimer, sweepRun, type World } from './world.ts';

const TO_LEAD = 'notice lead@support.example';
const BREACH = [...AGENTS, 'lead@support.example'].map((to) => `escalation ${to}`);

/** No letter that is not ASCII can stand there: the mail service refuses the address (RFC 6531 is not for SES). */
const refused = (id: string) => ({ addresses: [`${id}\u00e0@support.example`] });

/** A ticket of a flood whose agents were told, at the very moment of its breach; gives its timer. */
async function atBreach(world: World) {
  const { desk } = world;
  const { id } = await ticketIn(world, { flood: true, silent: true });
  desk.pass(60);
  await createSweep(desk)();
  const ticket = await desk.tickets.get(id);
  desk.setNow(ticket?.clock.levels.find(({ name }) => name === 'breach')?.at ?? '');
  desk.scheduled.clear();
  desk.sent.length = 0;
  return firedTimer({ ticketId: id, version: ticket?.timer.version ?? 0 });
}

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
    name: 'flood: breach',
    prepare: atBreach,
    owed: {
      mails: BREACH,
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'passed over', 'escalated', 'told'],
    },
  },
  {
    name: 'sweep: new of a flood',
    async prepare(world) {
      await ticketIn(world, { flood: true, silent: true });
      world.desk.pass(60);
      return sweepRun();
    },
    owed: { mails: NOTICES, state: 'waiting', messages: [FIRST], trail: ['opened'] },
  },
  {
    name: 'sweep: late of a flood',
    async prepare(world) {
      await before(world, await atBreach(world));
      world.desk.pass(60);
      return sweepRun();
    },
    owed: { mails: BREACH, state: 'waiting', messages: [FIRST], trail: ['opened', 'passed over', 'escalated', 'told'] },
  },
  {
    name: 'sweep: new of a flood, for agents whose addresses are refused',
    async prepare(world) {
      const { desk } = world;
      await ticketIn(world, { flood: true, silent: true });
      for (const agent of [ada, bruno]) await desk.agents.put({ ...agent, ...refused(agent.id) });
      desk.pass(60);
      return sweepRun();
    },
    owed: {
      mails: [TO_LEAD],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'mail refused', 'mail refused'],
    },
  },
  {
    name: 'sweep: new of a flood, of whom it concerns by name',
    async prepare(world) {
      const { desk } = world;
      const undone = { why: 'unproved', reader: 'lead@support.example' };
      const { id } = await ticketIn(world, { flood: true, silent: true, undone });
      await assign(desk, { ticketId: id, agent: ada, to: 'me', at: desk.now().toISOString() });
      desk.pass(60);
      return sweepRun();
    },
    owed: { mails: [...NOTICES, TO_LEAD], state: 'waiting', messages: [FIRST], trail: ['opened', 'assigned'] },
  },
  {
    name: 'bounce of a flood’s mail',
    async prepare(world) {
      const { desk } = world;
      await desk.agents.remove('bruno');
      await ticketIn(world, { flood: true, silent: true });
      desk.pass(60);
      await createSweep(desk)();
      const [mail] = desk.sent.splice(0);
      return arrive(world, { raw: reportOf() }, mail?.returnPath);
    },
    owed: {
      mails: [TO_LEAD],
      state: 'waiting',
      messages: [FIRST, `unverified public: Your mail did not arrive. + delivery-status.txt=${STATUS}`],
      trail: ['opened', 'not delivered'],
    },
  },
];
