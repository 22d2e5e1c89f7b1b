import type { FormDelivery } from './provider.ts';

/**
 * The origin of the page that a browser sent a form from (https://fetch.spec.whatwg.org/#origin-header), of an old one by its `Referer`. Undefined
 * for what is no browser, and for a page whose policy keeps it secret, of which browsers say `null`.
 */
export function originOf({ origin, referer }: FormDelivery['headers']): string | undefined {
  const said = origin ?? referer;
  return said !== undefined && URL.canParse(said) ? new URL(said).origin : undefined;
}
