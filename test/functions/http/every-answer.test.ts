import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler as apiHandler } from '../../../functions/api/handler.ts';
import { createHandler as consoleHandler } from '../../../functions/console/handler.ts';
import { createHandler as webhookHandler } from '../../../functions/ingest-webhook/handler.ts';
import { createHandler as onlineDeskHandler } from '../../../functions/online-desk/handler.ts';
import { openHttpDoor } from '../../../infra/local/http-door.ts';
import { issueToken } from '../../../infra/local/token.ts';
import { attachmentLink } from '../../../shared/mail/signed/attachment-link.ts';
import { httpEvent } from '../../support/http.ts';
import { openLogin } from '../../support/local-login.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { api, apiDesk, CALL, file } from '../api/requests.ts';
import { echo, echoDesk } from '../ingest-webhook/echo.ts';
import { FORM, formDesk, post, send, signed } from '../ingest-webhook/form.ts';

type Answer = { status?: number | undefined; headers: Record<string, unknown>; json?: { status?: number } };

const LONG = JSON.stringify({ text: 'x'.repeat(256 * 1024) });

/** Each route with what it may answer: the status, and how it is asked for. */
const ROUTES: [status: number, what: string, asked: () => Promise<Answer>][] = [
  [200, 'GET /health', () => api(apiDesk(), { path: '/health' })],
  [200, 'HEAD /health', () => api(apiDesk(), { method: 'HEAD', path: '/health' })],
  [200, 'GET /api/tickets', () => api(apiDesk(), { path: '/api/tickets' })],
  [200, 'GET /api/quarantine', () => api(apiDesk(), { path: '/api/quarantine' })],
  [201, 'POST /api/tickets', () => file(apiDesk(), CALL)],
  [200, 'GET /api/tickets/{id}', () => onTicket('GET', '')],
  [200, 'GET /api/tickets/{id}/messages', () => onTicket('GET', '/messages')],
  [200, 'GET /api/tickets/{id}/trail', () => onTicket('GET', '/trail')],
  [201, 'POST /api/tickets/{id}/notes', () => onTicket('POST', '/notes', { text: 'She is on holiday.' })],
  [201, 'POST /api/tickets/{id}/responses', () => onTicket('POST', '/responses', { text: 'Restart it, please.' })],
  [200, 'PATCH /api/tickets/{id}', () => onTicket('PATCH', '', { priority: 2, reason: 'impact' })],
  [404, 'POST …/withdraw', () => onTicket('POST', '/messages/M-1/withdraw')],
  [404, 'POST …/resend', () => onTicket('POST', '/messages/M-1/resend')],
  [
    404,
    'POST /api/quarantine/{id}/release',
    () => api(apiDesk(), { method: 'POST', path: '/api/quarantine/Q-0/release' }),
  ],
  [400, 'no JSON', () => api(apiDesk(), { method: 'POST', path: '/api/tickets', body: '{' })],
  [400, 'a wrong parameter', () => api(apiDesk(), { path: '/api/tickets', query: 'limit=0' })],
  [401, '/api without a token', () => api(apiDesk(), { path: '/api/tickets', claims: undefined })],
  [401, '/api itself without a token', () => api(apiDesk(), { path: '/api', claims: undefined })],
  [
    403,
    'a stranger at /api',
    () => api(apiDesk(), { path: '/api/tickets', claims: { email: 'eve@elsewhere.example' } }),
  ],
  [404, 'no ticket', () => api(apiDesk(), { path: '/api/tickets/T-00000000' })],
  [404, 'no number of a ticket', () => api(apiDesk(), { path: '/api/tickets/1' })],
  [404, 'no file', () => api(apiDesk(), { path: '/files/T-00000000/M-1/0/aaaaaaaaaaaaaaaa' })],
  [404, 'no route', () => api(apiDesk(), { path: '/wp-login.php' })],
  [404, 'no route, posted', () => api(apiDesk(), { method: 'POST', path: '/' })],
  [405, 'PUT /api/tickets', () => api(apiDesk(), { method: 'PUT', path: '/api/tickets' })],
  [405, 'POST /health', () => api(apiDesk(), { method: 'POST', path: '/health' })],
  [405, 'GET /webhooks/{source} at the $default route', () => api(apiDesk(), { path: '/webhooks/form' })],
  [413, 'a long note', () => api(apiDesk(), { method: 'POST', path: '/api/tickets', body: LONG })],
  [500, 'a fault of ours', () => failing(new Error('inside'))],
  [503, 'a table that is down', () => failing()],
  [302, 'GET /files/…', aFile],
  [200, 'POST /webhooks/{source}', () => send(formDesk(), FORM)],
  [400, 'a form without fields', () => send(formDesk(), {})],
  [400, 'an id with a dot', () => post(formDesk(), { headers: { ...signed(''), 'webhook-id': 'msg.1' } })],
  [401, 'an unsigned webhook', () => post(formDesk(), { headers: {} })],
  [404, 'an unknown source', () => post(formDesk(), { path: '/webhooks/shop' })],
  [404, 'a source that can be none', () => post(formDesk(), { path: '/webhooks/a%2Fb' })],
  [405, 'a webhook that is put', () => post(formDesk(), { method: 'PUT' })],
  [409, 'an id that has brought another form', twice],
  [410, 'a disabled source', () => echo(echoDesk({ isDisabled: true }), {})],
  [413, 'a long form', () => post(formDesk(), { body: LONG })],
  [415, 'a form of another type', () => echo(echoDesk(), {}, { headers: { 'content-type': 'text/plain' } })],
  [422, 'an Idempotency-Key that has brought another form', () => twice({ 'idempotency-key': 'k' })],
  [429, 'a source that sends too fast', tooFast],
];

