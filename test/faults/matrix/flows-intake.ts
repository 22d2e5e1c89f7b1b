import { createHandler as createWebhook } from '../../../functions/ingest-webhook/handler.ts';
import { ECHO, PROOF, SOURCE } from '../../functions/ingest-webhook/echo.ts';
import { FORM, signed } from '../../functions/ingest-webhook/form.ts';
import { ask } from '../../support/http.ts';
import type { Flow } from './flow.ts';
import { api, arrive, FIRST, NOTICES, OPENED, reply, START, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';
import { request } from './world.ts';

/** What customers hand in. */
export const INTAKE_FLOWS: Flow[] = [
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
    name: 'form with a file',
    prepare: async ({ desk: { forms } }) => {
      // Beside the form that the others post to.
      const find = async (name: string) => (name === SOURCE.name ? SOURCE : forms.find(name));
      return request('form', (desk) =>
        ask(createWebhook({ ...desk, forms: { find } }, { echo: ECHO }), {
          ...{ method: 'POST', path: `/webhooks/${SOURCE.name}`, body: 'a.txt=one' },
          headers: { ...PROOF, 'content-type': 'multipart/form-data; boundary=x' },
        }),
      );
    },
    owed: {
      mails: [`acknowledgement anna@rossi.example`, ...NOTICES],
      state: 'waiting',
      messages: ['customer public: Does it open? + a.txt=one'],
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
];
