import { createHash, createHmac } from 'node:crypto';
import type { FormDelivery } from '../../../shared/forms/provider.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { delivered as jsonDelivery, multipart } from '../../shared/forms/deliveries.ts';
import { bodyOf, otherSecretFor, SIGNED, secretFor, signedBy } from '../../shared/forms/providers/signed.ts';
import { inParts, jotformFields, SAMPLES } from '../../shared/forms/unsigned-samples.ts';
import type { FormMutant } from './mutants.ts';

/** Deliveries of every provider as they are posted to its source, `/webhooks/contact`, each proved in the provider's own way. */

/** Who posts by itself; what a plain page sends is a browser's (`page.test.ts`). */
export const POSTING = Object.keys(PROVIDERS).filter((name) => name !== 'html');

/** Other proofs of those that know several, by the provider's name and theirs. */
export const OTHERWISE = ['webflow by token', 'framer by token', 'google by token', 'hubspot v1', 'hubspot v2'];
/** The provider of a way to prove a delivery. */
export const typeOf = (way: string) => way.split(' ', 1)[0] ?? '';

export const SOURCE = 'contact';
const DESK = 'https://desk.example';
const NOW = new Date('2026-11-30T08:00:00.000Z');

/** Of those who sign nothing. */
const TOKENS = { good: `tok_${'g'.repeat(43)}`, other: `tok_${'o'.repeat(43)}` };
/** What Framer asks of a secret: 32 characters. */
const LONG = { good: 'the good secret of a form at Framer', other: 'some other secret of a form at Framer' };

export type Posted = { url: string; headers: Record<string, string>; body: Buffer };
type Way = { secret?: string; at?: Date; desk?: string; source?: string; id?: string };

/** A secret of the provider's source, or somebody else's. */
export function secretOf(name: string, of: 'good' | 'other' = 'good'): string {
  if (name === 'framer') return LONG[of];
  const signedAs = name === 'google' ? 'standard' : name.replace(/ v[12]$/, '');
  if (SIGNED.includes(signedAs)) return (of === 'good' ? secretFor : otherSecretFor)(signedAs);
  return TOKENS[of];
}

/** The provider's own sample, as JSON; of Jotform the answers in it. */
export function sampleOf(name: string): unknown {
  return SAMPLES[typeOf(name)]?.body ?? JSON.parse(String(bodyOf(typeOf(name))));
}

/** A delivery of these values. */
export function postedBy(name: string, value: unknown, way: Way = {}): Posted {
  const json = JSON.stringify(value ?? null);
  // Its answers are a part of a form.
  const { headers, body } =
    name === 'jotform'
      ? inParts(jotformFields(value, way.id === undefined ? {} : { submissionID: way.id }))
      : jsonDelivery(json);
  return proved(name, { headers, body }, way);
}

/** A delivery of a form as browsers send it. */
export function postedForm(name: string, { type, entries, files }: FormMutant): Posted {
  if (type === 'pairs') {
    const body = Buffer.from(new URLSearchParams(entries).toString());
    return proved(name, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
  }
  // As browsers write a name (the HTML standard, *multipart/form-data*).
  const quoted = (text: string) => `"${text.replaceAll('"', '%22')}"`;
  const fields = entries.map(([of, value]) => `Content-Disposition: form-data; name=${quoted(of)}\r\n\r\n${value}`);
  const chosen = files.map(([of, filename]) => {
    return `Content-Disposition: form-data; name=${quoted(of)}; filename="${filename}"\r\nContent-Type: text/plain\r\n\r\nx`;
  });
  const form = multipart(...fields, ...chosen);
  return proved(name, { headers: { 'content-type': form.type }, body: form.body });
}

/** A body in its own bytes, with what proves it. */
export function proved(
  name: string,
  { headers, body }: Pick<FormDelivery, 'headers' | 'body'>,
  { secret = secretOf(name), at = NOW, desk = DESK, source = SOURCE, id = 'submission-1' }: Way = {},
): Posted {
  const url = `${desk}/webhooks/${source}${secret.startsWith('tok_') ? `?token=${secret}` : ''}`;
  const own = { 'content-type': 'application/json', ...headers } as Record<string, string>;
  return { url, headers: { ...own, ...proofOf(name, body, { secret, at, url, id }) }, body };
}

function proofOf(
  name: string,
  body: Buffer,
  way: { secret: string; at: Date; url: string; id: string },
): Record<string, string> {
  // Its id comes along, signed or not.
  const framed = { 'framer-webhook-submission-id': way.id };
  if (way.secret.startsWith('tok_')) return typeOf(name) === 'framer' ? framed : {};
  if (name === 'hubspot v1') return hubspot('v1', `${way.secret}${body}`);
  if (name === 'hubspot v2') return hubspot('v2', `${way.secret}POST${way.url}${body}`);
  if (name !== 'framer') return signedBy(name === 'google' ? 'standard' : name, body, way);
  const signature = createHmac('sha256', way.secret).update(body).update(way.id).digest('hex');
  return { ...framed, 'framer-signature': `sha256=${signature}` };
}

function hubspot(version: string, signed: string): Record<string, string> {
  const signature = createHash('sha256').update(signed).digest('hex');
  return { 'x-hubspot-signature-version': version, 'x-hubspot-signature': signature };
}
