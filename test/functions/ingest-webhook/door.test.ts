import { describe, expect, it, vi } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { ask as mapForm } from '../../../shared/forms/ask.ts';
import { NOBODY } from '../../../shared/intake/nobody.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { mailed, messagesOf, ticketsOf } from '../../support/stories.ts';
import { ECHO, echo, echoDesk, PROOF } from './echo.ts';
import { FORM, post, send, signed } from './form.ts';

vi.mock('../../../shared/forms/ask.ts', { spy: true });
const mapping = vi.mocked(mapForm);

const ANNA = { email: 'anna@rossi.example', question: 'Does it open?' };
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };

const deliveries = (desk: MemoryDesk) =>
  [...desk.stored].filter(([key]) => key.startsWith('webhooks/') && !key.endsWith('.asked'));

describe('a form of any provider', () => {
  it('becomes a ticket with all that was answered, and its answer is a 200', async () => {
    const desk = echoDesk({ defaults: { priority: 2, language: 'en' } });
    const { status, json } = await echo(desk, { ...ANNA, form: 'Returns' });
    expect(status).toBe(200);
    const ticket = await desk.tickets.get(json.ticket);
    expect(ticket).toMatchObject({
      subject: 'Does it open?',
      priority: 2,
      door: 'webhook:shop',
      requester: { address: ANNA.email, verified: false },
    });
    expect((await messagesOf(desk, json.ticket))[0]?.text).toBe('Does it open?\n\nform: Returns\n\nForm: Returns');
    expect(mailed(desk)).toContain(ANNA.email);
  });

  it('is given to its provider as it was called and in its bytes, in base64 or not', async () => {
    const desk = echoDesk();
    const verify = vi.fn(ECHO.verify);
    const handler = createHandler(desk, { echo: { ...ECHO, verify } });
    const text = JSON.stringify({ ...ANNA, note: 'È \u{1f5a8}' });
    const asked = { method: 'POST', path: '/webhooks/shop', query: 'b=%2F&a=1+2&a', headers: PROOF };
    await ask(handler, { ...asked, body: text });
    await ask(handler, { ...asked, body: Buffer.from(text) });
    expect(verify).toHaveBeenCalledTimes(2);
    for (const [{ url, body }] of verify.mock.calls) {
      expect(url).toBe('https://desk.example/webhooks/shop?b=%2F&a=1+2&a');
      expect(body).toEqual(Buffer.from(text));
    }
    expect(await ticketsOf(desk)).toHaveLength(1);
  });

  it('is kept with its own type, before anything of it is refused', async () => {
    const desk = echoDesk();
    await echo(desk, 'a.txt=one', { headers: MULTIPART });
    await echo(desk, '{"broken', { headers: { 'content-type': 'Application/Problem+JSON; Charset=utf-8' } });
    expect(deliveries(desk).map(([, { content, contentType }]) => [content.toString(), contentType])).toEqual([
      ['a.txt=one', 'multipart/form-data;boundary=x'],
      ['{"broken', 'application/problem+json;charset=utf-8'],
    ]);
  });

  it('is kept with its bare type when that has what no store takes', async () => {
    const desk = echoDesk();
    await echo(desk, 'a.txt=one', {
      headers: { 'content-type': `multipart/form-data; boundary="é${'x'.repeat(300)}"` },
    });
    expect(deliveries(desk).map(([, { contentType }]) => contentType)).toEqual(['multipart/form-data']);
  });

  it('brings files, by names that are fit for a file system', async () => {
    const desk = echoDesk();
    const { json } = await echo(desk, '../../pass:wd.txt=one\n=two', { headers: MULTIPART });
    const [message] = await messagesOf(desk, json.ticket);
    expect(message?.attachments).toMatchObject([
      { filename: 'pass_wd.txt', contentType: 'text/plain', size: 3 },
      { filename: 'file-1.txt', contentType: 'text/plain', size: 3 },
    ]);
    expect(desk.stored.get(message?.attachments[0]?.key ?? '')?.content.toString()).toBe('one');
  });

  it('has a ticket also when its map breaks', async () => {
    const desk = echoDesk();
    mapping.mockImplementationOnce(() => {
      throw new TypeError('of the map');
    });
    const { status, json } = await echo(desk, { ...ANNA, form: 'Returns' });
    expect(status).toBe(200);
    const [message] = await messagesOf(desk, json.ticket);
    expect(message).toMatchObject({ subject: 'Returns', text: expect.stringContaining('question: Does it open?') });
    expect(message?.warnings.join()).toContain('could not be mapped');
  });

  it.each([
    ['none', undefined, 'names no mail address'],
    ['one of the desk', 'help+x@support.example', 'is an address of this desk'],
    ['one that nobody reads', 'no-reply@rossi.example', 'is an address that nobody reads'],
    ['what is none', 'anna at rossi', '"anna at rossi" is no mail address'],
    ['an endless one', `${'a'.repeat(900)}@rossi.example`, 'is no mail address'],
  ])('with %s for an address has a ticket, and acknowledges nobody', async (_, email, why) => {
    const desk = echoDesk();
    const { status, json } = await echo(desk, { email, question: 'Does it open?' });
    expect(status).toBe(200);
    expect(await desk.tickets.get(json.ticket)).toMatchObject({ silent: true, requester: { address: NOBODY } });
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'bruno@support.example']);
    const [message] = await messagesOf(desk, json.ticket);
    expect(message?.warnings[0]).toContain('not acknowledged: ');
    expect(message?.warnings.join('\n')).toContain(why);
    if (email) expect(message?.text).toContain(email);
  });

  it('that greets is answered, kept, and makes no ticket', async () => {
    const desk = echoDesk();
    const { status, json } = await echo(desk, { greeting: true });
    expect([status, json]).toEqual([200, { ticket: null, duplicate: false }]);
    expect(deliveries(desk)).toHaveLength(1);
    expect(await ticketsOf(desk)).toEqual([]);
  });

  it('names no plan, and proves nobody', async () => {
    const desk = echoDesk();
    const { json } = await echo(desk, { ...ANNA, plan: 'premium', verified: true });
    const ticket = await desk.tickets.get(json.ticket);
    expect(ticket).toMatchObject({ terms: { plan: 'basic' }, requester: { verified: false } });
  });
});

