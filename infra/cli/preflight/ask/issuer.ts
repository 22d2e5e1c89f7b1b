import * as z from 'zod';
import type { Deployment } from '../../../settings-schema.ts';

const WAIT_MS = 10_000;
const discoverySchema = z.object({ issuer: z.string() });

/**
 * What the provider calls itself in its discovery document; undefined when the desk brings its own pool, or what is there is no such document.
 * A slash at the issuer's end goes before the path (https://openid.net/specs/openid-connect-discovery-1_0.html, section 4.1).
 */
export async function askIssuer({ login }: Pick<Deployment, 'login'>, ask: typeof fetch): Promise<string | undefined> {
  if (login.by !== 'issuer') return undefined;
  const url = `${login.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await ask(url, { signal: AbortSignal.timeout(WAIT_MS) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return discoverySchema.safeParse(await response.json()).data?.issuer;
}
