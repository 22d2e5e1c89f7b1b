import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { html } from '../../../../shared/forms/providers/html.ts';
import { delivered, fieldsInParts, multipart } from '../deliveries.ts';

const FORM = 'application/x-www-form-urlencoded';
const ANSWERS = { email: 'anna@rossi.example', text: 'It does not open.' };
const read = async (fields: Record<string, string>) =>
  html.read(delivered(new URLSearchParams({ ...ANSWERS, ...fields }).toString(), { type: FORM }));
const same = async (fields: Record<string, string>) => (await read(fields)).same;

describe('a plain page', () => {
  it.each([
    '{"ip":"203.0.113.9","status":null,"nonce":"abc","error":"refused"}',
    '{"name":"disk","value":"95%","type":"critical","id":7}',
    '[null, 1.0, 1e400, 12345678.10]',
    '{"a":1,"a":2}',
    '["A","B"]',
  ])('shows what somebody typed as it was typed: %s', async (text) => {
    expect(ask(await read({ text }), { name: 'site' }).text).toContain(text);
    expect(ask(await read({ log: text }), { name: 'site' }).text).toContain(`Log: ${text}`);
  });

  it('shows what it asks for, also what providers know of people', async () => {
    const { text } = ask(await read({ ip_address: '203.0.113.9', 'server[type]': 'text', 'server[value]': 'x' }), {
      name: 'site',
    });
    for (const line of ['Ip address: 203.0.113.9', 'Server Type: text', 'Server Value: x'])
      expect(text).toContain(line);
  });

  it('has sent the same only where all of it is the same', async () => {
    const long = Object.fromEntries(Array.from({ length: 9_990 }, (_, at) => [`q${at}`, '']));
    for (const [one, other] of [
      [{ text: '{"ip":"203.0.113.9"}' }, { text: '{"ip":"203.0.113.10"}' }],
      [{ ip_address: '203.0.113.9' }, { ip_address: '203.0.113.10' }],
      [
        { ...long, last: 'a' },
        { ...long, last: 'b' },
      ],
      [{ 'a[b]': '1' }, { 'a.b': '1' }],
    ] as Record<string, string>[][]) {
      expect(await same(one ?? {})).toBe(await same({ ...one }));
      expect(await same(one ?? {})).not.toBe(await same(other ?? {}));
    }
  });

  it('has sent the same with another token, captcha or boundary', async () => {
    const once = await same({ _token: 'a', 'g-recaptcha-response': 'b', 'cf-turnstile-response': 'c' });
    expect(await same({ _token: 'd', 'g-recaptcha-response': 'e', 'cf-turnstile-response': 'f' })).toBe(once);
    const { body, type } = fieldsInParts(ANSWERS);
    const again = delivered(body.toString().replaceAll('grenze', 'andere'), { type: type.replace('grenze', 'andere') });
    expect((await html.read(again)).same).toBe((await html.read(delivered(body, { type }))).same);
  });

  it('has sent another where a file is', async () => {
    const withFile = async (filename: string, content: string) => {
      const head = `Content-Disposition: form-data; name="a"; filename="${filename}"\r\nContent-Type: text/plain`;
      const { body, type } = multipart(`${head}\r\n\r\n${content}`);
      return (await html.read(delivered(body, { type }))).same;
    };
    const sames = [await withFile('a.txt', 'x'), await withFile('b.txt', 'x'), await withFile('a.txt', 'y')];
    expect(new Set(sames).size).toBe(3);
    expect(await withFile('a.txt', 'x')).toBe(sames[0]);
  });
});
