import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import { newWalk, type Walk } from '../../pages/security/walk.ts';
import { formOf } from '../../pages/states/scene.ts';
import { messagesOf, ticketsOf } from '../../support/stories.ts';
import { visit } from '../../support/visit.ts';

/** How much a route that takes a form reads: as much as the longest honest form, and nothing whose reading has no end. */

let walk: Walk;
beforeEach(async () => {
  walk = await newWalk();
});

const PAIRS = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=x';

const send = (path: string, type: string, body: string) =>
  visit(createHandler(walk.desk)).send(
    'POST',
    path,
    { 'content-type': type, 'sec-fetch-site': 'same-origin' },
    Buffer.from(body),
  );

/** Routes that read what was typed; a button needs no fields, and a place for a file is asked for in JSON. */
const forms = () => walk.unsafe.map(({ path }) => path).filter((path) => /\/(?:new|link|messages)$/.test(path));

const part = (name: string, value = '') => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe('a form of more fields than any has', () => {
  it.each([
    ['names without a value', PAIRS, 'a&'.repeat(140_000)],
    ['names with one', PAIRS, 'a=b&'.repeat(70_000)],
    ['nothing but what parts them', PAIRS, '&'.repeat(290_000)],
    ['as many as are refused, and no more', PAIRS, `a${'&a'.repeat(201)}`],
    ['with a charset', `${PAIRS}; charset=utf-8`, 'a&'.repeat(140_000)],
    ['parts', MULTIPART, `${part('a').repeat(80_000)}--x--\r\n`],
    ['files', MULTIPART, `${part('files"; filename="a').repeat(60_000)}--x--\r\n`],
    [
      'parts after a boundary of another name',
      'multipart/form-data; xboundary=y; boundary="x"; boundary=z',
      `${part('a').repeat(9_000)}--x--\r\n`,
    ],
  ])('is refused before it is read: %s', async (_, type, body) => {
    const before = await ticketsOf(walk.desk);
    expect(forms()).toHaveLength(3);
    for (const path of forms()) expect((await send(path, type, body)).status, path).toBe(400);
    expect(await ticketsOf(walk.desk)).toEqual(before);
  });

  it('is not one in which somebody chose far too many files: that is said in words, and each is named', async () => {
    const files = Array.from({ length: 150 }, (_, index) => new File(['x'], `photo-${index}.png`));
    const page = await visit(createHandler(walk.desk)).post('/desk/new?lang=en', { ...formOf(walk.desk, 'en'), files });
    expect(page.status).toBe(422);
    for (const said of ['Send 10 files at most', 'photo-0.png', 'photo-149.png']) expect(page.text).toContain(said);
  });
});

describe('a body that is longer than any form without files', () => {
  it.each([PAIRS, 'text/plain', 'application/json', 'nonsense', ''])(
    'is too large as %j, by every route',
    async (type) => {
      for (const { path } of walk.unsafe) expect((await send(path, type, 'a'.repeat(300_001))).status, path).toBe(413);
    },
  );

  it('is none of the longest that somebody may type, as a browser may send it', async () => {
    const text = '€'.repeat(20_000);
    const fields = new URLSearchParams({
      ...formOf(walk.desk, 'en'),
      name: '€'.repeat(100),
      subject: '€'.repeat(200),
      text,
    });
    expect(fields.toString().length).toBeGreaterThan(180_000);
    expect((await send('/desk/new?lang=en', PAIRS, fields.toString())).status).toBe(303);
    const ticket = (await ticketsOf(walk.desk)).find(({ channel }) => channel === 'page');
    const [message] = await messagesOf(walk.desk, ticket?.id ?? '');
    const whole = message?.wholeText && (await walk.desk.files.read(message.wholeText.key)).toString();
    expect(whole).toBe(text);
  });
});
