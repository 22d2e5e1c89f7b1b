import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { ask } from '../../support/http.ts';
import { deskOf, mailed, messagesOf } from '../../support/stories.ts';
import { FORM, formDesk, OLD_SECRET, post, SECRET, send, signed } from './form.ts';

describe('a signed webhook', () => {
  it('becomes a ticket, with a timer, an acknowledgement, and a notice to each agent', async () => {
    const desk = formDesk();
    const { status, headers, json } = await post(desk);
    expect(status).toBe(200);
    expect(headers?.['content-type']).toContain('application/json');
    const ticket = await desk.tickets.get(json.ticket);
    expect(json).toEqual({ ticket: ticket?.id, priority: 1, respondBy: '2026-11-30T10:00:00.000Z', duplicate: false });
    expect(ticket).toMatchObject({
      source: 'webhook:form:msg_1',
      channel: 'webhook',
      // The form is proved by its signature, the person who filled it in is not.
      requester: { address: 'anna@rossi.example', name: 'Anna', verified: false },
      customer: { id: 'rossi' },
    });
    expect(desk.scheduled.size).toBe(1);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example', 'bruno@support.example']);
  });

  it('is one ticket, one acknowledgement and one timer when it comes twice', async () => {
    const desk = formDesk();
    const first = await post(desk);
    desk.pass(60);
    const second = await post(desk);
    expect(second.status).toBe(200);
    expect(second.json).toEqual({ ...first.json, duplicate: true });
    expect(desk.scheduled.size).toBe(1);
    expect(desk.sent).toHaveLength(3);
  });

  it('is another ticket when another source uses the same id', async () => {
    const desk = deskOf({ webhooks: { form: [SECRET], chat: [SECRET] } });
    const form = await post(desk);
    const chat = await post(desk, { path: '/webhooks/chat' });
    expect(chat.json).toMatchObject({ duplicate: false });
    expect(chat.json.ticket).not.toBe(form.json.ticket);
  });

  it('is checked over its very bytes, also when API Gateway wraps them in base64', async () => {
    const body = `\ufeff  ${JSON.stringify({ ...FORM, body: 'È rotto 🖨️' })}\r\n`;
    const { json, status } = await post(formDesk(), { body: Buffer.from(body), headers: signed(body) });
    expect(json).toMatchObject({ priority: 1 });
    expect(status).toBe(200);
  });

  it('may be signed with the secret that is being replaced', async () => {
    const { status } = await post(formDesk(), { headers: signed(JSON.stringify(FORM), { secret: OLD_SECRET }) });
    expect(status).toBe(200);
  });

  it('takes its priority from a tag in the subject when it has no field for it', async () => {
    const { json } = await send(formDesk(), { ...FORM, priority: undefined, subject: '[P2] The door' });
    expect(json.priority).toBe(2);
  });

  it('shows all that its sender has beside the five fields below the message', async () => {
    const desk = formDesk();
    const { json } = await send(desk, { ...FORM, floor: 0, device: { serials: ['A-1', 'B-2'] }, note: null });
    const [message] = await messagesOf(desk, json.ticket);
    expect(message?.text).toBe('It does not open.\n\nfloor: 0\ndevice serials: A-1, B-2');
  });

  it('shows a word for a priority, which asks for none', async () => {
    const desk = formDesk();
    const { status, json } = await send(desk, { ...FORM, priority: 'hoch' });
    expect([status, json.priority]).toEqual([200, (await send(formDesk(), { ...FORM, priority: null })).json.priority]);
    expect((await messagesOf(desk, json.ticket))[0]?.text).toBe('It does not open.\n\npriority: hoch');
  });

  it('never takes a plan from the sender', async () => {
    const desk = formDesk();
    const { json } = await send(desk, { ...FORM, plan: 'premium', customer: 'acme', calendar: '24x7' });
    expect((await desk.tickets.get(json.ticket))?.terms).toMatchObject({ plan: 'basic', calendar: 'global' });
  });
});

/** What a delivery is looked at by before anything of it is believed, and what it is kept by. */
const READS = ['forms.find', 'secrets.webhookSecrets', 'formRecords.refused', 'tokenBucket.take', 'files.write'];

