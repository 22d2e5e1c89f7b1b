import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { heldAddress } from '../../../shared/mail/signed/held-address.ts';
import { quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { sesEventOf } from '../../support/ses-events.ts';
import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, KEY, NOTICES, OPENED, START, ticketIn } from './inputs.ts';
import { AGENTS, ANNA, EVE, reportOf, STATUS, SUPPORT } from './mails.ts';
import { firedTimer, type Input, sendingEvent, sweepRun } from './world.ts';

const EARLY = '2026-11-30T06:20:00.000Z';
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
      const path = world.desk.sent.find(({ text }) => text.includes('Try the other key.'))?.returnPath;
      world.desk.sent.length = 0;
      world.desk.pass(60);
      return arrive(world, { raw: reportOf() }, path);
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
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
    name: 'SES reports a bounce',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      await before(world, api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' }));
      const mail = world.desk.sent.find(({ text }) => text.includes('Try the other key.')) as OutgoingMail;
      world.desk.sent.length = 0;
      world.desk.pass(60);
      return sendingEvent(sesEventOf(mail, 'Bounce'));
    },
    owed: {
      mails: [...NOTICES, ANSWERED],
      state: 'waiting',
      messages: [FIRST, 'agent public: Try the other key.'],
      trail: ['opened', 'answered', 'not delivered', 're-opened'],
    },
  },
  {
    name: 'SES reports a bounce of a level',
    async prepare(world) {
      const { id } = await ticketIn(world);
      const { timer } = (await world.desk.tickets.get(id)) as Ticket;
      world.desk.setNow(timer.next?.at ?? '');
      world.desk.scheduled.delete(`${id}.${timer.version}`);
      await before(world, firedTimer({ ticketId: id, version: timer.version }));
      const [first, last] = world.desk.sent.slice(-AGENTS.length) as [OutgoingMail, OutgoingMail];
      await before(world, sendingEvent(sesEventOf(first, 'Bounce')));
      world.desk.sent.length = 0;
      return sendingEvent(sesEventOf(last, 'Bounce'));
    },
    owed: {
      mails: [...AGENTS, 'lead@support.example'].map((to) => `escalation ${to}`),
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', ...TOLD, 'not delivered', 'not delivered', 'brought forward', ...TOLD],
    },
  },
  {
    // A known customer's: the agents are told at once, and once more when it is let out.
    name: 'held mail is told',
    async prepare(world) {
      return arrive(world, { from: ANNA, text: 'It does not open.', spam: true });
    },
    // Let out again: what is asked is whether the mail is whole although its holding was cut.
    after: () => release(),
    owed: {
      mails: ['held ada@support.example', 'held bruno@support.example', ...OPENED],
      state: 'waiting',
      messages: ['customer public: It does not open.'],
      trail: ['opened', 'released'],
    },
  },
  {
    name: 'held mail in the digest',
    async prepare(world) {
      // In Rome it is 07:20, and the digest goes at 08:00.
      world.desk.setNow(EARLY);
      return arrive(world, { from: EVE, text: 'You have won.', spam: true, unproved: true });
    },
    after: () => release(EARLY),
    owed: {
      mails: [`acknowledgement ${EVE}`, ...NOTICES, 'digest lead@support.example'],
      state: 'waiting',
      messages: ['customer public: You have won.'],
      trail: ['opened', 'released'],
    },
  },
  {
    name: 'sweep: the digest',
    async prepare(world) {
      world.desk.setNow(EARLY);
      await before(world, arrive(world, { from: EVE, text: 'You have won.', spam: true, unproved: true }));
      world.desk.setNow('2026-11-30T07:00:30.000Z');
      return sweepRun();
    },
    after: () => release(EARLY),
    owed: {
      mails: [`acknowledgement ${EVE}`, ...NOTICES, 'digest lead@support.example'],
      state: 'waiting',
      messages: ['customer public: You have won.'],
      trail: ['opened', 'released'],
    },
  },
  {
    name: 'release',
    async prepare(world) {
      await before(world, arrive(world, { from: ANNA, text: 'It does not open.', spam: true }));
      world.desk.sent.length = 0;
      return release();
    },
    owed: {
      mails: OPENED,
      state: 'waiting',
      messages: ['customer public: It does not open.'],
      trail: ['opened', 'released'],
    },
  },
  {
    name: 'release by reply',
    async prepare(world) {
      await before(world, arrive(world, { from: ANNA, text: 'It does not open.', spam: true }));
      world.desk.sent.length = 0;
      const to = heldAddress(KEY, SUPPORT, { entryId: heldId(), agentId: 'ada' });
      return arrive(world, { from: 'ada@support.example', text: '#release' }, to, 'ses-8');
    },
    owed: {
      mails: OPENED,
      state: 'waiting',
      messages: ['customer public: It does not open.'],
      trail: ['opened', 'released'],
    },
  },
];

function heldId(receivedAt = new Date(START).toISOString()): string {
  return quarantineIdFor({ id: 'ses-9', receivedAt });
}

function release(receivedAt?: string): Input {
  return api('POST', `/api/quarantine/${heldId(receivedAt)}/release`, undefined);
}
