import { generateKeyPairSync, sign } from 'node:crypto';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { github } from '../../../shared/forms/providers/github.ts';
import { deskOf } from '../../support/stories.ts';
import { FORM, OLD_SECRET, post, SECRET } from './form.ts';

const AT = new Date('2026-11-30T08:00:00.000Z');
const ID = 'msg_2b3c';
const BODY = JSON.stringify({ ...FORM, body: 'È rotto 🖨️' });

/** Who signs as senders do: the two clients, and by a key pair, which neither of them knows. */
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const PUBLIC = `whpk_${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;
const SIGNERS: Record<string, (secret: string) => string> = {
  standardwebhooks: (secret) => new StandardWebhook(secret).sign(ID, AT, BODY),
  svix: (secret) => new SvixWebhook(secret).sign(ID, AT, BODY),
  'a key pair (v1a)': () =>
    `v1a,${sign(null, Buffer.from(`${ID}.${AT.getTime() / 1000}.${BODY}`), privateKey).toString('base64')}`,
};

const headersOf = (signature: string, prefix: string) => ({
  [`${prefix}-id`]: ID,
  [`${prefix}-timestamp`]: String(AT.getTime() / 1000),
  [`${prefix}-signature`]: signature,
  'content-type': 'application/json',
});

describe.each(Object.entries(SIGNERS))('what %s signs', (_, signed) => {
  const secrets = [PUBLIC, SECRET];
  const deliver = (signature: string, { isBase64 = true, prefix = 'webhook', of = secrets } = {}) =>
    post(deskOf({ webhooks: { form: of } }), {
      body: isBase64 ? Buffer.from(BODY) : BODY,
      headers: headersOf(signature, prefix),
    });

  it.each([
    [true, 'webhook'],
    [false, 'webhook'],
    [true, 'svix'],
    [false, 'svix'],
  ])('is a ticket, in base64 (%s), by the headers of %s', async (isBase64, prefix) => {
    expect((await deliver(signed(SECRET), { isBase64, prefix })).status).toBe(200);
  });

  it.each([true, false])('is one among several secrets and several signatures, in base64 (%s)', async (isBase64) => {
    const other = new StandardWebhook(OLD_SECRET).sign(ID, AT, BODY);
    const of = [`whsec_${'B'.repeat(32)}`, ...secrets];
    // In one header, and in several, which API Gateway joins by a comma.
    for (const signatures of [`${other} ${signed(SECRET)}`, `${other},${signed(SECRET)}`, `v2,x, ${signed(SECRET)}`]) {
      expect((await deliver(signatures, { isBase64, of })).status).toBe(200);
    }
    expect((await deliver(other, { isBase64, of })).status).toBe(401);
  });
});

it('holds for what GitHub documents of its signature', () => {
  // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
  const headers = {
    'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  };
  const delivery = { url: 'https://desk.example/webhooks/code', headers, body: Buffer.from('Hello, World!') };
  expect(github.verify(delivery, ["It's a Secret to Everybody"], AT)).toEqual({});
  expect(github.verify({ ...delivery, body: Buffer.from('Hello, World') }, ["It's a Secret to Everybody"], AT)).toBe(
    undefined,
  );
});
