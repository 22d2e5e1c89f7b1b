import { describe, expect, it } from 'vitest';
import { mailed } from '../../support/stories.ts';
import { api, apiDesk, CALL, file } from './requests.ts';

describe('POST /api/tickets', () => {
  it('files a ticket whose clock starts now', async () => {
    const desk = apiDesk();
    const { status, headers, json } = await file(desk, { ...CALL, channel: undefined, name: 'Bea', priority: 'P1' });
    expect(status).toBe(201);
    expect(headers?.location).toBe(`/api/tickets/${json.id}`);
    expect(json).toMatchObject({
      channel: 'agent',
      priority: 1,
      requester: { address: 'bea@bianchi.example', name: 'Bea', verified: true },
      openedAt: '2026-11-30T08:00:00.000Z',
      respondBy: '2026-11-30T08:30:00.000Z',
    });
    expect((await desk.tickets.get(json.id))?.audit).toMatchObject([{ by: 'agent:ada', action: 'opened' }]);
    expect(mailed(desk)).toContain('bea@bianchi.example');
  });

  it('starts the clock at the call, when that is filed later', async () => {
    const { json } = await file(apiDesk(), { ...CALL, priority: 2, calledAt: '2026-11-30T08:45:00+01:00' });
    expect(json).toMatchObject({ channel: 'phone', respondBy: '2026-11-30T08:45:00.000Z' });
  });

  it.each([
    [{ calledAt: '2026-11-30T08:00:01Z' }, 422, 'calledAt'],
    [{ calledAt: 'this morning' }, 400, 'calledAt'],
    [{ calledAt: '2026-11-30T07:00:00Z', channel: 'agent' }, 400, 'calledAt'],
    [{ channel: 'email' }, 400, 'channel'],
    [{ email: 'bea' }, 400, 'email'],
    [{ plan: 'premium' }, 400, 'plan'],
  ])('refuses %j', async (change, expected, field) => {
    const { status, json } = await file(apiDesk(), { ...CALL, ...change });
    expect(status).toBe(expected);
    expect(json.errors).toMatchObject([{ field }]);
  });

  it.each(['anna@rossi.example', 'who@elsewhere.example'])(
    'refuses a call of %s, whose plan is Basic',
    async (email) => {
      const desk = apiDesk();
      const { status, json } = await file(desk, { ...CALL, email });
      expect(status).toBe(422);
      expect(json.errors[0].message).toMatch(/^phone is not part of the basic plan/);
      expect(desk.faults.calls).not.toContain('tickets.create');
    },
  );

  it('files once for one Idempotency-Key, and twice for two', async () => {
    const desk = apiDesk();
    const key = { 'idempotency-key': 'b2b7c0f2' };
    const first = await file(desk, CALL, key);
    const second = await file(desk, CALL, key);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json.id).toBe(first.json.id);
    const other = await file(desk, CALL, { 'idempotency-key': 'c3d8' });
    expect(other.status).toBe(201);
    expect(other.json.id).not.toBe(first.json.id);
  });

  it('keeps the keys of two agents apart, and those of requests of another kind', async () => {
    const desk = apiDesk();
    const key = { 'idempotency-key': '1' };
    const adas = await file(desk, CALL, key);
    const brunos = await file(desk, CALL, key, { email: 'bruno@support.example' });
    expect(brunos.json.id).not.toBe(adas.json.id);
    const path = `/api/tickets/${adas.json.id}/responses`;
    expect((await api(desk, { method: 'POST', path, body: '{"text":"On it."}', headers: key })).status).toBe(201);
  });

  it('refuses a key that has filed something else, and one that is none', async () => {
    const desk = apiDesk();
    await file(desk, CALL, { 'idempotency-key': '1' });
    const other = await file(desk, { ...CALL, subject: 'No power' }, { 'idempotency-key': '1' });
    expect(other.status).toBe(422);
    expect((await file(desk, CALL, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
  });
});