describe('the five fields of a standard webhook', () => {
  it.each(['help@support.example', 'noreply@rossi.example'])('may not have %s for an address', async (email) => {
    const { status, json } = await send(echoDeskOfForm(), { ...FORM, email });
    expect(status).toBe(400);
    expect(json.errors).toEqual([
      { field: 'email', message: expect.stringMatching(/^\S+@.* it must be the address of who asks$/) },
    ]);
  });

  it('are read by the map of their source, when it has one, and need an address all the same', async () => {
    const desk = echoDeskOfForm({ map: {} });
    const { status, json } = await send(desk, { domanda: 'Si apre?' });
    expect(status).toBe(400);
    expect(json.errors).toEqual([{ field: 'email', message: 'is missing: it must be the address of who asks' }]);
  });

  it.each(['application/x-www-form-urlencoded', 'application/octet-stream', ''])(
    'may be in JSON that its sender calls %j, as programs do that were not told',
    async (type) => {
      const body = JSON.stringify(FORM);
      const call = (body: string) =>
        post(echoDeskOfForm(), { body, headers: { ...signed(body), 'content-type': type } });
      expect((await call(body)).status).toBe(200);
      expect((await call('email=anna%40rossi.example')).status).toBe(type === '' ? 400 : 415);
    },
  );

  it('may be in a body whose type is not named, or as a program names it that names none', async () => {
    const body = JSON.stringify(FORM);
    expect((await post(echoDeskOfForm(), { body: Buffer.from(body), headers: signed(body) })).status).toBe(200);
    const headers = { ...signed(body), 'content-type': 'text/plain;charset=UTF-8' };
    expect((await post(echoDeskOfForm(), { body, headers })).status).toBe(200);
  });
});

