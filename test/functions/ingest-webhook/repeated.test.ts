import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, mailed, messagesOf, sweepLater, ticketsOf } from '../../support/stories.ts';
import { echo, echoDesk } from './echo.ts';

const ANNA = { email: 'anna@rossi.example', question: 'Does it open?' };
const OTHER = { ...ANNA, question: 'The window, too.' };
const KEY = { 'idempotency-key': 'k 1' };

const isKept = (desk: MemoryDesk, words: string) =>
  [...desk.stored].some(([key, { content }]) => !key.endsWith('.asked') && content.includes(words));

/** What came under the id of another is kept whole and listed once, however often it came. */
async function isHeld(desk: MemoryDesk, words: string): Promise<void> {
  expect(isKept(desk, words)).toBe(true);
  const listed = await desk.formRecords.rejected('shop');
  expect(listed.map(({ raw }) => desk.stored.get(raw)?.content.toString())).toEqual([expect.stringContaining(words)]);
}

describe('the id of a provider', () => {
  it.each([
    ['outside of the body', {}, { 'x-id': 'p-1' }],
    ['in the body', { id: 'p-1' }, {}],
  ])('%s names its ticket for ever', async (_, said, headers) => {
    const desk = echoDesk();
    const first = await echo(desk, { ...ANNA, ...said }, { headers });
    for (const seconds of [40 * 60, 400 * 86_400]) {
      desk.pass(seconds);
      const { status, json } = await echo(desk, { ...ANNA, ...said }, { headers });
      expect([status, json]).toEqual([200, { ...first.json, duplicate: true }]);
    }
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('with another body is a 409 each time; that is kept, listed, and makes no ticket', async () => {
    const desk = echoDesk();
    await echo(desk, ANNA, { headers: { 'x-id': 'p-1' } });
    for (const _ of [1, 2]) {
      const { status, headers, json } = await echo(desk, OTHER, { headers: { 'x-id': 'p-1' } });
      expect([status, headers?.['content-type']]).toEqual([409, 'application/problem+json']);
      expect(json.errors).toEqual([{ field: 'id', message: 'has brought another request: use a new one for each' }]);
    }
    await isHeld(desk, OTHER.question);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is the same with another body when the provider says that it is', async () => {
    const desk = echoDesk();
    const first = await echo(desk, { ...ANNA, id: 'p-1', same: 'words', attempt: 1 });
    const second = await echo(desk, { ...ANNA, id: 'p-1', same: 'words', attempt: 2 });
    expect(second.json).toEqual({ ...first.json, duplicate: true });
    expect((await echo(desk, { ...ANNA, id: 'p-1', same: 'others' })).status).toBe(409);
  });

  it.each(['é', 'x'.repeat(5_000), 'with spaces', '\0key k 1'])('may be any text (%j)', async (id) => {
    const desk = echoDesk();
    const first = await echo(desk, { ...ANNA, id });
    expect(first.status).toBe(200);
    expect((await echo(desk, { ...ANNA, id })).json).toEqual({ ...first.json, duplicate: true });
    expect((await echo(desk, { ...ANNA, id: `${id}.` })).json.duplicate).toBe(false);
  });
});

describe('without an id the same words', () => {
  const at = (now: string) => echoDesk({}, { now });

  it.each([
    ['at once', '2026-11-30T08:00:00.000Z', 1, 1],
    ['after a day less a second', '2026-11-30T08:00:00.000Z', 86_399, 1],
    ['over midnight (UTC)', '2026-11-30T23:59:59.000Z', 2, 1],
    ['over midnight by nearly a day', '2026-11-30T00:00:01.000Z', 86_399, 1],
    ['after a day', '2026-11-30T08:00:00.000Z', 86_400, 2],
    ['after two days', '2026-11-30T08:00:00.000Z', 2 * 86_400, 2],
  ])('%s are as many tickets', async (_, now, seconds, tickets) => {
    const desk = at(now);
    await echo(desk, ANNA);
    desk.pass(seconds);
    const { status, json } = await echo(desk, ANNA);
    expect([status, json.duplicate]).toEqual([200, tickets === 1]);
    expect(await ticketsOf(desk)).toHaveLength(tickets);
  });

  it('count a day from the newest ticket, and not from the first', async () => {
    const desk = at('2026-11-30T20:00:00.000Z');
    const hours = async (number: number) => {
      desk.pass(number * 3_600);
      return (await echo(desk, ANNA)).json;
    };
    const first = await hours(0);
    const second = await hours(24);
    expect(second.ticket).not.toBe(first.ticket);
    expect(await hours(23)).toEqual({ ...second, duplicate: true });
    expect((await hours(2)).duplicate).toBe(false);
  });

  it('are asked anew once their ticket is closed', async () => {
    const desk = at('2026-11-30T08:00:00.000Z');
    const first = (await echo(desk, ANNA)).json;
    desk.pass(60);
    const closing = { ticketId: first.ticket, agent: ada, at: desk.now().toISOString(), state: 'closed' } as const;
    await changeState(desk, { ...closing, reason: 'withdrawn' });
    desk.pass(60);
    const second = (await echo(desk, ANNA)).json;
    expect([second.duplicate, second.ticket === first.ticket]).toEqual([false, false]);
    expect((await echo(desk, ANNA)).json).toEqual({ ...second, duplicate: true });
  });

  it('finish the ticket that broke off before midnight', async () => {
    const desk = at('2026-11-30T23:59:00.000Z');
    desk.faults.add({ port: 'tickets.addMessage' });
    expect((await echo(desk, ANNA)).status).toBe(503);
    desk.faults.clear();
    desk.pass(91);
    expect((await echo(desk, ANNA)).status).toBe(200);
    expect(await ticketsOf(desk)).toMatchObject([{ opening: { state: 'done' } }]);
  });

  it('of another source are another ticket', async () => {
    const desk = echoDesk();
    await echo(desk, ANNA);
    const other = echoDesk({ name: 'site' });
    Object.assign(desk, { forms: other.forms });
    expect((await echo(desk, ANNA, { path: '/webhooks/site' })).json.duplicate).toBe(false);
  });
});

describe('an Idempotency-Key', () => {
  it('with the same body replays the answer, also long after', async () => {
    const desk = echoDesk();
    const first = await echo(desk, ANNA, { headers: KEY });
    desk.pass(30 * 86_400);
    const { status, json } = await echo(desk, ANNA, { headers: KEY });
    expect([status, json]).toEqual([200, { ...first.json, duplicate: true }]);
  });

  it('with another body is a 422; that is kept and listed', async () => {
    const desk = echoDesk();
    await echo(desk, ANNA, { headers: KEY });
    const { status, json } = await echo(desk, OTHER, { headers: KEY });
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ field: 'Idempotency-Key', message: expect.stringContaining('another request') }]);
    await isHeld(desk, OTHER.question);
  });

  it('whose request is still at work is a 409 that says when to come again', async () => {
    const desk = echoDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    expect((await echo(desk, ANNA, { headers: KEY })).status).toBe(503);
    desk.faults.clear();
    const { status, headers, json } = await echo(desk, ANNA, { headers: KEY });
    expect([status, headers?.['retry-after']]).toEqual([409, '10']);
    expect(json.detail).toContain('still being worked on');
    desk.pass(91);
    expect((await echo(desk, ANNA, { headers: KEY })).status).toBe(200);
  });

  it('tells apart the same words that are meant twice', async () => {
    const desk = echoDesk();
    await echo(desk, ANNA, { headers: KEY });
    const { json } = await echo(desk, ANNA, { headers: { 'idempotency-key': 'k 2' } });
    expect(json.duplicate).toBe(false);
  });

  it('makes nothing new of a delivery that has an id: the key is not signed', async () => {
    const desk = echoDesk();
    const first = await echo(desk, { ...ANNA, id: 'p-1' });
    const replayed = await echo(desk, { ...ANNA, id: 'p-1' }, { headers: KEY });
    expect(replayed.json).toEqual({ ...first.json, duplicate: true });
  });

  it.each(['', 'x'.repeat(256), 'é'])('that can be none (%j) is a 400, and nothing is done', async (key) => {
    const desk = echoDesk();
    const { status, json } = await echo(desk, ANNA, { headers: { 'idempotency-key': key } });
    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ field: 'Idempotency-Key' }]);
    expect(desk.stored.size).toBe(0);
  });
});

