import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openHttpDoor } from '../../../infra/local/http-door.ts';
import { issueToken } from '../../../infra/local/token.ts';
import { type OpenLogin, openLogin } from '../../support/local-login.ts';

const NOW = new Date('2026-11-27T15:30:00.000Z');

let ours: OpenLogin;
let others: OpenLogin;
beforeAll(async () => {
  [ours, others] = await Promise.all([openLogin(), openLogin()]);
});
afterAll(async () => {
  await Promise.all([ours.close(), others.close()]);
});

const doors: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

/** A door whose functions note the events they get and answer `result`. */
async function door(result: APIGatewayProxyResultV2 | Error = { statusCode: 204 }) {
  const events: { function: string; event: APIGatewayProxyEventV2 }[] = [];
  const errors: unknown[] = [];
  const note = (name: string) => async (event: APIGatewayProxyEventV2) => {
    events.push({ function: name, event });
    if (result instanceof Error) throw result;
    return result;
  };
  const opened = await openHttpDoor({
    port: 0,
    now: () => NOW,
    login: ours.counts,
    functions: Promise.resolve({
      webhook: note('webhook'),
      api: note('api'),
      onlineDesk: note('onlineDesk'),
      console: note('console'),
    }),
    onError: (error) => errors.push(error),
  });
  doors.push(opened);
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${opened.port}${path}`, init);
  return { ask, events, errors, only: () => events[0]?.event };
}

const bearer = async (login = ours.login) => ({
  authorization: `Bearer ${await issueToken(login, 'marta@desk.example')}`,
});

describe('a webhook', () => {
  it('becomes an HTTP API event with its bytes as they came', async () => {
    const { ask, only } = await door();
    const body = '{"subject": "è giù"}\n';
    await ask('/webhooks/shop-form?a=1&a=2&b=%20', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'Webhook-Id': 'msg_1', cookie: 'x=1; y=2' },
      body,
    });
    expect(only()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /webhooks/{source}',
      rawPath: '/webhooks/shop-form',
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      pathParameters: { source: 'shop-form' },
      cookies: ['x=1', 'y=2'],
      body,
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'POST', path: '/webhooks/shop-form', sourceIp: '127.0.0.1' },
        timeEpoch: NOW.getTime(),
      },
    });
    expect(only()?.headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
    expect(only()?.headers).not.toHaveProperty('cookie');
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream'])(
    'of type %s arrives in base64',
    async (type) => {
      const { ask, only } = await door();
      const bytes = Buffer.from([0, 255, 128, 10]);
      await ask('/webhooks/form', { method: 'POST', headers: { 'content-type': type }, body: bytes });
      expect(only()?.isBase64Encoded).toBe(true);
      expect(Buffer.from(only()?.body ?? '', 'base64')).toEqual(bytes);
    },
  );

  it('over 10 MB is refused before any function sees it', async () => {
    const { ask, events } = await door();
    const response = await ask('/webhooks/form', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(events).toEqual([]);
  });
});

describe('the agent API', () => {
  it('sees the claims of a valid token', async () => {
    const { ask, only } = await door();
    await ask('/api/tickets/T-4F7K2M9Q?limit=5', { headers: await bearer() });
    expect(only()).toMatchObject({
      routeKey: 'ANY /api/{proxy+}',
      pathParameters: { proxy: 'tickets/T-4F7K2M9Q' },
      requestContext: { authorizer: { jwt: { claims: { email: 'marta@desk.example', sub: 'marta@desk.example' } } } },
    });
  });

  it.each([
    ['no token', async () => ({})],
    ['a word in place of a token', async () => ({ authorization: 'Bearer sesame' })],
    ['a token of another issuer', () => bearer(others.login)],
    ['a token signed by another key', () => bearer({ ...ours.login, key: others.login.key })],
    ['another scheme', async () => ({ authorization: `Basic ${btoa('marta:secret')}` })],
  ])('is closed to %s', async (_, headers) => {
    const { ask, events } = await door();
    const response = await ask('/api/tickets', { headers: await headers() });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: 'Unauthorized' });
    expect(events).toEqual([]);
  });

  it('tells its health to everybody', async () => {
    const { ask, events } = await door({ statusCode: 200, body: '{"status":"ok"}' });
    expect(await (await ask('/health')).json()).toEqual({ status: 'ok' });
    expect(events).toMatchObject([{ function: 'api', event: { routeKey: 'GET /health' } }]);
  });
});

describe('the online desk', () => {
  it.each([
    ['GET', '/desk', 'ANY /desk', undefined],
    ['POST', '/desk', 'ANY /desk', undefined],
    ['GET', '/desk/new?lang=it', 'ANY /desk/{proxy+}', { proxy: 'new' }],
    ['GET', '/desk/', 'ANY /desk/{proxy+}', { proxy: '' }],
    ['POST', '/desk/new', 'POST /desk/new', undefined],
    ['GET', '/desk/t/t-1.a.b.c%20d', 'ANY /desk/{proxy+}', { proxy: 't/t-1.a.b.c d' }],
    ['POST', '/desk/t/t-1.a.b.c/message', 'ANY /desk/{proxy+}', { proxy: 't/t-1.a.b.c/message' }],
    ['GET', '/assets/0f3c/desk.css', 'GET /assets/{proxy+}', { proxy: '0f3c/desk.css' }],
  ])('has %s %s, without a token', async (method, path, routeKey, pathParameters) => {
    const { ask, events } = await door();
    expect((await ask(path, { method })).status).toBe(204);
    expect(events).toMatchObject([{ function: 'onlineDesk', event: { routeKey, rawPath: path.split('?')[0] } }]);
    expect(events[0]?.event.pathParameters).toEqual(pathParameters);
  });

  it.each([
    ['takes files that Lambda takes, which get them in base64', 4_400_000, 204, 1],
    ['refuses what is too large for Lambda, and API Gateway would have taken', 4_800_000, 413, 0],
  ])('%s', async (_, bytes, status, seen) => {
    const { ask, events } = await door();
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await ask('/desk/new', { method: 'POST', headers, body: Buffer.alloc(bytes) });
    expect(answer.status).toBe(status);
    expect(events).toHaveLength(seen);
  });
});

describe('an answer', () => {
  it('comes with the status, headers, cookies and body of the function', async () => {
    const { ask } = await door({
      statusCode: 201,
      headers: { location: '/api/tickets/T-1', 'content-type': 'application/json' },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('{"ok":true}').toString('base64'),
      isBase64Encoded: true,
    });
    const response = await ask('/health');
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe('/api/tickets/T-1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ ok: true });
  });

  it('says nothing of what broke', async () => {
    const { ask, errors } = await door(new Error('the secret inside'));
    const response = await ask('/health');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });

  it('lists at / what the desk offers', async () => {
    const { ask } = await door();
    expect(await (await ask('/')).json()).toMatchObject({
      webhooks: 'POST /webhooks/{source}',
      customers: 'GET /desk',
    });
  });

  it.each([
    ['DELETE', '/webhooks/form'],
    ['POST', '/health'],
    ['GET', '/elsewhere'],
    ['GET', '/api'],
    ['DELETE', '/files/a'],
    ['POST', '/assets/0f3c/desk.css'],
    ['GET', '/desks'],
  ])('to %s %s comes from the function of the $default route, without claims', async (method, path) => {
    const { ask, events } = await door({ statusCode: 404 });
    expect((await ask(path, { method, headers: await bearer() })).status).toBe(404);
    expect(events).toMatchObject([{ function: 'api', event: { routeKey: '$default', rawPath: path } }]);
    expect(events[0]?.event.requestContext).not.toHaveProperty('authorizer');
  });
});
