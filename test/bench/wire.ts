import { type Service, serve } from '../../infra/local/serve.ts';

const ENDPOINT = 'AWS_ENDPOINT_URL_';
/** Belong to one connection, not to the request (RFC 9110, section 7.6.1), or are set anew. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'expect', 'content-length', 'host'];

/** Calls by name, such as `DYNAMODB PutItem`. */
export type Calls = Map<string, number>;

/**
 * Puts a counting proxy before each AWS endpoint of an environment. Whatever reaches the wire counts, an SDK's own retries
 * included. `pass`: what each call waits for before it is answered.
 */
export async function countingProxies(
  env: Record<string, string>,
  calls: Calls,
  pass?: (call: string) => Promise<void>,
) {
  const services: Service[] = [];
  const proxied = { ...env };
  for (const [name, url] of Object.entries(env).filter(([key]) => key.startsWith(ENDPOINT))) {
    const aws = name.slice(ENDPOINT.length);
    const service = await serve(async (request) => {
      const body = Buffer.from(await request.arrayBuffer());
      const call = `${aws} ${operation(request, body)}`;
      calls.set(call, (calls.get(call) ?? 0) + 1);
      const [response] = await Promise.all([forward(request, body, url), pass?.(call)]);
      return response;
    });
    services.push(service);
    proxied[name] = service.url;
  }
  return { env: proxied, close: () => Promise.all(services.map((service) => service.close())) };
}

function forward(request: Request, body: Buffer, endpoint: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of HOP_BY_HOP) headers.delete(name);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return fetch(new URL(pathname + search, endpoint), {
    method: request.method,
    headers,
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

/** JSON protocols name the operation in a header, the query protocol in the body, REST by its method. */
function operation(request: Request, body: Buffer): string {
  const target = request.headers.get('x-amz-target')?.split('.').at(-1);
  const action = /(?:^|&)Action=(\w+)/.exec(body.subarray(0, 200).toString())?.[1];
  return target ?? action ?? request.method;
}
