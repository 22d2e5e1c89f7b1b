import { rossi } from '../../support/stories.ts';
import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, NOTICES, reply, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';
import type { World } from './world.ts';

const CARLA = 'carla@rossi.example';
const SECRET = 'hunter2-Xyz!';

const messageOf = async ({ desk }: World, id: string, text: string) =>
  (await desk.tickets.messages(id)).messages.find((message) => message.text.includes(text))?.key;

/** A ticket with a password in its first message, and in a mail that quotes it. */
async function withPassword(world: World): Promise<{ id: string; key: string | undefined }> {
  const text = `The password is ${SECRET} for now.`;
  const { id } = await ticketIn(world, { text, subject: `Till ${SECRET}`, html: `<p>${text}</p>` });
  await before(world, arrive(world, { text: `Any news?\n> ${text}` }, reply(id)));
  world.desk.sent.length = 0;
  world.desk.pass(60);
  return { id, key: await messageOf(world, id, text) };
}

/** What agents correct, hide, and record of a call (docs/promise.md sections 5 and 9). */
export const CORRECTION_FLOWS: Flow[] = [
  {
    name: 'a duplicate',
    async prepare(world) {
      const older = { source: 'mail:older', requester: { address: CARLA, verified: true }, priority: 1 as const };
      const { id } = await ticketIn(world, older);
      world.desk.pass(60);
      const { id: twin } = await ticketIn(world, { priority: 3 });
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { state: 'closed', reason: 'duplicate', twin });
    },
    owed: {
      mails: [`notice ${ANNA}`, `notice ${CARLA}`],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'priority changed', 're-timed', 'goes on for'],
      goesOn: true,
    },
  },
  {
    name: 'another requester',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { requester: { address: CARLA } });
    },
    owed: {
      mails: [`acknowledgement ${CARLA}`],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'requester changed'],
    },
  },
  {
    name: 'another requester beside an answer',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      const text = `#requester ${CARLA}\n\nTry the other key.`;
      return arrive(world, { from: 'ada@support.example', text }, reply(id, 'ada'));
    },
    owed: {
      mails: [`answer ${CARLA}`, ANSWERED],
      // Of a run that broke off between the two, and whose mail comes again only after that time.
      meanwhile: [`acknowledgement ${CARLA}`],
      state: 'answered',
      messages: [FIRST, `agent note: #requester ${CARLA}`, 'agent public: Try the other key.'],
      trail: ['opened', 'requester changed', 'answered'],
      answered: 'met',
    },
  },
  {
    name: 'another customer',
    async prepare(world) {
      await world.desk.customers.put({ ...rossi, id: 'bianchi', contacts: ['bianchi.example'], plan: 'premium' });
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('PATCH', `/api/tickets/${id}`, { customer: 'bianchi' });
    },
    owed: {
      mails: [`notice ${ANNA}`],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'customer changed'],
    },
  },
  {
    name: 'another plan, whose time is over',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(4.5 * 3600);
      return api('PATCH', `/api/tickets/${id}`, { plan: 'premium' });
    },
    owed: {
      mails: [
        `notice ${ANNA}`,
        'escalation ada@support.example',
        'escalation bruno@support.example',
        'escalation lead@support.example',
      ],
      state: 'waiting',
      messages: [FIRST],
      trail: ['opened', 'plan changed', 'passed over', 'escalated', 'told'],
    },
  },
  {
    name: 'answer by phone',
    async prepare(world) {
      const { id } = await ticketIn(world);
      await before(world, api('PATCH', `/api/tickets/${id}`, { plan: 'premium' }));
      world.desk.sent.length = 0;
      const givenByPhone = { at: world.desk.now().toISOString() };
      world.desk.pass(60);
      return api('POST', `/api/tickets/${id}/responses`, { text: 'Use till 2.', givenByPhone });
    },
    owed: {
      mails: [`answer ${ANNA}`, ANSWERED],
      state: 'answered',
      messages: [FIRST, 'agent public: Use till 2.'],
      trail: ['opened', 'plan changed', 'answered'],
      answered: 'met',
    },
  },
  {
    name: 'hidden words',
    async prepare(world) {
      const { id, key } = await withPassword(world);
      return api('POST', `/api/tickets/${id}/messages/${key}/redact`, { text: SECRET });
    },
    owed: {
      mails: [],
      state: 'waiting',
      messages: [
        'customer public: The password is [redacted] for now.',
        'customer public: Any news?\n> The password is [redacted] for now.',
      ],
      trail: ['opened', 'redacted'],
    },
  },
  {
    name: 'a hidden message',
    async prepare(world) {
      const { id, key } = await withPassword(world);
      return api('POST', `/api/tickets/${id}/messages/${key}/redact`, { whole: true });
    },
    owed: {
      mails: [],
      state: 'waiting',
      messages: ['customer public: [redacted]', 'customer public: Any news?\n> [redacted]'],
      trail: ['opened', 'redacted'],
    },
  },
  {
    name: 'a mail that quotes what is hidden',
    async prepare(world) {
      const text = `The password is ${SECRET} for now.`;
      const { id } = await ticketIn(world, { text });
      const key = await messageOf(world, id, text);
      await before(world, api('POST', `/api/tickets/${id}/messages/${key}/redact`, { text: SECRET }));
      world.desk.pass(60);
      return arrive(world, { text: `Any news?\n> ${text}`, files: { 'a.txt': SECRET } }, reply(id));
    },
    owed: {
      mails: NOTICES,
      state: 'waiting',
      messages: [
        'customer public: The password is [redacted] for now.',
        'customer public: Any news?\n> The password is [redacted] for now. + [redacted]=undefined',
      ],
      trail: ['opened', 'redacted'],
    },
  },
];
