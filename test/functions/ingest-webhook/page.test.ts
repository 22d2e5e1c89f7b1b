import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { createHandler as createOnlineDesk } from '../../../functions/online-desk/handler.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { discard } from '../../../shared/intake/discard-held.ts';
import { release } from '../../../shared/intake/release-mail.ts';
import { keptOf } from '../../../shared/ticket/redaction.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { type Asked, ask, httpEvent } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, ticketsOf } from '../../support/stories.ts';

const ORIGIN = 'https://www.acme.example';
const BROWSER = { origin: ORIGIN, accept: 'text/html,*/*;q=0.8', 'accept-language': 'it-CH,it;q=0.9' };
const ANSWERS = {
  name: 'Anna',
  email: 'anna@rossi.example',
  subject: 'The door',
  order: '0042',
  text: 'It does not open.',
};

function pageDesk(page: Record<string, unknown> = {}, source: Record<string, unknown> = {}): MemoryDesk {
  const stored = { type: 'html', secrets: [], page: { origins: [ORIGIN], ...page }, ...source };
  return deskOf({ sources: { contact: stored } });
}

type Sent = { headers?: Record<string, string>; siteverify?: string };

/** Posts the form as a browser does, or a script by other headers. */
async function post(desk: MemoryDesk, answers: Record<string, string>, { headers = BROWSER, siteverify }: Sent = {}) {
  const request: Asked = {
    method: 'POST',
    path: '/webhooks/contact',
    body: new URLSearchParams(answers).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  };
  return ask(createHandler(desk, PROVIDERS, siteverify), request);
}

const tokenOf = async (desk: MemoryDesk) =>
  (await ask(createHandler(desk), { path: '/webhooks/contact', headers: { origin: ORIGIN } })).json.token as string;
const held = async (desk: MemoryDesk) => (await desk.quarantine.list({ limit: 500 })).entries;

