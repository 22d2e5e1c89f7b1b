import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { sweepForms } from '../../../shared/use-cases/sweep-forms.ts';
import { inParts, jotformFields } from '../../shared/forms/unsigned-samples.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, ticketsOf } from '../../support/stories.ts';
import { OTHERWISE, POSTING, type Posted, postedBy, proved, SOURCE, sampleOf, secretOf, typeOf } from './posted.ts';

const OWNER = 'owner@rossi.example';
const NOW = new Date('2026-11-30T08:00:00.000Z');
/** For how many seconds a delivery counts where its time is signed; the others count for ever. */
const WINDOW: Record<string, number> = { standard: 300, google: 300, hubspot: 300, webflow: 45 * 60 };
/** Words of each sample, which another request would not have. */
const WORDS = /prints every page|till does not open|"Pia"|It fell|stampante brucia|roof leaks|pump stops|oven is cold/g;

const deskFor = (name: string, secrets = [secretOf(name)]) => {
  const source = { type: typeOf(name), owner: OWNER, secrets: secrets.map((secret) => ({ secret })) };
  return deskOf({ sources: { [SOURCE]: source } });
};

/** Posts as API Gateway passes it on: in base64, or as a text. */
async function post(desk: MemoryDesk, { url, headers, body }: Posted, isBase64 = true) {
  const { pathname: path, search } = new URL(url);
  const sent = isBase64 ? body : body.toString();
  return ask(createHandler(desk), { method: 'POST', path, query: search.slice(1), headers, body: sent });
}

const withBody = (posted: Posted, body: string | Buffer): Posted => ({ ...posted, body: Buffer.from(body) });

/** The sample with other words in the place of its request. */
function otherOf(name: string): unknown {
  const text = JSON.stringify(sampleOf(name));
  const other = text.replace(WORDS, (words) => (words.startsWith('"') ? '"Ada"' : 'is another request'));
  expect(other).not.toBe(text);
  return JSON.parse(other);
}

describe.each([...POSTING, ...OTHERWISE])('a delivery of %s', (name) => {
  const good = postedBy(name, sampleOf(name));
  const isToken = secretOf(name).startsWith('tok_');

  it.each([true, false])('is a ticket, in base64 (%s)', async (isBase64) => {
    const desk = deskFor(name);
    const { status, json } = await post(desk, good, isBase64);
    expect([status, json.duplicate]).toEqual([200, false]);
    expect(await ticketsOf(desk)).toMatchObject([{ id: json.ticket, channel: 'webhook' }]);
  });

  it('is read without a call of anybody: a link to a file stays a link', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect');
    const fetched = vi.spyOn(globalThis, 'fetch');
    expect((await post(deskFor(name), good)).status).toBe(200);
    expect([...connect.mock.calls, ...fetched.mock.calls]).toEqual([]);
    vi.restoreAllMocks();
  });

  it('is one beside secrets that are older, of somebody else, or unusable', async () => {
    const secrets = ['', 'no secret', secretOf(name, 'other'), secretOf(name)];
    expect((await post(deskFor(name, secrets), good)).status).toBe(200);
  });

  it.each([true, false])('is none with another secret, or none, in base64 (%s)', async (isBase64) => {
    const desk = deskFor(name);
    const forged = postedBy(name, sampleOf(name), { secret: secretOf(name, 'other') });
    const bare = { ...good, url: good.url.split('?')[0] ?? '', headers: { 'content-type': 'application/json' } };
    for (const each of [forged, bare]) expect((await post(desk, each, isBase64)).status).toBe(401);
    expect(await ticketsOf(desk)).toEqual([]);
    expect(desk.stored.size).toBe(0);
  });

  it.skipIf(isToken)('is none when its body was changed, or written again', async () => {
    const desk = deskFor(name);
    const text = good.body.toString();
    const again = [` ${text}`, JSON.stringify(JSON.parse(text), null, 1), text.replace(WORDS, 'is another')];
    for (const body of again) expect((await post(desk, withBody(good, body))).status).toBe(401);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it.runIf(isToken)('is the same ticket when its body was written again: only its token proves it', async () => {
    const desk = deskFor(name);
    const { json } = await post(desk, good);
    const again =
      name === 'jotform'
        ? proved(name, inParts({ ...jotformFields(), extra: '' }))
        : withBody(good, JSON.stringify(sampleOf(name), null, 1));
    expect((await post(desk, again)).json).toEqual({ ...json, duplicate: true });
  });

  it('counts as long as its sender tries again', async () => {
    const seconds = WINDOW[name];
    const sent = (age: number) => postedBy(name, sampleOf(name), { at: new Date(NOW.getTime() - age * 1_000) });
    expect((await post(deskFor(name), sent(seconds ?? 30 * 86_400))).status).toBe(200);
    const stale = await post(deskFor(name), sent((seconds ?? 0) + 1));
    expect(stale.status).toBe(seconds === undefined ? 200 : 401);
  });

  it('is the same ticket when it comes again', async () => {
    const desk = deskFor(name);
    const { json } = await post(desk, good);
    for (const isBase64 of [true, false]) {
      const again = await post(desk, good, isBase64);
      expect([again.status, again.json]).toEqual([200, { ...json, duplicate: true }]);
    }
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it.skipIf(name === 'token')(
    'with the id of another is refused each time, kept, listed once, and told its owner once',
    async () => {
      const desk = deskFor(name);
      await post(desk, good);
      const other = postedBy(name, otherOf(name));
      for (const _ of [1, 2]) {
        const { status, json } = await post(desk, other);
        expect([status, json.errors?.[0]?.message]).toEqual([409, expect.stringContaining('another request')]);
      }
      const listed = await desk.formRecords.rejected(SOURCE);
      expect(listed.map(({ raw }) => desk.stored.get(raw)?.content)).toEqual([other.body]);
      desk.sent.length = 0;
      for (const _ of [1, 2]) await sweepForms(desk);
      expect(mailed(desk)).toEqual([OWNER]);
      expect(await ticketsOf(desk)).toHaveLength(1);
    },
  );
});

describe('a delivery of token', () => {
  it('with an id that another one typed, too, is a ticket of its own', async () => {
    const desk = deskFor('token');
    for (const who of ['eve', 'anna']) {
      const said = { email: `${who}@rossi.example`, message: 'Our printer is down', submission_id: '5001' };
      expect((await post(desk, postedBy('token', said))).status).toBe(200);
    }
    expect(await ticketsOf(desk)).toHaveLength(2);
  });
});
