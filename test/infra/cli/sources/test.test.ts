import { describe, expect, it } from 'vitest';
import { savedDelivery } from '../../../../infra/cli/sources/saved-delivery.ts';
import { sourcesTest } from '../../../../infra/cli/sources/test.ts';
import { noteDelivered } from '../../../../shared/intake/note-form.ts';
import { sourcesDesks } from './sources-desk.ts';

const newDesk = sourcesDesks();
const shop = {
  type: 'standard',
  secrets: [{ secret: `whsec_${'A'.repeat(32)}` }],
  defaults: { priority: 2, language: 'it' },
};
const body = JSON.stringify({
  email: 'anna@acme.example',
  name: 'Anna',
  subject: 'No light',
  body: 'It is dark here.',
});

describe('sources test', () => {
  it('shows the ticket that a saved delivery would make, and writes nothing', async () => {
    const desk = newDesk({ sources: { shop } });
    const { status, out } = await desk.run(sourcesTest, 'shop -', body);
    expect(status).toBe(0);
    for (const line of [
      'from:     Anna <anna@acme.example>',
      'subject:  No light',
      'priority: P2',
      'language: it',
      'It is dark here.',
    ]) {
      expect(out).toContain(line);
    }
    expect([...desk.memory.items]).toEqual([]);
    expect(desk.memory.stored.size).toBe(0);
    expect(await desk.records.list()).toEqual([]);
  });

  it.each([
    ['{"subject":"x"}', 'warning:  not acknowledged: the form names no mail address'],
    ['{"email":"help@support.example"}', 'warning:  not acknowledged: help@support.example is an address of this desk'],
  ])('says that nobody is acknowledged, and why, of %s', async (text, why) => {
    const desk = newDesk({ sources: { site: { type: 'token', secrets: [{ secret: `tok_${'a'.repeat(43)}` }] } } });
    const { out } = await desk.run(sourcesTest, 'site -', text);
    expect(out).toContain('from:     nobody');
    expect(out).toContain(why);
  });

  it('refuses what the door refuses, by its fields', async () => {
    const desk = newDesk({ sources: { shop } });
    const wrong = desk.run(
      sourcesTest,
      'shop -',
      JSON.stringify({ ...JSON.parse(body), email: 'no-reply@acme.example' }),
    );
    await expect(wrong).rejects.toThrow(
      /cannot be read: .*email no-reply@acme.example is an address that nobody reads/,
    );
  });

  it('shows what a Standard Webhook has beside the five fields, and the tag that makes its priority', async () => {
    const more = JSON.stringify({ ...JSON.parse(body), subject: '[P1] No light', floor: 2 });
    const { out } = await newDesk({ sources: { shop } }).run(sourcesTest, 'shop -', more);
    expect(out).toContain('priority: P1');
    expect(out).toContain('It is dark here.\n\nfloor: 2\n');
  });

  it('shows nothing that a terminal would obey, whatever a stranger calls a file', async () => {
    const desk = newDesk({ sources: { site: { type: 'token', secrets: [{ secret: `tok_${'a'.repeat(43)}` }] } } });
    const steers = '\u001b]0;x\u0007\u001b[2J\u009b1m\u202e';
    const parts = [
      'content-disposition: form-data; name="email"\r\n\r\nanna@acme.example',
      `content-disposition: form-data; name="file"; filename="a${steers}.txt"\r\ncontent-type: text/plain${steers}\r\n\r\nx`,
    ];
    const body = `${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
    const request = `POST /webhooks/site HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=b\r\n\r\n${body}`;
    const { out } = await desk.run(sourcesTest, 'site -', request);
    expect(out).toContain('file:     a ]0;x [2J›1m.txt (text/plain');
    expect(out).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it('takes the last delivery that was taken', async () => {
    const desk = newDesk({ sources: { shop } });
    await expect(desk.run(sourcesTest, 'shop --last')).rejects.toThrow('no delivery of shop is noted yet');
    await desk.memory.files.write('webhooks/shop/a', Buffer.from(body), 'application/json');
    await noteDelivered(desk.memory, { name: 'shop', type: 'standard', secrets: [] }, 'webhooks/shop/a');
    expect((await desk.run(sourcesTest, 'shop --last')).out).toContain('subject:  No light');
    desk.memory.stored.clear();
    await expect(desk.run(sourcesTest, 'shop --last')).rejects.toThrow('is kept no more: give a FILE');
  });

  it('says why a delivery cannot be read', async () => {
    const desk = newDesk({ sources: { shop } });
    await expect(desk.run(sourcesTest, 'shop -', 'no JSON at all')).rejects.toThrow('the delivery cannot be read: ');
  });

  it.each(['shop', 'shop - --last', '', 'shop a b'])('is wrongly called by %j', async (line) => {
    await expect(newDesk({ sources: { shop } }).run(sourcesTest, line)).rejects.toMatchObject({ status: 2 });
  });
});

describe('a saved delivery', () => {
  const read = (text: string) => savedDelivery(Buffer.from(text), 'https://api.example/webhooks/shop');
  const bodyOf = (text: string) => read(text).body.toString();

  it('is a whole request, with either end of line, or a body alone', () => {
    const head = 'POST /webhooks/shop HTTP/1.1\nHost: api.example\nX-A: 1\nx-a: 2\nContent-Type: text/plain\n\n';
    for (const text of [head, head.replaceAll('\n', '\r\n')]) {
      expect(read(`${text}è: {"a":1}\n\nb`)).toMatchObject({
        headers: { host: 'api.example', 'x-a': '1, 2', 'content-type': 'text/plain' },
      });
      expect(bodyOf(`${text}è: {"a":1}\n\nb`)).toBe('è: {"a":1}\n\nb');
    }
    expect(bodyOf('X-Only: header\n\nbody')).toBe('body');
  });

  it.each([
    ['{"a":1}', 'application/json'],
    [' [1]', 'application/json'],
    ['a=1&b=http://x', 'application/x-www-form-urlencoded'],
    [
      '--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--xyz--\r\n',
      'multipart/form-data; boundary="xyz"',
    ],
    ['', 'application/x-www-form-urlencoded'],
  ])('without headers says of %j what it is', (text, type) => {
    expect(read(text).headers['content-type']).toBe(type);
    expect(bodyOf(text)).toBe(text);
  });

  it('with a binary body has every byte of it', () => {
    const bytes = Buffer.from([...Array(256).keys()]);
    expect(savedDelivery(Buffer.concat([Buffer.from('A: b\n\n'), bytes]), 'u').body).toEqual(bytes);
    expect(savedDelivery(bytes, 'u').body).toEqual(bytes);
  });
});
