import { Hono } from 'hono';
import manifest from '../../package.json' with { type: 'json' };
import { fileByAgent } from '../../shared/intake/file-by-agent.ts';
import { linkMaker } from '../../shared/present/link-maker.ts';
import { presentMessage } from '../../shared/present/present-message.ts';
import { presentMessages, presentStory, presentWholeTrail } from '../../shared/present/present-story.ts';
import { presentCard, presentTicket } from '../../shared/present/present-ticket.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { confirmRequester } from '../../shared/use-cases/confirm-requester.ts';
import { respond } from '../../shared/use-cases/respond.ts';
import { getTicket } from '../../shared/use-cases/steps/update.ts';
import { writeNote } from '../../shared/use-cases/write-note.ts';
import { createApp, type HttpHandler, serve } from '../http/app.ts';
import { parseFields, parseJson } from '../http/parse.ts';
import { problem } from '../http/problem.ts';
import { ticketId } from '../http/ticket-id.ts';
import { type ApiEnv, requireAgent } from './agent.ts';
import { answered } from './answered.ts';
import { changeTicket } from './change-ticket.ts';
import { customerRoutes, searchRoutes } from './customers.ts';
import { fileRoutes } from './files.ts';
import { followLinkRoutes } from './follow-links.ts';
import { askedBack, writingOfMessage, writingOfTicket } from './idempotency.ts';
import { leadRoutes } from './lead.ts';
import { messageRoutes } from './messages.ts';
import { quarantineRoutes } from './quarantine.ts';
import { query } from './query.ts';
import { readerRoutes } from './readers.ts';
import { replyRoutes } from './replies.ts';
import { reportRoutes } from './reports.ts';
import { changeSchema, filingSchema, listSchema, responseSchema, storySchema, textSchema } from './requests.ts';

/** The agents' API, `docs/api.md`: JSON in and out, problems as RFC 9457 has them, ISO instants in UTC. */
export function createHandler(desk: Desk): HttpHandler {
  return serve(createApi(desk));
}

/** Its routes, each of which stands in routes.ts too, for `docs/openapi.json`. */
export function createApi(desk: Desk): Hono<ApiEnv> {
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
  app.route('/api/tickets', messageRoutes(desk));
  app.route('/api/tickets', readerRoutes(desk));
  app.route('/api/tickets', followLinkRoutes(desk));
  app.route('/api/search', searchRoutes(desk));
  app.route('/api/customers', customerRoutes(desk));
  app.route('/api/quarantine', quarantineRoutes(desk));
  app.route('/api/lead', leadRoutes(desk));
  app.route('/api/reports', reportRoutes(desk));
  app.route('/api/replies', replyRoutes(desk));
  // What no other route of the HTTP API takes comes here, a webhook that is not posted with it.
  app.post('/webhooks/:source', () => problem(404, 'There is no such webhook source.'));
  return app;
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
      const { givenByPhone: call, ...written } = parseJson(responseSchema, await c.req.arrayBuffer());
      const content = { ...written, ...(call && { givenByPhone: call.at }) };
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
    .post('/:id/confirm', async (c) => {
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      return c.json(presentTicket(await confirmRequester(desk, by)));
    })
    .post('/:id/notes', async (c) => {
      const { text } = parseJson(textSchema, await c.req.arrayBuffer());
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      const of = { kind: 'api-note', ticketId: by.ticketId, content: text };
      const { source, request, isKeyed } = await writingOfMessage(c, desk, of);
      const { existed, ...note } = await writeNote(desk, { ...by, source, request, text });
      if (existed && !isKeyed) throw askedBack(`message ${note.key}`);
      return c.json({ message: presentMessage(note, await linkMaker(desk)) }, 201);
    })
    .patch('/:id', async (c) => {
      const change = parseJson(changeSchema, await c.req.arrayBuffer());
      const by = { ticketId: ticketId(c), agent: c.get('agent'), at: now() };
      return c.json(presentTicket(await changeTicket(desk, by, change)));
    });
}
