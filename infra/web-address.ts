import type { Deployment } from './settings-schema.ts';

/** Where the admin has the online desk: at an address of its own, else at the desk's domain. Undefined: where API Gateway puts it. */
export function webOf({ webUrl, domain }: Pick<Deployment, 'webUrl' | 'domain'>): URL | undefined {
  if (webUrl !== undefined) return new URL(webUrl);
  return domain && new URL(`https://${domain.name}`);
}
