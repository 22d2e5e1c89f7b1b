import type { FormDelivery } from './provider.ts';
import { isOneOf } from './same-secret.ts';
import { hasUrlToken } from './url-token.ts';

/** 24 random bytes in base64url, as of a signing key, behind `tok_`. */
const SHORTEST = 36;

/** Whether the delivery carries a secret of the source: in its address, or as `Authorization: Bearer …`, which no log of addresses keeps. */
export function hasToken(delivery: FormDelivery, secrets: readonly string[]): boolean {
  const bearer = /^bearer +(\S+) *$/i.exec(delivery.headers.authorization ?? '')?.[1];
  return hasUrlToken(delivery, secrets) || (bearer !== undefined && isOneOf(bearer, secrets));
}

/** Why a secret is no token that can be trusted, in words after "it"; undefined when it is one. */
export function whyNoToken(secret: string): string | undefined {
  if (!/^tok_[\w-]+$/.test(secret)) return 'is no token: it must be tok_ and letters, digits, - and _';
  return secret.length < SHORTEST ? `has ${secret.length} characters and needs ${SHORTEST}` : undefined;
}
