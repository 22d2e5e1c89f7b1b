import type { Flow } from './flow.ts';
import { ANSWERED, api, arrive, before, FIRST, OPENED, reply, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';

/** What agents write. */
export const AGENT_FLOWS: Flow[] = [
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
      mails: [
        `answer ${ANNA}`,
        'answer carla@rossi.example',
        'notice bruno@support.example',
        ANSWERED,
        `notice ${ANNA}`,
      ],
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
      mails: [`answer ${ANNA}`, 'answer carla@rossi.example', ANSWERED],
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
    name: 'note that names an agent',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      return api('POST', `/api/tickets/${id}/notes`, { text: '@bruno, please call.' });
    },
    owed: {
      mails: ['notice bruno@support.example'],
      state: 'waiting',
      messages: [FIRST, 'agent note: @bruno, please call.'],
      trail: ['opened'],
    },
  },
  {
    name: 'split',
    async prepare(world) {
      const { id } = await ticketIn(world);
      world.desk.pass(60);
      await before(world, arrive(world, { from: ANNA, text: 'And the printer.' }, reply(id)));
      world.desk.sent.length = 0;
      const [, message] = (await world.desk.tickets.messages(id)).messages;
      return api('POST', `/api/tickets/${id}/messages/${message?.key}/split`, {});
    },
    owed: {
      mails: OPENED,
      state: 'waiting',
      messages: ['customer public: And the printer.'],
      trail: ['opened'],
      follows: true,
    },
  },
];
