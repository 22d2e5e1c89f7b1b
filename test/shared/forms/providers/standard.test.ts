import { generateKeyPairSync, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { standard } from '../../../../shared/forms/providers/standard.ts';
import { posted, readBy } from './signed.ts';

const NOW = new Date('2026-11-30T08:00:00.400Z');
const SECRET = secretOf('the secret of the online form');
const OTHER = secretOf('the secret of somebody else');
const BODY = '{"subject":"È rotto 🖨️"}';

describe('a signature that holds', () => {
  it('gives the id of the webhook', () => {
    expect(verify(signed())).toEqual({ id: 'msg_1' });
  });

  it('is found whatever the case of the header names', () => {
    const shouted = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]));
    expect(verify(shouted)).toEqual({ id: 'msg_1' });
  });

  it('may stand among others, of other versions and of other secrets', () => {
    const ours = signed()['webhook-signature'];
    const theirs = signed({ secret: OTHER })['webhook-signature'];
    expect(
      verify({ ...signed(), 'webhook-signature': `v1a,abc ${theirs} nonsense v2,${ours.slice(3)} ${ours}` }),
    ).toBeDefined();
  });

  it('may be made with any active secret, also while one of them is unusable', () => {
    expect(verify(signed(), { secrets: ['whsec_', '???', 'whsec_A', 'whsec_====', OTHER, SECRET] })).toBeDefined();
  });

  it('is the same when the secret is kept without its prefix', () => {
    expect(verify(signed(), { secrets: [SECRET.slice('whsec_'.length)] })).toBeDefined();
  });

  it.each([-300, -299, 0, 299, 300])('may be %i s old', (age) => {
    expect(verify(signed({ age }))).toBeDefined();
  });

  it('may stand in several headers, however their values were joined', () => {
    const [ours, theirs] = [signed(), signed({ secret: OTHER })].map((headers) => headers['webhook-signature']);
    for (const joined of [`${theirs}, ${ours}`, `${theirs},${ours}`, `${ours},${theirs}`, `v1,, ${ours}`]) {
      expect(verify({ ...signed(), 'webhook-signature': joined })).toEqual({ id: 'msg_1' });
    }
  });

  it('may be in the headers of Svix, made by its own client', () => {
    expect(verify(bySvix())).toEqual({ id: 'msg_1' });
    expect(verify({ ...bySvix(), 'webhook-id': 'another' })).toEqual({ id: 'msg_1' });
    expect(verify({ ...signed(), 'svix-id': 'another', 'svix-signature': 'v1,abc' })).toEqual({ id: 'msg_1' });
  });

  it('is over bytes, not over text', () => {
    const body = Buffer.from([0xff, 0x00, 0xfe]);
    const headers = signed({ body: body.toString() });
    expect(verify(headers, { body })).toBeUndefined();
    expect(verify(headers, { body: Buffer.from(body.toString()) })).toBeDefined();
  });
});

describe('a signature that does not hold', () => {
  const good = signed();
  it.each<[string, Record<string, string | undefined>]>([
    ['no headers', {}],
    ['no id', { ...good, 'webhook-id': undefined }],
    ['no timestamp', { ...good, 'webhook-timestamp': undefined }],
    ['no signature', { ...good, 'webhook-signature': undefined }],
    ['another id', { ...good, 'webhook-id': 'msg_2' }],
    ['an id with a space', signed({ id: 'msg 1' })],
    ['an id with a dot', signed({ id: 'msg.1' })],
    ['an id that is signed like another', signed({ id: `msg_1.${good['webhook-timestamp']}` })],
    ['an id without end', signed({ id: 'm'.repeat(257) })],
    ['a timestamp that is a word', { ...good, 'webhook-timestamp': 'now' }],
    ['a timestamp that ends in a word', { ...good, 'webhook-timestamp': `${good['webhook-timestamp']}abc` }],
    ['a timestamp with a fraction', { ...good, 'webhook-timestamp': `${good['webhook-timestamp']}.0` }],
    ['a timestamp that is endless', { ...good, 'webhook-timestamp': '9'.repeat(400) }],
    ['another timestamp', { ...good, 'webhook-timestamp': String(Number(good['webhook-timestamp']) + 1) }],
    ['too old', signed({ age: 301 })],
    ['too new', signed({ age: -301 })],
    ['an empty signature', { ...good, 'webhook-signature': 'v1,' }],
    ['no version', { ...good, 'webhook-signature': good['webhook-signature'].slice(3) }],
    ['another version', { ...good, 'webhook-signature': `v2,${good['webhook-signature'].slice(3)}` }],
    ['a signature cut short', { ...good, 'webhook-signature': good['webhook-signature'].slice(0, -2) }],
    ['a signature in hexadecimal', { ...good, 'webhook-signature': hexadecimal(good['webhook-signature']) }],
    ['another secret', signed({ secret: OTHER })],
  ])('%s', (_, headers) => {
    expect(verify(headers)).toBeUndefined();
  });

  it('another body', () => {
    expect(verify(good, { body: Buffer.from(`${BODY} `) })).toBeUndefined();
  });

  it.each([[[]], [['whsec_']], [['']], [['not base64!']]])('secrets that are %j', (secrets) => {
    expect(verify(good, { secrets })).toBeUndefined();
  });
});

