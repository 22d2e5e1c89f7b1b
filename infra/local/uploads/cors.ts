import type { IncomingMessage } from 'node:http';

/** The bucket's rule, as `MailBucket.takeUploadsFrom` makes it on AWS. */
const METHOD = 'PUT';
const HEADERS = ['content-type'];
const KNOWN_SECONDS = 600;

/** Headers of an answer to a page of `origin`; none for any other caller, whose browser then keeps the answer to itself. */
export function corsHeaders({ method, headers }: IncomingMessage, origin: string): Record<string, string> {
  const asked = method === 'OPTIONS' ? headers['access-control-request-method'] : method;
  if (headers.origin !== origin || asked !== METHOD) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': METHOD,
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/**
 * The answer to a browser that asks first (https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html); undefined when the rule does
 * not let it.
 */
export function preflight(request: IncomingMessage, origin: string): Record<string, string> | undefined {
  const allowed = corsHeaders(request, origin);
  const asked = (request.headers['access-control-request-headers'] ?? '').toLowerCase().split(/, */).filter(Boolean);
  if (!('access-control-allow-origin' in allowed) || asked.some((name) => !HEADERS.includes(name))) return undefined;
  return {
    ...allowed,
    'access-control-allow-headers': asked.join(', '),
    'access-control-max-age': String(KNOWN_SECONDS),
  };
}
