import { createHandler as createApi } from '../../../functions/api/handler.ts';
import { createHandler as createWebhook } from '../../../functions/ingest-webhook/handler.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import type { State, Ticket } from '../../../shared/ticket/ticket.ts';
import { FORM, signed } from '../../functions/ingest-webhook/form.ts';
import { ask } from '../../support/http.ts';
import { waitingTicket } from '../../support/stories.ts';
import { AGENTS, ANNA, mailOf, type Parts, reportOf, STATUS, SUPPORT } from './mails.ts';
import { add, firedTimer, handIn, type Input, mailNotice, request, type World } from './world.ts';

/** What must be true once all is healed, whatever broke on the way. */
export type Owed = {
  /** `<purpose> <receiver>` of each mail that somebody is owed. */
  mails: string[];
  state: State;
  /** Each message: `<author> <kind>: <text>`, and its files as `+ <name>=<content>`. */
  messages: string[];
  /** Lines of the trail that stand there once each, in this order. */
  trail: string[];
  answered?: 'met' | 'late';
};

export type Flow = {
  name: string;
  /** All that happened before, without a fault; gives what is then handed in. */
  prepare(world: World): Promise<Input>;
  /** What somebody does once it is healed. */
  after?: (world: World) => Input;
  owed: Owed;
};

const KEY = 'a signing key for tests only';
const CLAIMS = { email: 'ada@support.example' };
const START = Date.parse('2026-11-30T08:00:00.000Z');

/** What the ticket that the flows begin with has. */
const FIRST = 'customer public: Since this morning nobody gets in.';
const NOTICES = AGENTS.map((agent) => `notice ${agent}`);
const OPENED = [`acknowledgement ${ANNA}`, ...NOTICES];

function arrive({ desk }: World, parts: Parts, recipient = SUPPORT): Input {
  desk.stored.set('raw/ses-9', { content: Buffer.from(mailOf(parts)), contentType: 'message/rfc822' });
  return mailNotice(noticeOf(desk.now(), recipient, parts.spam));
}

function noticeOf(now: Date, recipient: string, spam = false): string {
  const status = { status: 'PASS' };
  return JSON.stringify({
    notificationType: 'Received',
    receipt: {
      timestamp: now.toISOString(),
      recipients: [recipient],
      spamVerdict: spam ? { status: 'FAIL' } : status,
      virusVerdict: status,
      spfVerdict: status,
      dkimVerdict: status,
      dmarcVerdict: status,
      action: { type: 'S3', objectKey: 'raw/ses-9' },
    },
    mail: { messageId: 'ses-9', source: ANNA },
  });
}

const ticketIn = async (world: World, change = {}): Promise<Ticket> => waitingTicket(world.desk, change);

const api = (method: string, path: string, body: unknown): Input =>
  request(`${method} ${path}`, (desk) =>
    ask(createApi(desk), {
      method,
      path,
      claims: CLAIMS,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { 'idempotency-key': 'key-1' },
    }),
  );

/** Something that happened before, all of it. */
async function before(world: World, input: Input): Promise<void> {
  await handIn(world, add(world, input));
}

const reply = (ticketId: string, agentId?: string) =>
  replyAddress(KEY, SUPPORT, { ticketId, ...(agentId && { agentId }) });

