import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import { ask } from '../../support/http.ts';
import { api, apiDesk } from './requests.ts';

describe('GET /health', () => {
  it('needs no token and names version, zone data and the time of the desk', async () => {
    const { status, json } = await ask(createHandler(apiDesk()), { path: '/health' });
    expect(status).toBe(200);
    expect(json).toEqual({
      status: 'ok',
      version: expect.any(String),
      zoneData: process.versions.tz,
      time: '2026-11-30T08:00:00.000Z',
    });
  });
});

describe('who may use the API', () => {
  it.each<[string, Record<string, string> | undefined, number]>([
    ['an agent', { email: 'Ada@Support.example' }, 200],
    ['an agent whose address the pool has verified', { email: 'ada@support.example', email_verified: 'true' }, 200],
    ['somebody who claims an agent’s address', { email: 'ada@support.example', email_verified: 'false' }, 403],
    ['somebody else with a valid token', { email: 'eve@elsewhere.example' }, 403],
    ['a machine, which has no address', { sub: 'client-1' }, 403],
    ['nobody, when the route has no authorizer', undefined, 401],
  ])('%s', async (_, claims, expected) => {
    const { status } = await ask(createHandler(apiDesk()), { path: '/api/tickets', ...(claims && { claims }) });
    expect(status).toBe(expected);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'without an address',
      { sub: 'client-1' },
      'Your token has no claim `email`; ask for scope openid email, and send the ID token.',
    ],
    [
      'with an address that is not verified',
      { email: 'ada@support.example', email_verified: 'false' },
      'not verified where you log in',
    ],
    ['of nobody who is an agent', { email: 'eve@elsewhere.example' }, 'belongs to nobody of the support team'],
  ])('a token %s is told what it lacks', async (_, claims, words) => {
    const { headers, json } = await ask(createHandler(apiDesk()), { path: '/api/tickets', claims });
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(json).toMatchObject({ status: 403, detail: expect.stringContaining(words) });
  });

  it('is asked before anything is read', async () => {
    const desk = apiDesk();
    await api(desk, { path: '/api/tickets/T-00000000', claims: { email: 'eve@elsewhere.example' } });
    expect(desk.faults.calls).toEqual(['agents.list']);
  });
});

describe('what no route answers', () => {
  it.each([
    ['GET', '/', 404],
    ['GET', '/api/customers', 404],
    ['POST', '/health', 405],
    ['PUT', '/api/tickets', 405],
    ['DELETE', '/api/tickets/T-00000000', 405],
    ['GET', '/api/tickets/T-00000000/responses', 405],
  ])('%s %s is a %i', async (method, path, expected) => {
    const { status, headers, json } = await api(apiDesk(), { method, path });
    expect(status).toBe(expected);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(json).toMatchObject({
      type: 'about:blank',
      status: expected,
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('says which methods an address takes', async () => {
    const { headers } = await api(apiDesk(), { method: 'PUT', path: '/api/tickets/T-00000000' });
    expect(headers?.allow).toBe('GET, PATCH');
  });

  it('is a 413 over 256 kB', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(256 * 1024) });
    const { status } = await api(apiDesk(), { method: 'POST', path: '/api/tickets/T-00000000/notes', body });
    expect(status).toBe(413);
  });

  it('is a 503 when the table is down', async () => {
    const desk = apiDesk();
    desk.faults.add({ port: 'tickets.list' });
    const { status, headers } = await api(desk, { path: '/api/tickets' });
    expect(status).toBe(503);
    expect(headers?.['retry-after']).toBe('10');
  });
});
