import { describe, expect, it } from 'vitest';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ticketsOf } from '../../support/stories.ts';
import { api, apiDesk } from './requests.ts';

/** Puts a mail of this minute into the bucket and into quarantine; gives the id of the entry. */
async function hold(desk: MemoryDesk, minute: number, reason: 'spam' | 'virus' = 'spam'): Promise<string> {
  const id = `ses-${minute}`;
  const raw = `From: Anna <anna@rossi.example>\r\nSubject: Offer ${minute}\r\n\r\nHello\r\n`;
  desk.stored.set(`raw/${id}`, { content: Buffer.from(raw), contentType: 'message/rfc822' });
  const received: ReceivedMail = {
    id,
    receivedAt: `2026-11-30T07:0${minute}:00.000Z`,
    raw: `raw/${id}`,
    envelopeFrom: 'anna@rossi.example',
    recipients: ['help@support.example'],
    authenticated: false,
    verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
    header: { subject: `Offer ${minute}` },
  };
  return (await holdMail(desk, { received, reason })).id;
}

const release = (desk: MemoryDesk, id: string, query = '') =>
  api(desk, { method: 'POST', path: `/api/quarantine/${id}/release`, query });

describe('GET /api/quarantine', () => {
  it('lists newest first, page by page, without the keys of the bucket', async () => {
    const desk = apiDesk();
    const ids = [await hold(desk, 1), await hold(desk, 2), await hold(desk, 3)];
    const first = await api(desk, { path: '/api/quarantine', query: 'limit=2' });
    expect(first.json.entries.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.json.entries[0]).toEqual({
      id: ids[2],
      at: '2026-11-30T07:03:00.000Z',
      state: 'held',
      reason: 'spam',
      detail: null,
      from: 'anna@rossi.example',
      subject: 'Offer 3',
      recipients: ['help@support.example'],
      releasedBy: null,
      releasedAt: null,
      discardedBy: null,
      discardedAt: null,
    });
    const second = await api(desk, { path: '/api/quarantine', query: `limit=2&cursor=${first.json.next}` });
    expect(second.json).toMatchObject({ entries: [{ id: ids[0] }], next: null });
  });

  it('lists one state', async () => {
    const desk = apiDesk();
    const [kept, freed] = [await hold(desk, 1), await hold(desk, 2)];
    await release(desk, freed);
    const of = async (state: string) =>
      (await api(desk, { path: '/api/quarantine', query: `state=${state}` })).json.entries;
    expect(await of('held')).toMatchObject([{ id: kept }]);
    expect(await of('released')).toMatchObject([{ id: freed, releasedBy: 'agent:ada' }]);
  });

  it.each(['state=lost', 'limit=0', 'cursor=x', 'state=held&state=held', 'frob=1'])('refuses %s', async (query) => {
    expect((await api(apiDesk(), { path: '/api/quarantine', query })).status).toBe(400);
  });
});

describe('POST /api/quarantine/{id}/release', () => {
  it('makes a ticket of the mail, once, its clock started when it was received', async () => {
    const desk = apiDesk();
    const id = await hold(desk, 1);
    const { status, json } = await release(desk, id.toLowerCase());
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id,
      state: 'released',
      releasedBy: 'agent:ada',
      releasedAt: desk.now().toISOString(),
    });
    expect((await release(desk, id)).status).toBe(200);
    const tickets = await ticketsOf(desk);
    expect(tickets).toMatchObject([{ subject: 'Offer 1', clock: { start: '2026-11-30T07:01:00.000Z' } }]);
  });

  it('lets no virus out that is not meant', async () => {
    const desk = apiDesk();
    const id = await hold(desk, 1, 'virus');
    expect((await release(desk, id)).status).toBe(422);
    expect((await release(desk, id, 'accept=spam')).status).toBe(400);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(await release(desk, id, 'accept=virus')).toMatchObject({ status: 200, json: { state: 'released' } });
  });

  it.each(['Q-00000000000000000000', 'T-00000000', 'x'])('knows no %s', async (id) => {
    expect((await release(apiDesk(), id)).status).toBe(404);
  });

  it('is for agents', async () => {
    const desk = apiDesk();
    const claims = { email: 'eve@elsewhere.example' };
    const path = `/api/quarantine/${await hold(desk, 1)}/release`;
    expect((await api(desk, { method: 'POST', path, claims })).status).toBe(403);
  });
});