/** A level's timer falls due; the levels before it were served. */
function timerFlow(level: string, index: number, mails: string[]): Flow {
  const trail = ['opened', ...['escalated', 'escalated', 'escalated'].slice(0, index + 1)];
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

export const FLOWS: Flow[] = [
  {
    name: 'new mail',
    prepare: async (world) => arrive(world, { from: ANNA, text: 'It does not open.' }),
    owed: { mails: OPENED, state: 'waiting', messages: ['customer public: It does not open.'], trail: ['opened'] },
  },
  {
    name: 'mail with files',
    prepare: async (world) =>
      arrive(world, { from: ANNA, text: 'See the log.', files: { 'a.txt': 'one', 'b.txt': 'two' } }),
    owed: {
      mails: OPENED,
      state: 'waiting',
      messages: ['customer public: See the log. + a.txt=one + b.txt=two'],
      trail: ['opened'],
    },
  },
  {
    name: 'webhook',
    prepare: async () =>
      request('webhook', (desk) => {
        const body = JSON.stringify(FORM);
        const headers = signed(body, { age: (START - desk.machineNow().getTime()) / 1000 });
        return ask(createWebhook(desk), { method: 'POST', path: '/webhooks/form', body, headers });
      }),
    owed: {
      mails: [`acknowledgement anna@rossi.example`, ...NOTICES],
      state: 'waiting',
      messages: [`customer public: ${FORM.body}`],
      trail: ['opened'],
    },
  },
  {
    name: 'API ticket',
    prepare: async () => api('POST', '/api/tickets', { email: ANNA, subject: 'The door', body: 'It does not open.' }),
    owed: { mails: OPENED, state: 'waiting', messages: ['customer public: It does not open.'], trail: ['opened'] },
  },
  {
    name: 'reply of the customer',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return arrive(world, { from: ANNA, text: 'Still shut.', files: { 'c.txt': 'three' } }, reply(id));
    },
    owed: {
      mails: NOTICES,
      state: 'waiting',
      messages: [FIRST, 'customer public: Still shut. + c.txt=three'],
      trail: ['opened'],
    },
  },
  {
    name: 'answer with commands',
    async prepare(world) {
      const { id } = await ticketIn(world, { participants: [{ address: 'carla@rossi.example' }] });
      world.desk.pass(60);
      return arrive(
        world,
        {
          from: 'ada@support.example',
          text: '#assign bruno\n#priority 2 all are locked out\n#close\n\nTry the other key.',
        },
        reply(id, 'ada'),
      );
    },
    owed: {
      mails: [`answer ${ANNA}`, 'answer carla@rossi.example'],
      state: 'closed',
      messages: [
        FIRST,
        'agent note: #assign bruno\n#priority 2 all are locked out\n#close',
        'agent public: Try the other key.',
      ],
      trail: ['opened', 'answered', 'assigned', 'priority changed', 'closed'],
      answered: 'met',
    },
  },
  {
    name: 'API response',
    async prepare(world) {
      const { id } = await ticketIn(world, { participants: [{ address: 'carla@rossi.example' }] });
      world.desk.pass(60);
      return api('POST', `/api/tickets/${id}/responses`, { text: 'Try the other key.' });
    },
    owed: {
      mails: [`answer ${ANNA}`, 'answer carla@rossi.example'],
      state: 'answered',
      messages: [FIRST, 'agent public: Try the other key.'],
      trail: ['opened', 'answered'],
      answered: 'met',
    },
  },
  {
    name: 'note',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('POST', `/api/tickets/${id}/notes`, { text: 'Called.' });
    },
    owed: { mails: [], state: 'waiting', messages: [FIRST, 'agent note: Called.'], trail: ['opened'] },
  },
  {
    name: 'change of priority',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { priority: 2, reason: 'all are locked out' });
    },
    owed: { mails: [], state: 'waiting', messages: [FIRST], trail: ['opened', 'priority changed'] },
  },
  {
    name: 're-timing past due',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(5 * 3600);
      return api('PATCH', `/api/tickets/${id}`, { priority: 1, reason: 'all are locked out' });
    },
    owed: {
      mails: ['escalation manager@support.example'],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'priority changed', 'escalated'],
    },
  },
  timerFlow('warning', 0, AGENTS),
  timerFlow('breach', 1, [...AGENTS, 'lead@support.example']),
  timerFlow('critical', 2, ['manager@support.example']),
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
      messages: [
        FIRST,
        'agent public: Try the other key.',
        `unverified public: Your mail did not arrive. + delivery-status.txt=${STATUS}`,
      ],
      trail: ['opened', 'answered', 'not delivered', 're-opened'],
    },
  },
  {
    name: 'close',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'duplicate' });
    },
    owed: { mails: [], state: 'closed', messages: [FIRST], trail: ['opened', 'closed'] },
  },
  {
    name: 're-open',
    async prepare(world) {
      const { id } = await ticketIn(world);
      await before(world, api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'duplicate' }));
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { state: 'waiting', reason: 'it is none' });
    },
    owed: { mails: [], state: 'waiting', messages: [FIRST], trail: ['opened', 'closed', 're-opened'] },
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
