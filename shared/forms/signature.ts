import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock may be off, and how old a request may be, in seconds; inclusive, as in the reference code. */
const TOLERANCE_SECONDS = 300;
/** Symmetric signatures; the asymmetric `v1a` needs a key pair that no source of ours has. */
const VERSION = 'v1';
const SECRET_PREFIX = 'whsec_';

/** Printable, and no dot: `a.1` at `2` and `a` at `1.2` would be signed alike (the specification, *Webhook Headers*). */
const WEBHOOK_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;
const TIMESTAMP = /^[1-9]\d{0,14}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

type SignedRequest = {
  /** Active secrets of the source, `whsec_` and base64, or the base64 alone. */
  secrets: readonly string[];
  /** Names in any case. */
  headers: Record<string, string | undefined>;
  /** The bytes as they came: a body that was parsed and written again has another signature. */
  body: Uint8Array;
  /** The machine's time. */
  now: Date;
};

/**
 * The id of a webhook whose Standard Webhooks signature holds, else undefined, whatever is missing, malformed, stale or
 * forged. Never throws. https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifySignature({ secrets, headers, body, now }: SignedRequest): { id: string } | undefined {
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  if (!WEBHOOK_ID.test(id) || !isFresh(timestamp, now)) return undefined;

  const candidates = signatures.split(' ').flatMap((entry) => {
    const [version, signature] = entry.split(',');
    return version === VERSION && signature ? [signature] : [];
  });
  const expected = secrets.flatMap((secret) => sign(secret, `${id}.${timestamp}.`, body));
  const holds = expected.some((wanted) => candidates.some((candidate) => equal(wanted, candidate)));
  return holds ? { id } : undefined;
}

function header(headers: SignedRequest['headers'], name: string): string {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

function isFresh(timestamp: string, now: Date): boolean {
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  return TIMESTAMP.test(timestamp) && Math.abs(age) <= TOLERANCE_SECONDS;
}

/** The signature in base64; none when the secret is unusable, so that one bad secret does not void the others. */
function sign(secret: string, prefix: string, body: Uint8Array): string[] {
  const key = webhookKey(secret);
  return key ? [createHmac('sha256', key).update(prefix).update(body).digest('base64')] : [];
}

/** The key of a secret, `whsec_` and base64 or the base64 alone; undefined when it is no base64. */
export function webhookKey(secret: string): Buffer | undefined {
  const encoded = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret;
  return encoded && BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
}

/** Constant-time for texts of one length; the length of a signature is no secret. */
function equal(wanted: string, candidate: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(candidate)];
  return a.length === b.length && timingSafeEqual(a, b);
}
