import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webflow } from '../../../../shared/forms/providers/webflow.ts';
import { newUrlToken } from '../../../../shared/forms/url-token.ts';
import { bodyOf, delivered, NOW, posted, readBy, URL } from './signed.ts';

const MINUTE = 60_000;
/** Looks like hexadecimal, and is used as text. */
const SECRET = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';

describe('the signature of Webflow', () => {
  const verify = (delivery = delivered('webflow', { secret: SECRET }), now = NOW) =>
    webflow.verify(delivery, [SECRET], now);

  it('is made with the text of the secret, not with the bytes that it looks like', () => {
    expect(verify()).toEqual({});
    const { headers, body } = delivered('webflow', { secret: SECRET });
    const byBytes = createHmac('sha256', Buffer.from(SECRET, 'hex'))
      .update(`${headers['x-webflow-timestamp']}:`)
      .update(body);
    expect(
      verify({ url: URL, body, headers: { ...headers, 'x-webflow-signature': byBytes.digest('hex') } }),
    ).toBeUndefined();
  });

  it.each([0, 10, 20, 30, 44, 45])('holds %i minutes later: Webflow tries again ten minutes apart', (minutes) => {
    expect(verify(undefined, new Date(NOW.getTime() + minutes * MINUTE))).toEqual({});
  });

  it.each([45 * MINUTE + 1, -5 * MINUTE - 1, -60 * MINUTE])('does not hold %i ms later', (ms) => {
    expect(verify(undefined, new Date(NOW.getTime() + ms))).toBeUndefined();
  });

  it.each(['1796025600', '1796025600400.0', '0x1a2', '1796025600400 ', '-1', ''])(
    'needs a timestamp in ms, not %j',
    (timestamp) => {
      const body = bodyOf('webflow');
      const signature = createHmac('sha256', SECRET).update(`${timestamp}:`).update(body).digest('hex');
      const headers = { 'x-webflow-timestamp': timestamp, 'x-webflow-signature': signature };
      expect(verify({ url: URL, headers, body })).toBeUndefined();
    },
  );
});

describe('a webhook that was made in the dashboard, unsigned', () => {
  const token = newUrlToken();
  const verify = (url: string, secrets = [token]) =>
    webflow.verify({ url, headers: {}, body: bodyOf('webflow') }, secrets, NOW);

  it('is known by the token in its address', () => {
    expect(verify(`${URL}?token=${token}`)).toEqual({});
    expect(verify(`${URL}?a=b&token=${token}#c`, [SECRET, token])).toEqual({});
  });

  it('is not known by another, or by a secret that signs', () => {
    for (const query of [
      '',
      '?token=',
      `?token=${newUrlToken()}`,
      `?token=${token}x`,
      `?other=${token}`,
      `?TOKEN=${token}`,
    ]) {
      expect(verify(`${URL}${query}`)).toBeUndefined();
    }
    expect(verify(`${URL}?token=${SECRET}`, [SECRET])).toBeUndefined();
  });
});

describe('what Webflow posts', () => {
  it('is read with its labels, 0 and false too, and its file as a link', () => {
    const { id, form, at, fields, files } = readBy(webflow, delivered('webflow'));
    expect({ id, form, at }).toEqual({ id: '64b0aa11bb22', form: 'Ask the workshop', at: '2026-11-30T07:58:11.250Z' });
    expect(fields.map(({ label, kind, values }) => [label, kind, ...values])).toEqual([
      ['Full name', 'text', 'Giulia Verdi'],
      ['Your e-mail', 'text', 'giulia@officina.example'],
      ['Phone', 'number', '390612345678'],
      ['IP address', 'text', 'the one of the till'],
      ['Message', 'long text', 'The till does not open.\nIt beeps.'],
      ['Newsletter', 'choice', 'false'],
      ['Photo', 'text', 'till open.jpg'],
    ]);
    expect(files).toEqual([
      {
        filename: 'till open.jpg',
        contentType: 'application/octet-stream',
        link: 'https://uploads.webflow.example/64b0/till%20open.jpg',
      },
    ]);
  });

  it('is read as the first version of its API posted it', () => {
    const old = {
      name: 'Contact',
      site: 's',
      data: { Mail: 'a@b.example', ip: '203.0.113.1' },
      d: '2026-11-30T07:58:11Z',
      _id: 'x1',
    };
    expect(readBy(webflow, posted('webflow', old))).toMatchObject({
      id: 'x1',
      form: 'Contact',
      at: '2026-11-30T07:58:11.000Z',
      fields: [{ label: 'Mail', values: ['a@b.example'] }],
    });
  });
});
