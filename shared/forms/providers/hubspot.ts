import { hash } from 'node:crypto';
import { contactOf, eventsOf } from '../answers/hubspot.ts';
import { headerOf } from '../delivery-header.ts';
import { isEqualText } from '../equal-text.ts';
import { CLOCK_SECONDS, isFresh } from '../fresh.ts';
import { readJsonBody } from '../json-body.ts';
import type { FormDelivery, FormProvider } from '../provider.ts';
import { isSigned, whyNoTextSecret } from '../text-secret.ts';

/** Those that HubSpot leaves encoded in what v3 signs. */
const DECODED = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/**
 * HubSpot. There: a workflow of the form, action "Send a webhook", method POST, the address that we print, "Use a signature in the request
 * header"; or an app's Webhooks. The secret is the client secret of the app, in its Auth settings.
 */
export const hubspot: FormProvider = {
  name: 'hubspot',

  /** By the strongest that HubSpot sends along: v3 is signed with its time, v1 and v2 are not. */
  verify(delivery, secrets, now) {
    const { headers } = delivery;
    const signature = headerOf(headers, 'x-hubspot-signature-v3');
    const holds = signature === '' ? isHashed(delivery, secrets) : isSignedInTime(delivery, signature, secrets, now);
    return holds ? {} : undefined;
  },

  read({ body }) {
    const whole = readJsonBody(body);
    return Array.isArray(whole) ? eventsOf(whole) : contactOf(whole);
  },

  whyUnusable: whyNoTextSecret,
};

function isSignedInTime(
  { method = 'POST', url, headers, body }: FormDelivery,
  signature: string,
  secrets: readonly string[],
  now: Date,
) {
  const timestamp = headerOf(headers, 'x-hubspot-request-timestamp');
  if (!isFresh(timestamp, now, { unit: 1, seconds: CLOCK_SECONDS })) return false;
  const isSignedAs = (address: string) => isSigned(signature, secrets, [method + address, body, timestamp], 'base64');
  const decoded = url.replace(DECODED, decodeURIComponent);
  return isSignedAs(decoded) || (decoded !== url && isSignedAs(url));
}

/** v1 is over the body, v2 over the method and the address too. */
function isHashed({ method = 'POST', url, headers, body }: FormDelivery, secrets: readonly string[]): boolean {
  const signature = headerOf(headers, 'x-hubspot-signature');
  const before = new Map([
    ['v1', ''],
    ['v2', `${method}${url}`],
  ]).get(headerOf(headers, 'x-hubspot-signature-version'));
  if (before === undefined) return false;
  return secrets.some((secret) => {
    return secret !== '' && isEqualText(hash('sha256', Buffer.concat([Buffer.from(secret + before), body])), signature);
  });
}
