import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { ask, httpEvent } from '../../support/http.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { POSTING, type Posted, proved, SOURCE, secretOf } from './posted.ts';

const ASKED = { email: 'zoe@rossi.example', subject: 'The pump', body: 'Perchè non va?' };
const bytesOf = (text: string, charset: BufferEncoding = 'utf8') => Buffer.from(text, charset);
const isToken = (name: string) => secretOf(name).startsWith('tok_');

const deskFor = (name: string) =>
  deskOf({ sources: { [SOURCE]: { type: name, secrets: [{ secret: secretOf(name) }] } } });

type Passed = { isBase64: boolean; contentLength?: boolean };

/** Posts as API Gateway passes it on: in base64, or as a text in which each byte that is no UTF-8 has become U+FFFD, with the length of before. */
function post(desk: ReturnType<typeof deskFor>, posted: Posted, { isBase64, contentLength = true }: Passed) {
  const { pathname: path, search } = new URL(posted.url);
  const body = isBase64 ? posted.body : posted.body.toString();
  const headers = { ...posted.headers, ...(contentLength && { 'content-length': String(posted.body.length) }) };
  return ask(createHandler(desk), { method: 'POST', path, query: search.slice(1), headers, body });
}

const sent = (name: string, body: Buffer, type = 'application/json') =>
  proved(name, { headers: { 'content-type': type }, body });

describe.each(POSTING)('what %s sends', (name) => {
  it.each([
    [true, 'latin1'],
    [false, 'latin1'],
    [true, 'utf16le'],
    [false, 'utf16le'],
  ] as const)('is a 400 that says UTF-8, and kept, in base64 (%s) and in %s', async (isBase64, charset) => {
    const desk = deskFor(name);
    const { status, json } = await post(desk, sent(name, bytesOf(JSON.stringify(ASKED), charset)), { isBase64 });
    expect([status, json.detail]).toEqual([400, expect.stringContaining('UTF-8')]);
    expect(await ticketsOf(desk)).toEqual([]);
    // What is signed is of the bytes: of a text that has lost some nobody knows whose it is.
    const isProved = isBase64 || isToken(name);
    expect(desk.stored.size).toBe(isProved ? 1 : 0);
  });

  it.each([true, false])('may have a U+FFFD that is its sender’s own, in base64 (%s)', async (isBase64) => {
    const desk = deskFor(name);
    const body = bytesOf(JSON.stringify({ ...ASKED, body: 'Perch\ufffd non va?' }));
    const { status, json } = await post(desk, sent(name, body), { isBase64 });
    expect(status).toBe(200);
    expect((await messagesOf(desk, json.ticket))[0]?.text).toContain('Perch\ufffd non va?');
  });

  it('is taken by its token alone where it says no length, and no signature holds of it', async () => {
    const posted = sent(name, bytesOf(JSON.stringify(ASKED), 'latin1'));
    const { status } = await post(deskFor(name), posted, { isBase64: false, contentLength: false });
    expect(status).toBe(isToken(name) ? 200 : 400);
  });
});

it.each([true, false])(
  'JSON that says to be pairs, as curl does, is told its charset, in base64 (%s)',
  async (isBase64) => {
    const body = bytesOf(JSON.stringify(ASKED), 'latin1');
    const desk = deskFor('token');
    const { status, json } = await post(desk, sent('token', body, 'application/x-www-form-urlencoded'), { isBase64 });
    expect([status, json.detail]).toEqual([400, expect.stringContaining('UTF-8')]);
    expect(desk.stored.size).toBe(1);
  },
);

it.each([
  [true, 303],
  [false, 400],
])(
  'a page that is older than UTF-8 is read, and told where its bytes are lost, in base64 (%s)',
  async (isBase64, wanted) => {
    const page = { origins: ['https://www.acme.example'] };
    const desk = deskOf({ sources: { [SOURCE]: { type: 'html', secrets: [], page } } });
    const body = bytesOf('email=zoe@rossi.example&text=Perchè non va?', 'latin1');
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      origin: 'https://www.acme.example',
      ...(isBase64 && { accept: 'text/html' }),
    };
    const event = httpEvent({
      method: 'POST',
      path: `/webhooks/${SOURCE}`,
      headers,
      body: isBase64 ? body : body.toString(),
    });
    expect((await createHandler(desk)(event, {} as never)).statusCode).toBe(wanted);
    const [ticket] = await ticketsOf(desk);
    if (isBase64) expect((await messagesOf(desk, ticket?.id ?? ''))[0]?.text).toContain('Perchè non va?');
    else expect(ticket).toBeUndefined();
  },
);
