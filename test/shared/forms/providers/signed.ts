import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FormDelivery, FormProvider } from '../../../../shared/forms/provider.ts';
import type { Submission } from '../../../../shared/forms/submission.ts';

/** How each provider signs, written out from its documentation, and a delivery of each; the code under test is not used here. */

export const NOW = new Date('2026-11-30T08:00:00.400Z');
export const URL = 'https://desk.example/webhooks/contact';

type Signer = (body: Buffer, secret: string, at: Date, on: { url: string; id: string }) => Record<string, string>;

const hmac = (secret: string | Buffer, content: string | Buffer) =>
  createHmac('sha256', secret).update(content).digest();
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const SIGNERS: Record<string, Signer> = {
  standard(body, secret, at, { id }) {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signature = hmac(key, Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])).toString('base64');
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
  },
  webflow(body, secret, at) {
    const timestamp = String(at.getTime());
    const signature = hmac(secret, Buffer.concat([Buffer.from(`${timestamp}:`), body])).toString('hex');
    return { 'x-webflow-timestamp': timestamp, 'x-webflow-signature': signature };
  },
  typeform: (body, secret) => ({ 'typeform-signature': `sha256=${hmac(secret, body).toString('base64')}` }),
  tally: (body, secret) => ({ 'tally-signature': hmac(secret, body).toString('base64') }),
  netlify: (body, secret) => ({ 'x-webhook-signature': jws(secret, { iss: 'netlify', sha256: sha256(body) }) }),
  github: (body, secret) => ({ 'x-hub-signature-256': `sha256=${hmac(secret, body).toString('hex')}` }),
  hubspot(body, secret, at, { url }) {
    const timestamp = String(at.getTime());
    const signature = hmac(secret, Buffer.concat([Buffer.from(`POST${url}`), body, Buffer.from(timestamp)])).toString(
      'base64',
    );
    return { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': signature };
  },
};

/** The names of those. */
export const SIGNED = Object.keys(SIGNERS);

/** The headers by which a provider signs a body. */
export function signedBy(
  name: string,
  body: Buffer,
  { secret, at, url, id = 'msg_1' }: { secret: string; at: Date; url: string; id?: string },
): Record<string, string> {
  return SIGNERS[name]?.(body, secret, at, { url, id }) ?? {};
}

/** A compact token, RFC 7515; its header may be another than its signature is of. */
export function jws(secret: string, claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const content = `${base64url(header)}.${base64url(claims)}`;
  return `${content}.${hmac(secret, content).toString('base64url')}`;
}

const secretOf = (name: string, of: string) =>
  name === 'standard'
    ? `whsec_${Buffer.from(`the ${of} secret of the form`).toString('base64')}`
    : `the ${of} secret of ${name}`;

/** A secret as the provider's look, ours or somebody else's. */
export const secretFor = (name: string) => secretOf(name, 'good');
export const otherSecretFor = (name: string) => secretOf(name, 'other');

/** What the provider posts. */
export function bodyOf(name: string): Buffer {
  return readFileSync(new globalThis.URL(`fixtures/${name}.json`, import.meta.url));
}

/** A delivery of a provider, signed as it signs. */
export function delivered(
  name: string,
  {
    body = bodyOf(name),
    secret = secretFor(name),
    at = NOW,
    url = URL,
  }: Partial<{ body: Buffer; secret: string; at: Date; url: string }> = {},
): FormDelivery {
  return { url, headers: signedBy(name, body, { secret, at, url }), body };
}

/** A delivery of this JSON. */
export function posted(name: string, value: unknown): FormDelivery {
  return delivered(name, { body: Buffer.from(JSON.stringify(value ?? null)) });
}

/** What such a provider reads: JSON, and so at once. */
export function readBy({ name, read }: FormProvider, delivery: FormDelivery): Submission {
  const submission = read(delivery);
  if (submission instanceof Promise) throw new Error(`${name} reads later`);
  return submission;
}
