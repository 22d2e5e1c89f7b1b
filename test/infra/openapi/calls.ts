import { ROUTES, type Route } from '../../../functions/api/routes.ts';
import { refusalsOf } from '../../../infra/openapi/document.ts';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { attachmentLink } from '../../../shared/mail/signed/attachment-link.ts';
import { MOST_REPLIES } from '../../../shared/ticket/saved-reply.ts';
import { api, apiDesk, patch, respond } from '../../functions/api/requests.ts';
import { arrives } from '../../support/arrives.ts';
import type { Asked } from '../../support/http.ts';
import { ada, messagesOf, waitingTicket } from '../../support/stories.ts';

/** A desk with a ticket, and the parameters of a path that name it; what else a call needs, `PREPARED` makes. */
type World = { desk: ReturnType<typeof apiDesk>; ticket: string; params: Record<string, string> };

/** What a call says otherwise than the route's own first example. */
type Otherwise = Partial<Asked> & { params?: Record<string, string>; fields?: unknown };

type Prepare = (world: World, call: (otherwise?: Otherwise) => Promise<unknown>) => Promise<Otherwise | undefined>;

const NO_TICKET = { id: 'T-00000000' };
const KEY = { headers: { 'idempotency-key': 'k-1' } };

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method.toUpperCase()} ${path}`;

/** A ticket of Anna's with a file. */
async function worldOf(): Promise<World> {
  const desk = apiDesk();
  const content = Buffer.from('%PDF');
  const file = { filename: 'door.pdf', contentType: 'application/pdf', size: 4, content, inline: false };
  const { id: ticket } = await waitingTicket(desk, {
    text: 'It takes hunter2-Xyz! and stays shut.',
    attachments: [file],
  });
  const [first] = await messagesOf(desk, ticket);
  const key = first?.key ?? '';
  const [, , , , index = '', signature = ''] = new URL(
    attachmentLink('a signing key for tests only', desk.settings, { ticketId: ticket, messageKey: key, index: 0 }),
  ).pathname.split('/');
  return { desk, ticket, params: { id: ticket, key, ticketId: ticket, messageKey: key, index, signature } };
}

/** Somebody writes to the ticket; gives the key of their message. */
async function writes({ desk, ticket }: World, from: string): Promise<string> {
  desk.pass(60);
  const raw = `From: ${from}\nSubject: [${ticket}] me too\nMessage-ID: <two-${from}>\n\nSame here.\n`;
  await receiveMail(desk, arrives(desk, raw, { envelopeFrom: from }));
  return (await messagesOf(desk, ticket)).at(-1)?.key ?? '';
}

/** An answer that the mail service could not take; gives its key. */
async function parked({ desk, ticket }: World): Promise<string> {
  desk.faults.add({ port: 'mailer.send', times: 1 });
  return (await respond(desk, ticket, { text: 'Try it.' })).json.message.id;
}

async function closeDuplicate({ desk, ticket }: World): Promise<void> {
  const { id: twin } = await waitingTicket(desk, { source: 'mail:twin', messageId: '<twin@rossi.example>' });
  await patch(desk, ticket, { state: 'closed', reason: 'duplicate', twin });
}

async function left({ desk, ticket }: World): Promise<string> {
  return (await respond(desk, ticket, { text: 'Try it.' })).json.message.id;
}

async function held({ desk }: World, reason: 'spam' | 'virus' = 'spam'): Promise<string> {
  const raw = 'raw/ses-1';
  desk.stored.set(raw, {
    content: Buffer.from('From: anna@rossi.example\r\n\r\nHi\r\n'),
    contentType: 'message/rfc822',
  });
  const received: ReceivedMail = {
    id: 'ses-1',
    receivedAt: '2026-11-30T07:01:00.000Z',
    raw,
    envelopeFrom: 'anna@rossi.example',
    recipients: ['help@support.example'],
    authenticated: false,
    verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
    header: { subject: 'Offer' },
  };
  return (await holdMail(desk, { received, reason })).id;
}

const KEPT = { owner: 'agent', name: 'Kept', language: 'en', text: 'Kept.' } as const;

/** A saved reply of Ada's, and where the paths of it lead. */
async function keptReply({ desk }: World): Promise<Otherwise> {
  await desk.savedReplies.add(ada, { id: 'kept', name: KEPT.name, language: KEPT.language, text: KEPT.text });
  return { params: { owner: 'agent', id: 'kept' } };
}

/** The same when the team has as many as it may. */
async function fullTeam({ desk }: World): Promise<void> {
  for (let number = 0; number < MOST_REPLIES; number += 1)
    await desk.savedReplies.add('team', { id: String(number), name: `${number}`, language: 'en', text: 'x' });
}

/** Ada leads. */
async function leading({ desk }: World): Promise<Otherwise> {
  await desk.agents.put({ ...ada, role: 'lead' });
  return {};
}

const keyOf =
  (make: (world: World) => Promise<string>): Prepare =>
  async (world) => ({
    params: { key: await make(world) },
  });
const fromEve: Prepare = async (world) => {
  await writes(world, 'eve@elsewhere.example');
  return undefined;
};
const fields =
  (wrong: unknown): Prepare =>
  async () => ({ fields: wrong });
const onDuplicate =
  (otherwise: Otherwise): Prepare =>
  async (world) => {
    await closeDuplicate(world);
    return otherwise;
  };
const nothing: Prepare = async () => undefined;
const twice: Prepare = async (_, call) => {
  await call();
  return undefined;
};
const twiceKeyed: Prepare = async (_, call) => {
  await call(KEY);
  return KEY;
};
const keyedOtherwise =
  (other: unknown): Prepare =>
  async (_, call) => {
    await call(KEY);
    return { ...KEY, fields: other };
  };

/** What must be so for an answer or refusal of one route; what is not here needs nothing, or is the same for all. */
const PREPARED: Readonly<Record<string, Readonly<Record<number, Prepare>>>> = {
  'POST /api/tickets': {
    200: twiceKeyed,
    409: twice,
    422: keyedOtherwise({ email: 'a@b.example', subject: 'x', body: 'y' }),
  },
  'POST /api/tickets/{id}/responses': {
    200: twiceKeyed,
    202: async ({ desk }) => {
      desk.faults.add({ port: 'mailer.send', times: 1 });
      return undefined;
    },
    409: twice,
    422: keyedOtherwise({ text: 'Another one.' }),
  },
  'POST /api/tickets/{id}/notes': { 409: twice, 422: keyedOtherwise({ text: 'Another one.' }) },
  'POST /api/tickets/{id}/confirm': {
    422: async ({ desk }) => {
      const requester = { address: 'no-reply@rossi.example', verified: false };
      const { id } = await waitingTicket(desk, { source: 'mail:robot', messageId: '<robot@rossi.example>', requester });
      return { params: { id } };
    },
  },
  'POST /api/tickets/{id}/messages/{key}/withdraw': { 200: keyOf(parked), 422: keyOf(left) },
  'POST /api/tickets/{id}/messages/{key}/resend': {
    200: keyOf(parked),
    202: async (world) => {
      const key = await parked(world);
      world.desk.faults.add({ port: 'mailer.send', times: 1 });
      return { params: { key } };
    },
    409: async (world) => {
      const { desk, ticket } = world;
      const key = await parked(world);
      await api(desk, { method: 'POST', path: `/api/tickets/${ticket}/messages/${key}/withdraw` });
      await closeDuplicate(world);
      return { params: { key } };
    },
    422: keyOf(left),
  },
  'POST /api/tickets/{id}/messages/{key}/split': {
    201: keyOf((world) => writes(world, 'anna@rossi.example')),
    200: async (world, call) => {
      const params = { key: await writes(world, 'anna@rossi.example') };
      await call({ params });
      return { params };
    },
    422: nothing,
  },
  'POST /api/tickets/{id}/messages/{key}/redact': { 422: fields({ text: 'not in the message' }) },
  'POST /api/tickets/{id}/readers': {
    409: onDuplicate({ fields: { address: 'bea@rossi.example' } }),
    422: fields({ address: 'help@support.example' }),
  },
  'DELETE /api/tickets/{id}/readers/{address}': {
    200: async ({ desk, ticket }) => {
      const body = JSON.stringify({ address: 'bea@rossi.example' });
      await api(desk, { method: 'POST', path: `/api/tickets/${ticket}/readers`, body });
      return { params: { address: 'bea@rossi.example' } };
    },
    404: async () => ({ params: { ...NO_TICKET, address: 'bea@rossi.example' } }),
    409: async (world, call) => {
      const body = JSON.stringify({ address: 'bea@rossi.example' });
      await api(world.desk, { method: 'POST', path: `/api/tickets/${world.ticket}/readers`, body });
      return onDuplicate({ params: { address: 'bea@rossi.example' } })(world, call);
    },
    422: async () => ({ params: { address: 'bea@rossi.example' } }),
  },
  'POST /api/tickets/{id}/outside/dismiss': { 200: fromEve, 422: nothing },
  'POST /api/tickets/{id}/outside/file': { 201: fromEve, 422: nothing },
  'POST /api/tickets/{id}/follow-links': { 422: fields({ address: 'eve@elsewhere.example' }) },
  'PATCH /api/tickets/{id}': {
    200: async (world) => {
      await left(world);
      return undefined;
    },
    409: onDuplicate({ fields: { plan: 'premium' } }),
    422: fields({ assignee: 'carl' }),
  },
  'GET /files/{ticketId}/{messageKey}/{index}/{signature}': { 404: async () => ({ params: { index: '7' } }) },
  'GET /api/lead': { 200: leading, 400: async (world) => ({ ...(await leading(world)), query: 'nope=1' }) },
  'GET /api/reports/promise': {
    200: async (world) => ({ ...(await leading(world)), query: 'month=2026-11' }),
    400: async (world) => ({ ...(await leading(world)), query: 'month=2026-13' }),
  },
  'GET /api/search': { 200: async () => ({ query: 'q=anna%40rossi.example' }) },
  'GET /api/customers/{id}': { 200: async () => ({ params: { id: 'rossi' } }) },
  'GET /api/quarantine/{id}': {
    200: async (world) => ({ params: { id: await held(world) } }),
    404: async () => ({ params: { id: 'Q-00000000000000000000' } }),
  },
  'POST /api/quarantine/{id}/discard': {
    200: async (world) => ({ params: { id: await held(world) } }),
    404: async () => ({ params: { id: 'Q-00000000000000000000' } }),
    422: async (world) => {
      const id = await held(world);
      await api(world.desk, { method: 'POST', path: `/api/quarantine/${id}/release` });
      return { params: { id } };
    },
  },
  'POST /api/quarantine/{id}/release': {
    200: async (world) => ({ params: { id: await held(world) } }),
    404: async () => ({ params: { id: 'Q-00000000000000000000' } }),
    410: async (world) => {
      const id = await held(world);
      world.desk.stored.delete('raw/ses-1');
      return { params: { id } };
    },
    422: async (world) => ({ params: { id: await held(world, 'virus') } }),
  },
};

/** Of a route of one saved reply, likewise. */
const SAVED: typeof PREPARED = {
  'POST /api/replies': { 200: twiceKeyed, 422: keyedOtherwise(KEPT) },
  'GET /api/replies/{owner}/{id}': {
    200: async (world) => ({ ...(await keptReply(world)), query: `ticket=${world.ticket}` }),
    400: async (world) => ({ ...(await keptReply(world)), query: 'nope=1' }),
  },
  'PUT /api/replies/{owner}/{id}': {
    200: keptReply,
    409: async (world) => ({ ...(await keptReply(world)), fields: { ...KEPT, version: 7 } }),
    422: async (world) => {
      await fullTeam(world);
      return { ...(await keptReply(world)), fields: { ...KEPT, owner: 'team', version: 1 } };
    },
  },
  'DELETE /api/replies/{owner}/{id}': {
    200: async (world) => ({ ...(await keptReply(world)), query: 'version=1' }),
    409: async (world) => ({ ...(await keptReply(world)), query: 'version=7' }),
  },
};

/** The wrong request of any route. */
function wrongly(status: number, { body }: Route): Otherwise | undefined {
  if (status === 400) return body ? { fields: { nope: 1 } } : { query: 'nope=1' };
  if (status === 401) return { claims: undefined };
  if (status === 403) return { claims: { email: 'eve@elsewhere.example' } };
  if (status === 404) return { params: NO_TICKET };
  return status === 413 ? { fields: { text: 'x'.repeat(256 * 1024) } } : undefined;
}

/** Calls a route on a desk of its own so that it must answer with a status: with the example, unless what the status needs says otherwise. */
export async function callFor(route: Route, status: number, example = route.body?.examples[0]) {
  const world = await worldOf();
  const call = ({ params, fields = example, ...otherwise }: Otherwise = {}) =>
    api(world.desk, {
      method: route.method.toUpperCase(),
      path: route.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
        encodeURIComponent({ ...world.params, ...params }[name] ?? 'none'),
      ),
      ...(route.body && { body: JSON.stringify(fields) }),
      ...otherwise,
    } as Asked);
  if (status === 503) world.desk.faults.add({ port: route.isOpen ? 'secrets.signingKeys' : 'agents.list' });
  const prepare = { ...PREPARED, ...SAVED }[nameOf(route)]?.[status];
  return call(prepare ? await prepare(world, call) : wrongly(status, route));
}

/** Each route with each status that it documents, save a 500, which no request brings about. */
export const CALLS = ROUTES.flatMap((route) =>
  [...Object.keys(route.answers).map(Number), ...refusalsOf(route)]
    .filter((status) => status !== 500)
    .map((status): [string, number, Route] => [nameOf(route), status, route]),
);
