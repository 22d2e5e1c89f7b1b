/** Methods that change nothing, so that any site may lead to them. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something comes from a page of another site. Browsers say so by `Sec-Fetch-Site`, older ones by `Origin`;
 * what names neither is no browser, which brings nobody's cookies or links along. `own` is our origin.
 */
export function isCrossSite(method: string, header: (name: string) => string | undefined, own: string): boolean {
  if (SAFE.has(method)) return false;
  const site = header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = header('origin');
  return origin !== undefined && origin !== own;
}
