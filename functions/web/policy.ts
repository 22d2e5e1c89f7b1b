/**
 * On every page: nothing but our own files runs or is shown, nobody frames it, no site that it leads to reads its address, and no
 * cache keeps it. `uploads` is the origin that a page's script may send files to. Our own site does read it: with `no-referrer` browsers send
 * `Origin: null` with our own forms (https://fetch.spec.whatwg.org/#append-a-request-origin-header), which of those that send no `Sec-Fetch-Site`
 * nobody could tell from another site's.
 */
export function pageHeaders(uploads?: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self'${uploads ? ` ${uploads}` : ''}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-robots-tag': 'noindex',
    'cache-control': 'private, no-store',
  };
}