describe('a signature of Ed25519', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const publicSecret = `whpk_${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;
  const other = generateKeyPairSync('ed25519').privateKey;
  const asymmetric = (key = privateKey, body = BODY, version = 'v1a') => {
    const headers = signed();
    const content = `msg_1.${headers['webhook-timestamp']}.${body}`;
    return {
      ...headers,
      'webhook-signature': `${version},${sign(null, Buffer.from(content), key).toString('base64')}`,
    };
  };

  it('holds by the public key, also beside one of HMAC and its secret', () => {
    expect(verify(asymmetric(), { secrets: [publicSecret] })).toEqual({ id: 'msg_1' });
    const both = `${signed()['webhook-signature']} ${asymmetric()['webhook-signature']}`;
    for (const secrets of [[publicSecret], [SECRET], [OTHER, publicSecret], ['whpk_AAAA', publicSecret]]) {
      expect(verify({ ...signed(), 'webhook-signature': both }, { secrets })).toBeDefined();
    }
  });

  it.each([
    ['another key', asymmetric(other)],
    ['another body', asymmetric(privateKey, `${BODY} `)],
    ['the version of HMAC', asymmetric(privateKey, BODY, 'v1')],
    ['HMAC with the public key, which everybody has', signed({ secret: publicSecret.slice('whpk_'.length) })],
    ['HMAC with all of its text', signed({ secret: Buffer.from(publicSecret).toString('base64') })],
    ['nothing', { ...signed(), 'webhook-signature': 'v1a,' }],
    ['too few bytes', { ...signed(), 'webhook-signature': 'v1a,AAAA' }],
  ])('does not hold of %s', (_, headers) => {
    expect(verify(headers, { secrets: [publicSecret] })).toBeUndefined();
  });

  it('is no signature for a secret of HMAC', () => {
    expect(verify(asymmetric(), { secrets: [SECRET] })).toBeUndefined();
  });
});

describe('a secret', () => {
  it.each([
    [standard.newSecret?.() ?? '', undefined],
    [SECRET, undefined],
    [SECRET.slice('whsec_'.length), undefined],
    [`whpk_${Buffer.alloc(32, 1).toString('base64')}`, undefined],
    ['', 'is not whsec_ and base64'],
    ['whsec_not base64!', 'is not whsec_ and base64'],
    [secretOf('short'), 'has 5 bytes and needs 24'],
    [`whpk_${Buffer.alloc(24, 1).toString('base64')}`, 'is not whpk_ and base64 of 32 bytes'],
    [`whsk_${Buffer.alloc(64).toString('base64')}`, 'is the private key of its sender: give us the public one, whpk_…'],
  ])('%s', (secret, why) => {
    expect(standard.whyUnusable(secret)).toBe(why);
  });
});

describe('what is read', () => {
  it('is our five fields first, unchecked, and everything else behind', () => {
    const { fields } = readBy(
      standard,
      posted('standard', {
        floor: 0,
        priority: 'URGENT',
        email: 'no address',
        company: { name: 'Acme' },
        body: 'Two\nlines',
        ip: '203.0.113.1',
      }),
    );
    expect(fields).toEqual([
      { key: 'email', label: 'email', kind: 'email', values: ['no address'] },
      { key: 'body', label: 'body', kind: 'long text', values: ['Two\nlines'] },
      { key: 'priority', label: 'priority', kind: 'choice', values: ['URGENT'] },
      { key: 'floor', label: 'floor', kind: 'number', values: ['0'] },
      { key: 'company name', label: 'company name', kind: 'text', values: ['Acme'] },
    ]);
  });

  it('has no id of its own: it stands in the header, and another body under it is another request', () => {
    const { id, same } = readBy(standard, posted('standard', { id: 'x' }));
    expect([id, same]).toEqual([undefined, undefined]);
  });
});

describe('beside the reference code', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([-301, -300, -1, 0, 1, 300, 301])('agrees on a signature that is %i s old', (age) => {
    vi.useFakeTimers({ now: NOW });
    const headers = signed({ age });
    expect(verify(headers) !== undefined).toBe(holdsForReference(headers));
  });
});

function secretOf(text: string): string {
  return `whsec_${Buffer.from(text).toString('base64')}`;
}

function signed({ id = 'msg_1', age = 0, secret = SECRET, body = BODY } = {}) {
  const sentAt = new Date((Math.floor(NOW.getTime() / 1000) - age) * 1000);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(sentAt.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}

function bySvix() {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = signed();
  const signature = new SvixWebhook(SECRET).sign(id, new Date(Number(timestamp) * 1000), BODY);
  return { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature };
}

function verify(headers: Record<string, string | undefined>, { secrets = [SECRET], body = Buffer.from(BODY) } = {}) {
  return standard.verify({ url: 'https://desk.example/webhooks/site', headers, body }, secrets, NOW);
}

function hexadecimal(signature: string): string {
  return `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`;
}

function holdsForReference(headers: Record<string, string>): boolean {
  try {
    new Webhook(SECRET).verify(BODY, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