describe('deliveries that come at once', () => {
  it.each([
    ['with an id', { 'x-id': 'p-1' }],
    ['with a key', KEY],
    ['with nothing but their words', {}],
  ])('%s are one ticket', async (_, headers) => {
    const desk = echoDesk();
    const answers = await Promise.all([1, 2, 3].map(() => echo(desk, ANNA, { headers })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ json }) => json.ticket)).size).toBe(1);
    expect(await ticketsOf(desk)).toHaveLength(1);
    expect(mailed(desk).filter((to) => to === ANNA.email)).toHaveLength(1);
  });

  it.each([
    [409, { 'x-id': 'p-1' }],
    [422, KEY],
  ])('with other bodies are one ticket and a %i, which is kept and listed', async (refused, headers) => {
    const desk = echoDesk();
    const answers = await Promise.all([ANNA, OTHER].map((said) => echo(desk, said, { headers })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, refused]);
    const lost = answers[0]?.status === 200 ? OTHER : ANNA;
    await isHeld(desk, lost.question);
  });
});

describe('a delivery whose ticket broke off', () => {
  it('is taken in again by the sweep as it was mapped then, with its files, and without its source', async () => {
    const desk = echoDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    await echo(desk, 'a.txt=one\nb.txt=two', { headers: { 'content-type': 'multipart/form-data; boundary=x' } });
    desk.faults.clear();
    desk.faults.add({ port: 'forms.find' });
    await sweepLater(desk);
    await sweepLater(desk);
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message).toMatchObject({
      text: 'Does it open?',
      attachments: [{ filename: 'a.txt' }, { filename: 'b.txt' }],
    });
    const files = message?.attachments.map(({ key }) => desk.stored.get(key)?.content.toString());
    expect(files).toEqual(['one', 'two']);
  });

  it('and of which nobody is to hear is so afterwards, too', async () => {
    const desk = echoDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    await echo(desk, { question: 'Does it open?' });
    desk.faults.clear();
    await sweepLater(desk);
    await sweepLater(desk);
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ silent: true, opening: { state: 'done' } });
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.warnings).toEqual(['not acknowledged: the form names no mail address']);
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});

describe('whatever a provider sends', () => {
  it('a thousand bodies are a thousand tickets', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const address = fc.constantFrom('anna@rossi.example', 'no-reply@x.example', 'help@support.example', 'nobody', '');
    const said = fc.record(
      { email: fc.oneof(address, text, fc.jsonValue()), form: text, id: text, more: fc.jsonValue({ maxDepth: 6 }) },
      { requiredKeys: [] },
    );
    const desk = echoDesk();
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(said, async (body) => {
        desk.pass(1);
        // Ids that come again with other words are refused, which is not what this is about.
        const whole = JSON.stringify({ ...body, ...(body.id !== undefined && { id: `${seen.size} ${body.id}` }) });
        const { status, json } = await echo(desk, whole);
        expect(status).toBe(200);
        seen.add(whole);
        expect(await desk.tickets.get(json.ticket)).toMatchObject({ opening: expect.anything() });
      }),
      { numRuns: 1_000 },
    );
  }, 300_000);
});