describe('what is refused', () => {
  it('is a 404 for a source that nobody knows and a 410 for one that is disabled, whatever comes', async () => {
    const body = 'x'.repeat(300_000);
    expect((await echo(echoDesk(), body, { path: '/webhooks/nobody' })).status).toBe(404);
    const desk = echoDesk({ isDisabled: true });
    const { status, headers } = await echo(desk, body);
    expect([status, headers?.['content-type']]).toEqual([410, 'application/problem+json']);
    expect(desk.faults.calls).toEqual(['forms.find']);
  });

  it('is a 500 for a source of a type that is none, and says nothing of it', async () => {
    for (const type of ['carrier pigeon', 'constructor']) {
      const { status, json } = await echo(echoDesk({ type }), ANNA);
      expect(status).toBe(500);
      expect(JSON.stringify(json)).not.toContain(type);
    }
  });

  it.each(['text/plain', 'application/xml', 'json', 'text/html; charset=utf-8', '; charset=utf-8'])(
    'is a 415 of the type %j, and says which it takes',
    async (type) => {
      const { status, json } = await echo(echoDesk(), ANNA, { headers: { 'content-type': type } });
      expect(status).toBe(415);
      expect(json.detail).toContain('application/json or multipart/form-data');
    },
  );

  it('is a 400 in base64 that is none', async () => {
    const handler = createHandler(echoDesk(), { echo: ECHO });
    for (const body of ['%%%%', 'aGVsbG8', 'aGVsbG8=\n', 'e30']) {
      const event = { body, isBase64Encoded: true };
      const odd: typeof handler = (made, context) => handler({ ...made, ...event }, context);
      const { status, json } = await ask(odd, {
        ...{ method: 'POST', path: '/webhooks/shop', body: '{}' },
        headers: { ...PROOF, 'content-type': 'application/json' },
      });
      expect(status).toBe(400);
      expect(json.detail).toContain('base64');
    }
  });

  it.each([
    [413, 'application/json', 256 * 1024 + 1],
    [200, 'multipart/form-data; boundary=x', 256 * 1024 + 1],
    [200, 'multipart/form-data; boundary=x', 4_500_000],
    [413, 'multipart/form-data; boundary=x', 4_500_001],
  ])('is a %i of the type %s with %i bytes', async (wanted, type, bytes) => {
    const body = Buffer.from('a.txt='.padEnd(bytes, 'x'));
    const { status, headers } = await echo(echoDesk(), body, { headers: { 'content-type': type } });
    expect(status).toBe(wanted);
    if (wanted !== 200) expect(headers?.['content-type']).toBe('application/problem+json');
  });

  it.each<[string, string | Uint8Array]>([
    ['broken', '{"email":'],
    ['in Latin-1', Buffer.from('{"nome":"Nicolò"}', 'latin1')],
    ['in UTF-16', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le')],
  ])('is a 400 that says UTF-8 when its JSON is %s', async (_, body) => {
    const desk = echoDesk();
    const { status, json } = await echo(desk, body, { headers: { 'content-type': 'application/json' } });
    expect(status).toBe(400);
    expect(json.detail).toContain('UTF-8');
    expect(deliveries(desk)).toHaveLength(1);
  });

  it('is a 400 that says UTF-8 where a text has lost its bytes on the way, and proves nothing any more', async () => {
    const lost = Buffer.from(JSON.stringify({ ...FORM, body: 'Nicolò' }), 'latin1').toString();
    const { status, json } = await post(echoDeskOfForm(), { body: lost, headers: signed('{}') });
    expect([status, json.detail]).toEqual([400, 'The request must be in UTF-8.']);
    const whole = JSON.stringify({ ...FORM, body: 'a \ufffd of the sender' });
    expect((await post(echoDeskOfForm(), { body: whole, headers: signed(whole) })).status).toBe(200);
  });

  it('leaves a count behind, and uses nothing up when it is a forger’s', async () => {
    const desk = echoDesk();
    for (let forged = 0; forged < 110; forged += 1) {
      const { status, headers } = await echo(desk, ANNA, { headers: { 'x-token': 'guessed' } });
      expect([status, headers?.['www-authenticate']]).toEqual([401, 'Webhook']);
    }
    expect(new Set(desk.faults.calls)).toEqual(new Set(['forms.find', 'formRecords.refused']));
    expect(desk.stored.size).toBe(0);
    expect(await desk.formRecords.list()).toMatchObject([{ refused: 100, why: 'it is not signed as it should be' }]);
    expect((await echo(desk, ANNA)).status).toBe(200);
  });

  it('is noted for its owner, without a word of it', async () => {
    const desk = echoDesk();
    await echo(desk, '{"secret words');
    await echo(desk, ANNA, { headers: { 'x-token': 'secret token' } });
    const form = echoDeskOfForm();
    await send(form, { ...FORM, email: 'secret@words' });
    const noted = [...(await desk.formRecords.list()), ...(await form.formRecords.list())];
    expect(noted).toMatchObject([
      { name: 'shop', refused: 2, why: 'The request must be JSON in UTF-8.' },
      { name: 'form', refused: 1, why: 'Some fields are wrong. email' },
    ]);
    expect(JSON.stringify([noted, desk.lines, form.lines])).not.toContain('secret');
  });
});

describe('a source that sends too fast', () => {
  it('is told when to come again, after sixty at once and five a second', async () => {
    const desk = echoDesk();
    const number = (of: number) => echo(desk, { ...ANNA, id: `n${of}` });
    for (let each = 0; each < 60; each += 1) expect((await number(each)).status).toBe(200);
    const kept = desk.stored.size;
    const { status, headers } = await number(60);
    expect([status, headers?.['retry-after']]).toEqual([429, '1']);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(desk.stored.size).toBe(kept);
    desk.pass(1);
    const next = await Promise.all([61, 62, 63, 64, 65, 66].map(number));
    expect(next.map((each) => each.status).sort()).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

function echoDeskOfForm(change = {}): MemoryDesk {
  const secrets = [`whsec_${Buffer.from('the secret of the form itself').toString('base64')}`];
  return echoDesk({ name: 'form', type: 'standard', secrets, ...change });
}
