import { type Context, Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import { fileByAgent } from '../../shared/intake/file-by-agent.ts';
import { presentMessage } from '../../shared/present/present-message.ts';
import { presentMessages, presentStory, presentWholeTrail } from '../../shared/present/present-story.ts';
import { presentCard, presentTicket } from '../../shared/present/present-ticket.ts';
import { PublicError } from '../../shared/public-error.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { addNote } from '../../shared/use-cases/add-note.ts';
import { changePriority } from '../../shared/use-cases/change-priority.ts';
import { changeState } from '../../shared/use-cases/change-state.ts';
import { resendAnswer } from '../../shared/use-cases/resend-answer.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { withdrawAnswer } from '../../shared/use-cases/withdraw-answer.ts';
import { createApp, type HttpHandler, serve } from '../http/app.ts';
import { parseFields, parseJson } from '../http/parse.ts';
import { problem } from '../http/problem.ts';
import { type ApiEnv, requireAgent } from './agent.ts';
import { fileRoutes, linkMaker } from './files.ts';
import { askedBack, writingOfMessage, writingOfTicket } from './idempotency.ts';
import { quarantineRoutes } from './quarantine.ts';
import { query } from './query.ts';
import { readerRoutes } from './readers.ts';
import { changeSchema, filingSchema, listSchema, responseSchema, storySchema, textSchema } from './requests.ts';
import { ticketId } from './ticket-id.ts';

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
  app.route('/api/tickets', readerRoutes(desk));
  app.route('/api/quarantine', quarantineRoutes(desk));
  // What no other route of the HTTP API takes comes here, a webhook that is not posted with it.
  app.post('/webhooks/:source', () => problem(404, 'There is no such webhook source.'));
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
      const { source, isKeyed } = await writingOfTicket(c, desk, filing);
      const { ticket, duplicate } = await fileByAgent(desk, { agent: c.get('agent'), filing, source });
      if (duplicate && !isKeyed) throw askedBack(`ticket ${ticket.id}`);
      return c.json(presentTicket(ticket), duplicate ? 200 : 201, { location: `/api/tickets/${ticket.id}` });
    })
    .post('/:id/responses', async (c) => {
      const content = parseJson(responseSchema, await c.req.arrayBuffer());
      const of = { kind: 'api-response', ticketId: ticketId(c), content };
      const { source, request, isKeyed } = await writingOfMessage(c, desk, of);
      const { ticket, message, duplicate } = await respond(desk, {
        ticketId: ticketId(c),
        agent: c.get('agent'),
        source,
        request,
        ...content,
        attachments: [],
        receivedAt: now(),
        tellBy: 'call',
      });
      if (duplicate && !isKeyed) throw askedBack(`message ${message.key}`);
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
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      const of = { kind: 'api-note', ticketId: by.ticketId, content: text };
      const { source, request, isKeyed } = await writingOfMessage(c, desk, of);
      const { existed, ...note } = await addNote(desk, { ...by, source, request, text });
      if (existed && !isKeyed) throw askedBack(`message ${note.key}`);
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
  const isOnItsWay = delivery?.state === 'parked' || delivery?.state === 'sending';
  return c.json(body, isOnItsWay ? 202 : status);
}
