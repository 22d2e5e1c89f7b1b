import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import { presentMessage } from '../../shared/present/present-message.ts';
import { presentMessages, presentStory, presentWholeTrail } from '../../shared/present/present-story.ts';
import { presentCard, presentTicket } from '../../shared/present/present-ticket.ts';
import { PublicError } from '../../shared/public-error.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import { TICKET_ID } from '../../shared/ticket/identity.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { addNote } from '../../shared/use-cases/add-note.ts';
import { changePriority } from '../../shared/use-cases/change-priority.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { fileTicket } from '../../shared/use-cases/file-ticket.ts';
import { resendAnswer } from '../../shared/use-cases/resend-answer.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { withdrawAnswer } from '../../shared/use-cases/withdraw-answer.ts';
import { createApp, type HttpHandler, serve } from '../http/app.ts';
import { parseFields, parseJson } from '../http/parse.ts';
import { type ApiEnv, requireAgent } from './agent.ts';
import { fileRoutes, linkMaker } from './files.ts';
import { quarantineRoutes } from './quarantine.ts';
import { query } from './query.ts';
import {
  changeSchema,
  filingSchema,
  idempotencyKeySchema,
  listSchema,
  responseSchema,
  storySchema,
  textSchema,
} from './requests.ts';

/** The agents' API, `docs/api.md`: JSON in and out, problems as RFC 9457 has them, ISO instants in UTC. */
export function createHandler(desk: Desk): HttpHandler {
  const app = createApp<ApiEnv>(desk.log);
  app.get('/health', (c) =>
    c.json({
      status: 'ok',
      version: manifest.version,
      zoneData: process.versions.tz,
      time: desk.now().toISOString(),
    }),
  );
  app.route('/files', fileRoutes(desk));
  app.use('/api/*', requireAgent(desk));
  app.route('/api/tickets', readRoutes(desk));
  app.route('/api/tickets', writeRoutes(desk));
  app.route('/api/quarantine', quarantineRoutes(desk));
  return serve(app);
}

function readRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/', async (c) => {
      const { cards, unreadable, next } = await desk.tickets.list(parseFields(listSchema, query(c)));
      return c.json({ tickets: cards.map(presentCard), unreadable, next: next ?? null });
    })
    .get('/:id', async (c) => {
      const ticket = await getTicket(desk, ticketId(c));
      return c.json(presentStory(ticket, await desk.tickets.messages(ticket.id), await linkMaker(desk)));
    })
    .get('/:id/messages', async (c) => {
      const { before } = parseFields(storySchema, query(c));
      const { id } = await getTicket(desk, ticketId(c));
      const { messages, unreadable } = await desk.tickets.messages(id);
      return c.json({ ...presentMessages(messages, await linkMaker(desk), before), unreadableMessages: unreadable });
    })
    .get('/:id/trail', async (c) => {
      const { before } = parseFields(storySchema, query(c));
      const ticket = await getTicket(desk, ticketId(c));
      return c.json(presentWholeTrail(ticket, await desk.tickets.olderTrail(ticket.id), before));
    });
}

function writeRoutes(desk: Desk): Hono<ApiEnv> {
  const now = () => desk.now().toISOString();
  return new Hono<ApiEnv>()
    .post('/', async (c) => {
      const filing = parseJson(filingSchema, await c.req.arrayBuffer());
      const source = sourceOf(c, 'api');
      const { ticket, duplicate } = await fileTicket(desk, { agent: c.get('agent'), filing, source });
      return c.json(presentTicket(ticket), duplicate ? 200 : 201, { location: `/api/tickets/${ticket.id}` });
    })
    .post('/:id/responses', async (c) => {
      const { text, asks } = parseJson(responseSchema, await c.req.arrayBuffer());
      const { ticket, message, duplicate } = await respond(desk, {
        ticketId: ticketId(c),
        agent: c.get('agent'),
        source: sourceOf(c, 'api-response'),
        text,
        asks,
        attachments: [],
        receivedAt: now(),
        tellBy: 'call',
      });
      return answered(c, desk, { ticket, message }, duplicate ? 200 : 201);
    })
    .post('/:id/messages/:key/withdraw', async (c) => {
      const by = { ticketId: ticketId(c), messageKey: messageKey(c), agent: c.get('agent'), at: now() };
      const { ticket, message } = await withdrawAnswer(desk, by);
      return c.json({ ticket: presentTicket(ticket), message: presentMessage(message, await linkMaker(desk)) });
    })
    .post('/:id/messages/:key/resend', async (c) =>
      answered(c, desk, await resendAnswer(desk, { ticketId: ticketId(c), messageKey: messageKey(c) }), 200),
    )
    .post('/:id/notes', async (c) => {
      const { text } = parseJson(textSchema, await c.req.arrayBuffer());
      const source = sourceOf(c, 'api-note');
      const note = await addNote(desk, { ticketId: ticketId(c), agent: c.get('agent'), source, text, at: now() });
      return c.json({ message: presentMessage(note, await linkMaker(desk)) }, 201);
    })
    .patch('/:id', async (c) => {
      const change = parseJson(changeSchema, await c.req.arrayBuffer());
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      const changed = await ('priority' in change
        ? changePriority(desk, { ...by, ...change })
        : changeState(desk, { ...by, ...change }));
      return c.json(presentTicket(changed));
    });
}

/** The ticket's id from the path; its letters may be small, as somebody typed them. Throws a 404 for what is none. */
function ticketId(c: Context<ApiEnv>): string {
  const id = c.req.param('id')?.toUpperCase() ?? '';
  if (!TICKET_ID.test(id)) throw new PublicError(404, 'This is not the number of a ticket.');
  return id;
}

/** Where a request came from: its Idempotency-Key, so that a repetition is found, else something that never comes again. */
function sourceOf(c: Context<ApiEnv>, kind: string): string {
  const header = parseFields(idempotencyKeySchema, { 'Idempotency-Key': c.req.header('idempotency-key') });
  return `${kind}:${c.get('agent').id}:${header['Idempotency-Key'] ?? randomUUID()}`;
}

function messageKey(c: Context<ApiEnv>): string {
  return c.req.param('key')?.toUpperCase() ?? '';
}

/**
 * What became of an answer: 202 when the mail service cannot take it now (it goes as soon as it can, and counts once it has).
 * Throws a 422 when nothing left for the customer.
 */
async function answered(
  c: Context<ApiEnv>,
  desk: Desk,
  { ticket, message }: { ticket: Ticket; message: Message },
  status: 200 | 201,
): Promise<Response> {
  const delivery = deliveryOf(message);
  if (delivery?.state === 'refused') {
    throw new PublicError(422, `The answer was not sent, and the ticket still waits: ${delivery.reason}`);
  }
  const body = { ticket: presentTicket(ticket), message: presentMessage(message, await linkMaker(desk)) };
  return c.json(body, delivery?.state === 'sent' ? status : 202);
}