describe('every answer', () => {
  it.each(ROUTES)('(%i, %s) is kept by nobody and taken for nothing else', async (status, _, asked) => {
    const answer = await asked();
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (status < 400) return;
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ type: 'about:blank', status });
    if (status === 401) expect(answer.headers['www-authenticate']).toMatch(/^[A-Za-z-]+$/);
  });
});

describe('a body that is said to be in base64 and is not', () => {
  it.each(['%%%%', 'aGVsbG8', 'aGVsbG8=\n'])('is a 400 at every door (%j)', async (body) => {
    const desk = apiDesk();
    const answers = [apiHandler, webhookHandler, onlineDeskHandler].map(async (create) => {
      const handler = create(desk);
      const odd: typeof handler = (event, context) => handler({ ...event, body, isBase64Encoded: true }, context);
      const { statusCode } = await odd(httpEvent({ method: 'POST', path: '/desk/new', body: '{}' }), {} as Context);
      return statusCode;
    });
    expect(await Promise.all(answers)).toEqual([400, 400, 400]);
  });
});

describe('the local door', () => {
  it.each<[string, string, number]>([
    ['GET', '/health', 200],
    ['GET', '/', 200],
    ['GET', '/nothing', 404],
    ['GET', '/webhooks/form', 405],
    ['POST', '/webhooks/form', 401],
    ['POST', '/webhooks/shop', 404],
    ['GET', '/files/T-00000000/M-1/0/aaaaaaaaaaaaaaaa', 404],
    ['GET', '/api/tickets', 200],
    ['GET', '/api/nothing', 404],
    ['GET', '/api', 401],
  ])('answers %s %s with %i, as the functions do', async (method, path, status) => {
    const desk = formDesk();
    const { login, counts, close } = await openLogin();
    const functions = Promise.resolve({
      webhook: webhookHandler(desk),
      api: apiHandler(desk),
      onlineDesk: onlineDeskHandler(desk),
      console: consoleHandler(desk, { issuer: login.issuer, clientId: login.clientId, trustsEmail: false }),
    });
    const door = await openHttpDoor({ port: 0, now: desk.now, login: counts, functions, onError: () => {} });
    const headers = { authorization: `Bearer ${await issueToken(login, 'ada@support.example')}` };
    const answer = await fetch(`http://127.0.0.1:${door.port}${path}`, { method, headers });
    await door.close();
    await close();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    if (status >= 400) expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

async function twice(headers: Record<string, string> = { 'x-id': 'p-1' }) {
  const desk = echoDesk();
  await echo(desk, { a: 1 }, { headers });
  return echo(desk, { a: 2 }, { headers });
}

function tooFast() {
  const desk = echoDesk();
  desk.tokenBucket.take = async () => 1;
  return echo(desk, {});
}

async function onTicket(method: string, path: string, fields?: object) {
  const desk = apiDesk();
  const { id } = (await file(desk, CALL)).json;
  const body = fields && JSON.stringify(fields);
  return api(desk, { method, path: `/api/tickets/${id}${path}`, ...(body && { body }) });
}

function failing(error?: Error) {
  const desk: MemoryDesk = apiDesk();
  if (error) {
    desk.tickets.list = () => Promise.reject(error);
  } else desk.faults.add({ port: 'tickets.list' });
  return api(desk, { path: '/api/tickets' });
}

/** The link to a message's whole text, followed. */
async function aFile(): Promise<Answer> {
  const desk = apiDesk();
  const { id } = (await file(desk, { ...CALL, body: 'A long call. '.repeat(2_000) })).json;
  const [message] = (await desk.tickets.messages(id)).messages;
  const [key = ''] = await desk.secrets.signingKeys();
  const url = attachmentLink(key, desk.settings, { ticketId: id, messageKey: message?.key ?? '', index: 'text' });
  return api(desk, { path: new URL(url, 'http://desk.example').pathname, claims: undefined });
}
