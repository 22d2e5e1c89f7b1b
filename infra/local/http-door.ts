import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { refuseForeignHosts } from './host-check.ts';
import { sendJson, sendResult } from './http/answer.ts';
import { authorize, withAuthorizer } from './http/authorize.ts';
import { type Route, toEvent } from './http/event.ts';
import { lambdaContext } from './lambda-context.ts';
import { closeServer, listen } from './loopback.ts';

/** Largest body that an HTTP API takes. */
const MAX_BYTES = 10 * 1024 * 1024;

/** Answer to `GET /`, where on AWS there is nothing. */
const INDEX = {
  desk: 'This is the HTTP door of a support desk.',
  webhooks: 'POST /webhooks/{source}',
  tickets: 'GET /api/tickets',
  health: 'GET /health',
};

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2>;

export type HttpFunctions = { webhook: Handler; api: Handler };

type Options = {
  port: number;
  /** Desk time. */
  now: () => Date;
  /** Checks the tokens of the agent API, see `token.ts`. */
  tokenKey: string;
  /** A request that comes before they are there waits. */
  functions: Promise<HttpFunctions>;
  /** What the client is told nothing about. */
  onError: (error: unknown) => void;
};

/** The HTTP API on loopback: the routes that the CDK app declares, each to its function. */
export async function openHttpDoor(options: Options): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    dispatch(options, request, response).catch((error) => {
      // Who hangs up in the middle wants no answer.
      if (request.destroyed && !request.complete) return;
      options.onError(error);
      sendJson(response, 500, { message: 'Internal Server Error' });
    });
  });
  refuseForeignHosts(server);
  const port = await listen(server, options.port, 'DESK_PORT');
  return {
    port,
    close: () => closeServer(server),
  };
}

async function dispatch(options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { webhook, api } = await options.functions;
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return sendJson(response, 413, { message: 'Request Entity Too Large' });
  }
  const method = request.method ?? 'GET';
  const [path = '/'] = (request.url ?? '/').split('?');
  const [, source] = /^\/webhooks\/([^/]+)$/.exec(path) ?? [];
  const [, proxy] = /^\/api\/(.+)$/.exec(path) ?? [];
  if (source !== undefined && method === 'POST') {
    const route = { key: 'POST /webhooks/{source}', pathParameters: { source: decode(source) } };
    const event = toEvent(request, body, route, options.now());
    return sendResult(response, await webhook(event, lambdaContext('ingest-webhook')));
  }
  if (proxy !== undefined) {
    const authorizer = await authorize(request, options.tokenKey);
    if (authorizer === undefined) return unauthorized(response);
    const route = { key: 'ANY /api/{proxy+}', pathParameters: { proxy: decode(proxy) } };
    const event = withAuthorizer(toEvent(request, body, route, options.now()), authorizer);
    return sendResult(response, await api(event, lambdaContext('api')));
  }
  if (path === '/' && method === 'GET') return sendJson(response, 200, INDEX);
  const event = toEvent(request, body, openRoute(method, path), options.now());
  return sendResult(response, await api(event, lambdaContext('api')));
}

/** The route of what needs no authorizer. */
function openRoute(method: string, path: string): Route {
  if (method === 'GET' && path === '/health') return { key: 'GET /health' };
  const [, proxy] = /^\/files\/(.+)$/.exec(path) ?? [];
  if (method !== 'GET' || proxy === undefined) return { key: '$default' };
  return { key: 'GET /files/{proxy+}', pathParameters: { proxy: decode(proxy) } };
}

function unauthorized(response: ServerResponse): void {
  response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, 401, { message: 'Unauthorized' });
}

/** Undefined when it is larger than the door takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