describe('a webhook that is refused', () => {
  it('is a 404 for a source that nobody knows', async () => {
    for (const source of ['shop', '__proto__', 'for:m', 'x'.repeat(65), '']) {
      expect((await post(formDesk(), { path: `/webhooks/${source}` })).status).toBe(404);
    }
  });

  it('is a 405 when it is not posted', async () => {
    const { status, headers, json } = await ask(createHandler(formDesk()), { path: '/webhooks/form', body: '{}' });
    expect(status).toBe(405);
    expect(headers?.allow).toBe('POST');
    expect(json).toMatchObject({ title: 'Method Not Allowed' });
  });

  it('is a 401 with one text, whatever is wrong with its signature', async () => {
    const body = JSON.stringify(FORM);
    const good = signed(body);
    const bad = [
      {},
      { ...good, 'webhook-signature': 'v1,AAAA' },
      signed(body, { secret: `whsec_${Buffer.from('of a forger').toString('base64')}` }),
      signed(body, { age: 301 }),
      signed(`${body} `),
    ];
    const answers = await Promise.all(bad.map((headers) => post(formDesk(), { headers })));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(answers[0]?.headers?.['content-type']).toBe('application/problem+json');
  });

  it.each(['msg.1', '.', 'msg_1.', '.msg_1', '1764489600.1'])(
    'is a 400 that names the field when its id has a dot (%s), signed or not',
    async (id) => {
      const desk = formDesk();
      const { status, json } = await post(desk, {
        headers: { ...signed(JSON.stringify(FORM)), 'Webhook-Id': id, 'webhook-id': id },
      });
      expect(status).toBe(400);
      expect(json.errors).toEqual([{ field: 'webhook-id', message: expect.stringContaining('no dot') }]);
      expect(desk.stored.size).toBe(0);
      expect((await post(desk, { path: '/webhooks/shop', headers: { 'webhook-id': id } })).status).toBe(404);
    },
  );

  it('is a 500 for a source that has no secret left, and says nothing of it', async () => {
    const desk = formDesk();
    desk.forms.find = () => Promise.reject(new Error('the secret x has no usable webhooks.form'));
    const { status, json } = await post(desk);
    expect(status).toBe(500);
    expect(JSON.stringify(json)).not.toContain('usable');
  });

  it('with the id of another is refused, and kept: its words are not lost behind the first', async () => {
    const desk = formDesk();
    expect((await send(desk, FORM)).status).toBe(200);
    const { status, json } = await send(desk, { ...FORM, body: 'The window, too.' });
    expect(status).toBe(409);
    expect(json.errors).toEqual([
      { field: 'webhook-id', message: 'has brought another request: use a new one for each' },
    ]);
    expect([...desk.stored.values()].some(({ content }) => content.includes('The window, too.'))).toBe(true);
  });

  it('with the id of one that came at the same time is refused, too', async () => {
    const desk = formDesk();
    const answers = await Promise.all(['one', 'two'].map((body) => send(desk, { ...FORM, body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is checked on the machine, whose time is not the desk’s', async () => {
    const desk = formDesk();
    const machine = new Date('2026-11-30T08:00:00.000Z');
    desk.setNow('2027-01-01T00:00:00.000Z');
    const { status } = await post({ ...desk, machineNow: () => machine });
    expect(status).toBe(200);
  });

  it.each(['', '{', 'null', '"text"', '[]', 'email=anna%40rossi.example'])(
    'is a 400 when it is no JSON object: %s',
    async (body) => {
      const { status, json } = await post(formDesk(), { body, headers: signed(body) });
      expect(status).toBe(400);
      expect(json.detail).toMatch(/JSON/);
    },
  );

  it('is a 400 when it is not UTF-8', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    const sentAt = new Date('2026-11-30T08:00:00.000Z');
    const mac = createHmac('sha256', 'the secret of the form itself')
      .update(`msg_1.${sentAt.getTime() / 1000}.`)
      .update(bytes);
    const headers = { ...signed(''), 'webhook-signature': `v1,${mac.digest('base64')}` };
    expect((await post(formDesk(), { body: bytes, headers })).json.detail).toBe('The request must be JSON in UTF-8.');
  });

  it('is a 400 that names each field and its mend', async () => {
    const { status, json } = await send(formDesk(), { email: 'anna', subject: '', priority: 7 });
    expect(status).toBe(400);
    expect(json).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'Some fields are wrong.',
      errors: [
        { field: 'email', message: 'must be a mail address, as anna@acme.example' },
        { field: 'subject', message: 'is empty: say in a few words what it is about' },
        { field: 'body', message: 'is missing: it must be a text' },
      ],
    });
  });

  it('is a 413 over 256 kB, counted in bytes and before its signature', async () => {
    const desk = formDesk();
    const letters = 'è'.repeat(128 * 1024);
    expect((await post(desk, { body: `${letters}x`, headers: {} })).status).toBe(413);
    expect((await post(desk, { body: letters, headers: {} })).status).toBe(401);
    expect(desk.stored.size).toBe(0);
    expect(await desk.formRecords.list()).toMatchObject([{ refused: 2 }]);
  });

  it('leaves no ticket behind, and is looked up nowhere', async () => {
    const desk = formDesk();
    await post(desk, { headers: {} });
    await send(desk, {});
    expect(desk.faults.calls.filter((call) => !READS.includes(call))).toEqual([]);
  });
});

describe('the request of a form', () => {
  const kept = (desk: ReturnType<typeof formDesk>) =>
    [...desk.stored].filter(([key]) => key.startsWith('webhooks/form/') && !key.endsWith('.asked'));

  it('is kept as it came, once, and its message names it', async () => {
    const desk = formDesk();
    const { json } = await post(desk);
    await post(desk);
    const [[key, { content }] = ['', { content: Buffer.of() }], ...others] = kept(desk);
    expect(others).toEqual([]);
    expect(content.toString()).toBe(JSON.stringify(FORM));
    expect(await messagesOf(desk, json.ticket)).toMatchObject([{ raw: key }]);
  });

  it('is kept also when its fields are wrong, or when all else fails', async () => {
    const desk = formDesk();
    expect((await send(desk, { ...FORM, email: 'nobody' })).status).toBe(400);
    expect(kept(desk)).toHaveLength(1);
    desk.faults.add({ port: 'customers.find' });
    expect((await post(desk)).status).toBe(503);
    expect(kept(desk)).toHaveLength(2);
  });

  it('is not kept when it is not signed: anybody could fill the bucket', async () => {
    const desk = formDesk();
    expect((await post(desk, { headers: {} })).status).toBe(401);
    expect(kept(desk)).toEqual([]);
  });

  it('is sent again when it could not be kept', async () => {
    const desk = formDesk();
    desk.faults.add({ port: 'files.write', times: 1 });
    expect((await post(desk)).status).toBe(503);
    expect((await post(desk)).status).toBe(200);
  });
});
