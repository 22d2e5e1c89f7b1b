import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { Flow } from './flow.ts';
import { api, arrive, before, FIRST, KEY, NOTICES, OPENED, START, ticketIn } from './inputs.ts';
import { AGENTS, ANNA, reportOf, STATUS, SUPPORT } from './mails.ts';
import { firedTimer, type Input } from './world.ts';

const REPORT = `unverified public: Your mail did not arrive. + delivery-status.txt=${STATUS}`;
const TOLD = ['escalated', 'told'];

/** What comes back, and what is held back. */
export const REPORT_FLOWS: Flow[] = [
  {
    name: 'bounce',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' }));
      world.desk.sent.length = 0;
      const { messages } = await world.desk.tickets.messages(id);
      const answer = messages.find(({ author }) => author === 'agent');
      world.desk.pass(60);
      const path = bounceAddress(KEY, SUPPORT, { ticketId: id, messageKey: answer?.key ?? '' });
      return arrive(world, { raw: reportOf() }, path);
    },
    owed: {
      mails: NOTICES,
      state: 'waiting',
      messages: [FIRST, 'agent public: Try the other key.', REPORT],
      trail: ['opened', 'answered', 'not delivered', 're-opened'],
    },
  },
  {
    name: 'bounce of a level',
    async prepare(world) {
      const { id } = await ticketIn(world);
      const { timer } = (await world.desk.tickets.get(id)) as Ticket;
      world.desk.setNow(timer.next?.at ?? '');
      world.desk.scheduled.delete(`${id}.${timer.version}`);
      await before(world, firedTimer({ ticketId: id, version: timer.version }));
      const [first = '', last] = world.desk.sent.map(({ returnPath }) => returnPath).slice(-AGENTS.length);
      await before(world, arrive(world, { raw: reportOf(1) }, first));
      world.desk.sent.length = 0;
      return arrive(world, { raw: reportOf(2) }, last);
    },
    owed: {
      mails: [...AGENTS, 'lead@support.example'].map((to) => `escalation ${to}`),
      state: 'waiting',
      messages: [FIRST, REPORT, REPORT],
      trail: ['opened', ...TOLD, 'not delivered', 'not delivered', 'brought forward', ...TOLD],
    },
  },
  {
    name: 'quarantine',
    async prepare(world) {
      return arrive(world, { from: ANNA, text: 'It does not open.', spam: true });
    },
    // Let out again: what is asked is whether the mail is whole although its holding was cut.
    after: release,
    owed: { mails: OPENED, state: 'waiting', messages: ['customer public: It does not open.'], trail: ['opened'] },
  },
  {
    name: 'release',
    async prepare(world) {
      await before(world, arrive(world, { from: ANNA, text: 'It does not open.', spam: true }));
      return release();
    },
    owed: { mails: OPENED, state: 'waiting', messages: ['customer public: It does not open.'], trail: ['opened'] },
  },
];

function release(): Input {
  const id = quarantineIdFor({ id: 'ses-9', receivedAt: new Date(START).toISOString() });
  return api('POST', `/api/quarantine/${id}/release`, undefined);
}
