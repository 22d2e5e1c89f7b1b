import { randomBytes } from 'node:crypto';
import type { FormDelivery } from './provider.ts';
import { isOneOf } from './same-secret.ts';

/** What a secret that may stand in an address begins with: a signing secret never does, and is never taken from there. */
const PREFIX = 'tok_';

/** Whether the address that was called names a token of the source, `?token=tok_…`: all that a provider can do which signs nothing. */
export function hasUrlToken(delivery: FormDelivery, secrets: readonly string[]): boolean {
  const [address = ''] = delivery.url.split('#', 1);
  const from = address.indexOf('?');
  if (from < 0) return false;
  const query = new URLSearchParams(address.slice(from));
  const tokens = secrets.filter((secret) => secret.startsWith(PREFIX));
  return query.getAll('token').some((token) => isOneOf(token, tokens));
}

/** A token that nobody guesses: 256 random bits, in letters that an address takes as they are. */
export function newUrlToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}
