import { createHmac, verify as verifyByKey } from 'node:crypto';
import { headerOf } from '../delivery-header.ts';
import { isEqualText } from '../equal-text.ts';
import { CLOCK_SECONDS, isFresh } from '../fresh.ts';
import { readJsonBody } from '../json-body.ts';
import { isObject } from '../json-value.ts';
import { leavesOf } from '../leaves.ts';
import type { FormProvider } from '../provider.ts';
import { otherAnswers } from '../request.ts';
import type { FieldKind } from '../submission.ts';
import { submitted } from '../submitted.ts';
import { newWebhookKey, publicKey, sharedKey, whyNoWebhookKey } from '../webhook-key.ts';

/** Printable, and no dot: `a.1` at `2` and `a` at `1.2` would be signed alike (the specification, *Webhook Headers*). */
const WEBHOOK_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;
/** Several `version,signature` stand side by side, parted by spaces, or by commas where they came in headers of their own. */
const BETWEEN = /[ ,]+/;

/** Svix, from which the specification comes, writes its own name into those of its headers. */
const PREFIXES = ['webhook', 'svix'];

/** Our five fields, as `shared/forms/request.ts` has them. */
const KINDS = new Map<string, FieldKind>([
  ['email', 'email'],
  ['name', 'name'],
  ['subject', 'text'],
  ['body', 'long text'],
  ['priority', 'choice'],
]);

/**
 * Any program of your own, and every sender that signs Standard Webhooks: v1 (HMAC, a secret that both know) or v1a (Ed25519, of which we
 * have the public key alone).
 *
 * There: give the address and the secret to the program, which signs with a library of
 * https://github.com/standard-webhooks/standard-webhooks and posts JSON. A sender that makes its own key shows a secret, `whsec_…`, or a
 * public key, `whpk_…`: give us that.
 */
export const standard: FormProvider = {
  name: 'standard',
  // Programs call a text so that name no type (`fetch`).
  types: ['application/json', 'text/plain'],

  verify({ headers, body }, secrets, now) {
    for (const prefix of PREFIXES) {
      const id = headerOf(headers, `${prefix}-id`);
      const timestamp = headerOf(headers, `${prefix}-timestamp`);
      if (!WEBHOOK_ID.test(id) || !isFresh(timestamp, now, { unit: 1000, seconds: CLOCK_SECONDS })) continue;
      const signatures = headerOf(headers, `${prefix}-signature`);
      if (holds(signatures, secrets, `${id}.${timestamp}.`, body)) return { id };
    }
    return undefined;
  },

  /** Our five fields first, unchecked: where no map says otherwise, the door holds them to `shared/forms/request.ts`. */
  read({ body }) {
    const request = readJsonBody(body);
    if (!isObject(request)) return submitted({ fields: leavesOf(request, { key: 'body', kind: 'long text' }) });
    const ours = [...KINDS].filter(([key]) => Object.hasOwn(request, key));
    const fields = ours.flatMap(([key, kind]) => leavesOf(request[key], { key, kind }));
    const others = otherAnswers(request).filter(({ key }) => !KINDS.has(key));
    return submitted({ fields: [...fields, ...others] });
  },

  whyUnusable: whyNoWebhookKey,
  newSecret: newWebhookKey,
};

/** Whether one of the signatures is one of the secrets'. A bad secret does not void the others. */
function holds(signatures: string, secrets: readonly string[], prefix: string, body: Buffer): boolean {
  const parts = signatures.split(BETWEEN);
  const given = (version: string) => parts.filter((_, at) => parts[at - 1] === version);
  const [symmetric, asymmetric] = [given('v1'), given('v1a')];
  return secrets.some((secret) => {
    const key = symmetric.length > 0 && sharedKey(secret);
    if (key) {
      // A key that is given as bytes takes five times as long.
      const hmac = createHmac('sha256', key, { encoding: 'base64' });
      const wanted = hmac.update(prefix).update(body).digest('base64');
      return symmetric.some((signature) => isEqualText(wanted, signature));
    }
    const verifier = asymmetric.length > 0 && publicKey(secret);
    if (!verifier) return false;
    const signed = Buffer.concat([Buffer.from(prefix), body]);
    return asymmetric.some((signature) => verifyByKey(null, signed, verifier, Buffer.from(signature, 'base64')));
  });
}