describe('a form on a plain page', () => {
  it('becomes a ticket with every answer, whose sender is led to the page that says so', async () => {
    const desk = pageDesk();
    const { status, headers } = await post(desk, { ...ANSWERS, _token: '', _website: '' });
    expect(status).toBe(303);
    expect(headers.location).toMatch(/^https?:\/\/[^/]+\/desk\/sent\/[0-9a-z.]+\?lang=it$/);
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({
      channel: 'page',
      door: 'webhook:contact',
      subject: 'The door',
      language: 'it',
      requester: { address: 'anna@rossi.example', name: 'Anna', verified: false },
    });
    expect((await messagesOf(desk, ticket?.id ?? ''))[0]?.text).toBe('It does not open.\n\nOrder: 0042');
    expect(mailed(desk)).toContain('anna@rossi.example');

    const sent = await createOnlineDesk(desk)(
      httpEvent({ path: new URL(headers.location as string).pathname }),
      {} as never,
    );
    expect(sent.body).toContain(ticket?.id);
  });

  it('goes on where its source says, or the page, if that is one of its own', async () => {
    const next = 'https://www.acme.example/thanks';
    const location = async (given: object, said: Record<string, string>) =>
      (await post(pageDesk({ ...given }), { ...ANSWERS, ...said })).headers.location;
    expect(await location({ next }, {})).toBe(next);
    expect(await location({ next }, { _next: `${ORIGIN}/grazie?a=b` })).toBe(`${ORIGIN}/grazie?a=b`);
    for (const wish of [
      `blob:${ORIGIN}/x`,
      'https://evil.example/',
      'javascript:alert(1)',
      '//evil.example',
      `${ORIGIN}.evil.example/`,
      '/',
    ])
      expect(await location({ next }, { _next: wish })).toBe(next);
    expect(await location({}, { _next: 'https://evil.example/' })).toMatch(/\/desk\/sent\//);
  });

  it('is one request when it is sent twice, with a token or without', async () => {
    const desk = pageDesk();
    const token = await tokenOf(desk);
    desk.pass(5);
    await post(desk, { ...ANSWERS, _token: token });
    await post(desk, { ...ANSWERS, _token: token });
    expect(await ticketsOf(desk)).toHaveLength(1);
    const other = { ...ANSWERS, text: 'The window, too.' };
    await post(desk, other);
    desk.pass(20 * 3600);
    await post(desk, other);
    expect(await ticketsOf(desk)).toHaveLength(2);
    desk.pass(5 * 3600);
    await post(desk, other);
    expect(await ticketsOf(desk)).toHaveLength(3);
  });

  it('with other words is another request, whatever its token', async () => {
    const desk = pageDesk();
    const token = await tokenOf(desk);
    desk.pass(5);
    for (const text of ['The door.', 'The window, too.', 'The door.', 'The window, too.'])
      expect((await post(desk, { ...ANSWERS, text, _token: token })).status).toBe(303);
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('is the same request by its answers, also by a page that was opened anew, in another language, after a change of its source', async () => {
    const desk = pageDesk();
    const again = async (headers: Record<string, string>) => {
      const token = await tokenOf(desk);
      desk.pass(5);
      return post(desk, { ...ANSWERS, _token: token }, { headers });
    };
    await post(desk, ANSWERS);
    for (const language of ['it', 'en'])
      expect((await again({ ...BROWSER, 'accept-language': language })).status).toBe(303);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('that was held is one entry when it comes again, also after midnight, and one ticket when it is let out', async () => {
    const desk = pageDesk();
    desk.setNow('2026-11-30T23:54:00.000Z');
    const sold = { ...ANSWERS, text: Array.from({ length: 6 }, (_, at) => `https://a.example/${at}`).join(' ') };
    await post(desk, sold);
    desk.pass(20 * 60);
    await post(desk, sold);
    const [entry, ...more] = await held(desk);
    expect(more).toEqual([]);
    await release(desk, entry?.id ?? '', {
      by: 'agent:ada',
      receive: () => Promise.reject(new Error('it is no mail')),
    });
    await post(desk, sold);
    expect([(await ticketsOf(desk)).length, (await held(desk)).length]).toEqual([1, 1]);
  });

  it('of another page is refused, in the words of a program or of a page, and its owner sees it', async () => {
    for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`, '']) {
      const desk = pageDesk();
      const { status, json } = await post(desk, ANSWERS, { headers: { origin, accept: '*/*' } });
      expect([status, json.detail]).toEqual([401, expect.stringContaining('--origin')]);
      const page = await post(desk, ANSWERS, { headers: { ...BROWSER, origin } });
      expect([page.status, page.headers.location]).toEqual([303, expect.stringMatching(/\/desk\/not-sent\/page$/)]);
      expect(await ticketsOf(desk)).toEqual([]);
      expect(await desk.formRecords.list()).toMatchObject([{ refused: 2, why: expect.stringContaining('origins') }]);
    }
    const desk = pageDesk();
    expect((await post(desk, ANSWERS, { headers: { referer: `${ORIGIN}/contact`, accept: '*/*' } })).status).toBe(200);
  });

  it('without an address that somebody reads is not taken, and its sender hears it', async () => {
    for (const email of ['', 'nobody', 'no-reply@acme.example', 'help@support.example']) {
      const desk = pageDesk();
      const { headers } = await post(desk, { ...ANSWERS, email });
      expect(headers.location).toMatch(/\/desk\/not-sent\/email$/);
      const { status, json } = await post(desk, { ...ANSWERS, email }, { headers: { origin: ORIGIN } });
      expect([status, json.errors]).toEqual([400, [{ field: 'email', message: expect.any(String) }]]);
      expect(await ticketsOf(desk)).toEqual([]);
      // It is still in their form; and of what anybody can send, nothing is kept.
      expect([...desk.stored.keys()]).toEqual([]);
    }
  });

  it('that a program seems to have sent is held, and says nothing of it', async () => {
    const desk = pageDesk();
    const token = await tokenOf(desk);
    const links = Array.from({ length: 6 }, (_, at) => `https://a.example/${at}`).join(' ');
    const reasons = [
      ['page trap', { _website: 'https://spam.example' }],
      ['page too quick', { _token: token }],
      ['page links', { text: links }],
      ['page token', { _token: token.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }],
    ] as const;
    for (const [at, [reason, said]] of reasons.entries()) {
      const { status, headers } = await post(desk, { ...ANSWERS, subject: `The door ${at}`, ...said });
      expect([status, headers.location]).toEqual([303, expect.stringMatching(/\/desk\/sent\//)]);
      expect((await held(desk)).map((entry) => entry.reason)).toContain(reason);
    }
    expect(await ticketsOf(desk)).toEqual([]);

    const [entry] = (await held(desk)).filter(({ reason }) => reason === 'page trap');
    await release(desk, entry?.id ?? '', {
      by: 'agent:ada',
      receive: () => Promise.reject(new Error('it is no mail')),
    });
    expect(await ticketsOf(desk)).toMatchObject([{ subject: 'The door 0', door: 'webhook:contact' }]);
  });

  it('that was open for more than a day is held', async () => {
    const desk = pageDesk();
    const token = await tokenOf(desk);
    desk.pass(25 * 3600);
    await post(desk, { ...ANSWERS, _token: token });
    expect(await held(desk)).toMatchObject([{ reason: 'page token' }]);
  });

  it('is counted as the online desk counts: many are held, more are refused', async () => {
    const desk = pageDesk();
    const answers = [];
    for (let at = 0; at < 31; at++) {
      answers.push(await post(desk, { ...ANSWERS, email: `a${at}@many.example`, text: `It is number ${at}.` }));
    }
    expect(await ticketsOf(desk)).toHaveLength(10);
    expect(await held(desk)).toHaveLength(20);
    expect(answers.at(-1)?.headers.location).toMatch(/\/desk\/not-sent\/too-many$/);
    const { status, headers } = await post(desk, { ...ANSWERS, text: 'And again.' }, { headers: { origin: ORIGIN } });
    expect([status, headers['retry-after']]).toEqual([429, '600']);
  });

  it('is not closed for others by somebody who sends without end', async () => {
    const desk = pageDesk();
    for (let at = 0; at < 100; at++) await post(desk, { ...ANSWERS, email: 'x' });
    expect((await post(desk, ANSWERS)).headers.location).toMatch(/\/desk\/sent\//);
  });

  it('sends its files along', async () => {
    const desk = pageDesk();
    const form = new FormData();
    for (const [name, value] of Object.entries(ANSWERS)) form.append(name, value);
    form.append('files', new File(['a file'], 'log ü.txt', { type: 'text/plain' }));
    form.append('files', new File([], ''));
    const request = new Request('https://desk.example', { method: 'POST', body: form });
    const headers = { ...BROWSER, 'content-type': request.headers.get('content-type') ?? '' };
    const body = new Uint8Array(await request.arrayBuffer());
    await ask(createHandler(desk), { method: 'POST', path: '/webhooks/contact', body, headers });
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(message?.attachments).toMatchObject([{ filename: 'log ü.txt', size: 6 }]);
  });

  it('is taken from a script of the page, which may read the answer', async () => {
    const desk = pageDesk();
    const { status, headers, json } = await post(desk, ANSWERS, { headers: { origin: ORIGIN, accept: '*/*' } });
    expect([status, headers['access-control-allow-origin'], json.sent]).toEqual([
      200,
      ORIGIN,
      expect.stringMatching(/\/desk\/sent\//),
    ]);
    const wrong = await post(desk, { ...ANSWERS, email: '' }, { headers: { origin: ORIGIN, accept: '*/*' } });
    expect([wrong.status, wrong.headers['access-control-allow-origin']]).toEqual([400, ORIGIN]);
    const other = await ask(createHandler(desk), {
      path: '/webhooks/contact',
      headers: { origin: 'https://evil.example' },
    });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('takes what its source says of all of its', async () => {
    const desk = pageDesk({}, { defaults: { priority: 2, language: 'en' } });
    await post(desk, { ...ANSWERS, email: 'vera@unknown.example' });
    expect(await ticketsOf(desk)).toMatchObject([{ priority: 2, language: 'en' }]);
  });
});

describe('a form on a plain page, beside its ticket,', () => {
  const noted = async (desk: MemoryDesk) => (await desk.formRecords.list())[0]?.lastRaw ?? '';

  it('is kept as its browser sent it, and noted as the last one; who hides its words is rid of it, too', async () => {
    const desk = pageDesk();
    await post(desk, { ...ANSWERS, _website: '' });
    const kept = desk.stored.get(await noted(desk));
    expect(kept?.content.toString()).toBe(new URLSearchParams({ ...ANSWERS, _website: '' }).toString());
    const [ticket] = await ticketsOf(desk);
    const [message] = await messagesOf(desk, ticket?.id ?? '');
    expect(keptOf(message ?? {})).toContain(await noted(desk));
  });

  it('is so where it is held, and not where its network is refused', async () => {
    const desk = pageDesk();
    await post(desk, { ...ANSWERS, _website: 'spam' });
    expect(desk.stored.has(await noted(desk))).toBe(true);
    for (let form = 0; form < 40; form += 1) await post(desk, { ...ANSWERS, order: `${form}` });
    expect([...desk.stored.keys()].filter((key) => key.endsWith('.delivery')).length).toBeLessThanOrEqual(30);
  });
});

describe('an Idempotency-Key of a plain page', () => {
  const KEY = { ...BROWSER, accept: '*/*', 'idempotency-key': 'k-1' };

  it('with the same answers replays the answer, also of what is held', async () => {
    for (const answers of [ANSWERS, { ...ANSWERS, _website: 'spam' }]) {
      const desk = pageDesk();
      const first = await post(desk, answers, { headers: KEY });
      desk.pass(3_600);
      expect(await post(desk, answers, { headers: KEY })).toMatchObject({ status: 200, json: first.json });
      expect([...(await ticketsOf(desk)), ...(await held(desk))]).toHaveLength(1);
    }
  });

  it('with other answers is a 422, and the same answers with another key are another request', async () => {
    const desk = pageDesk();
    await post(desk, ANSWERS, { headers: KEY });
    const other = await post(desk, { ...ANSWERS, text: 'The window, too.' }, { headers: KEY });
    expect(other).toMatchObject({ status: 422, json: { errors: [{ field: 'Idempotency-Key' }] } });
    expect((await post(desk, ANSWERS, { headers: { ...KEY, 'idempotency-key': 'k-2' } })).status).toBe(200);
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('whose request is still at work is a 409 that says when to come again', async () => {
    const desk = pageDesk();
    desk.faults.add({ port: 'tickets.addMessage' });
    expect((await post(desk, ANSWERS, { headers: KEY })).status).toBe(503);
    desk.faults.clear();
    const { status, headers } = await post(desk, ANSWERS, { headers: KEY });
    expect([status, headers['retry-after']]).toEqual([409, '10']);
  });
});

describe('an address of forms', () => {
  it('gives tokens to pages alone, and none of a source that is out of use', async () => {
    const desk = deskOf({
      sources: {
        off: { type: 'html', secrets: [], page: { origins: [ORIGIN] }, isDisabled: true },
        shop: { type: 'token', secrets: [{ secret: `tok_${'a'.repeat(40)}` }] },
      },
    });
    const get = (name: string) => ask(createHandler(desk), { path: `/webhooks/${name}` });
    expect((await get('off')).status).toBe(410);
    expect((await get('none')).status).toBe(404);
    expect(await get('shop')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });
});

describe('a page with Turnstile', () => {
  /** Answers as Cloudflare's does: one success a challenge, the same again for the same idempotency key. */
  async function turnstile() {
    const known = new Map<string, string>();
    const asked: Record<string, string>[] = [];
    const server = createServer(async (request, response) => {
      const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
      asked.push(body);
      const isSecret = body.secret === 'the-secret-key-of-turnstile';
      const isGood = body.response === 'good' && (known.get('good') ?? body.idempotency_key) === body.idempotency_key;
      if (isSecret && isGood) known.set('good', body.idempotency_key);
      const codes = isSecret ? ['invalid-input-response'] : ['invalid-input-secret'];
      const answer =
        isSecret && isGood ? { success: true, 'error-codes': [] } : { success: false, 'error-codes': codes };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`;
    return { url, asked, [Symbol.asyncDispose]: async () => void server.close() };
  }

  const guarded = () =>
    pageDesk({ turnstile: '0x4AAAAAAAexample' }, { secrets: [{ secret: 'the-secret-key-of-turnstile' }] });

  it('takes what it says is a person’s, also when that is sent twice', async () => {
    await using cloudflare = await turnstile();
    const desk = guarded();
    for (const _ of ['once', 'twice']) {
      await post(desk, { ...ANSWERS, 'cf-turnstile-response': 'good' }, { siteverify: cloudflare.url });
    }
    expect([(await ticketsOf(desk)).length, await held(desk)]).toEqual([1, []]);
    expect(cloudflare.asked[0]).toMatchObject({ remoteip: '192.0.2.1', response: 'good' });
  });

  it('takes one form for a challenge, and holds those that come with it later', async () => {
    await using cloudflare = await turnstile();
    const desk = guarded();
    for (const text of ['One.', 'Two.', 'Three.']) {
      await post(desk, { ...ANSWERS, text, 'cf-turnstile-response': 'good' }, { siteverify: cloudflare.url });
    }
    expect([(await ticketsOf(desk)).length, (await held(desk)).length]).toEqual([1, 2]);
  });

  it('holds all else: without a challenge, with one that is not good, and when it does not answer', async () => {
    await using cloudflare = await turnstile();
    const desk = guarded();
    await post(desk, { ...ANSWERS, text: 'One.' }, { siteverify: cloudflare.url });
    await post(desk, { ...ANSWERS, text: 'Two.', 'cf-turnstile-response': 'bad' }, { siteverify: cloudflare.url });
    const nowhere = { siteverify: 'http://127.0.0.1:9/siteverify' };
    await post(desk, { ...ANSWERS, text: 'Three.', 'cf-turnstile-response': 'good' }, nowhere);
    expect((await held(desk)).map(({ reason }) => reason)).toEqual(Array(3).fill('page challenge'));
    expect(await ticketsOf(desk)).toEqual([]);
  });
});

describe('the answers of a form of which another one knows the very words', () => {
  const by = { by: 'agent:ada', receive: () => Promise.reject(new Error('it is no mail')) };

  it('are a ticket, though a program’s of before are held, which are no second one when they are let out', async () => {
    const desk = pageDesk();
    await post(desk, { ...ANSWERS, _website: 'x' });
    desk.pass(60);
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(1);
    const [entry] = await held(desk);
    await release(desk, entry?.id ?? '', by);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('are a ticket, though an agent has discarded a program’s', async () => {
    const desk = pageDesk();
    await post(desk, { ...ANSWERS, _website: 'x' });
    const [entry] = await held(desk);
    await discard(desk, entry?.id ?? '', 'agent:ada');
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('are held anew, where they still are, once an agent has discarded those of before', async () => {
    const desk = pageDesk();
    for (const count of [1, 2, 3]) {
      for (const _ of [1, 2]) await post(desk, { ...ANSWERS, _website: 'x' });
      const waiting = (await held(desk)).filter(({ state }) => state === 'held');
      expect([waiting.length, (await held(desk)).length]).toEqual([1, count]);
      await discard(desk, waiting[0]?.id ?? '', 'agent:ada');
      desk.pass(60);
    }
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(1);
  });
});

describe('the same answers within a day', () => {
  const close = {
    'withdrawn by link': (desk: MemoryDesk, ticketId: string, at: string) =>
      withdrawByLink(desk, { ticketId, reader: ANSWERS.email, at }),
    'closed by an agent': (desk: MemoryDesk, ticketId: string, at: string) =>
      changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'withdrawn' }),
  };

  it.each(Object.entries(close))('are asked anew once their ticket is %s, and one request again', async (_, end) => {
    const desk = pageDesk();
    await post(desk, ANSWERS);
    const [first] = await ticketsOf(desk);
    desk.pass(600);
    await end(desk, first?.id ?? '', desk.now().toISOString());
    desk.pass(6 * 3600);
    const told = desk.sent.length;
    for (const _ of [1, 2]) await post(desk, ANSWERS);
    const [second, ...more] = (await ticketsOf(desk)).filter(({ id }) => id !== first?.id);
    expect(more).toEqual([]);
    expect(second).toMatchObject({ state: 'waiting', clock: { start: desk.now().toISOString() } });
    expect(mailed(desk).slice(told)).toEqual(expect.arrayContaining([ANSWERS.email, 'ada@support.example']));
    // A day from the newest, also after midnight.
    desk.pass(20 * 3600);
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(2);
  });

  it('are the same request as long as one goes on for their closed duplicate', async () => {
    const desk = pageDesk();
    await post(desk, ANSWERS);
    const [first] = await ticketsOf(desk);
    desk.pass(60);
    await post(desk, { ...ANSWERS, text: 'Still closed.' });
    const twin = (await ticketsOf(desk)).find(({ id }) => id !== first?.id)?.id ?? '';
    const change = { agent: ada, state: 'closed' } as const;
    const now = () => desk.now().toISOString();
    await changeState(desk, { ...change, ticketId: first?.id ?? '', at: now(), reason: 'duplicate', twin });
    desk.pass(60);
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(2);
    await changeState(desk, { ...change, ticketId: twin, at: now(), reason: 'withdrawn' });
    desk.pass(60);
    await post(desk, ANSWERS);
    expect(await ticketsOf(desk)).toHaveLength(3);
  });
});
