import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { refuseForeignHosts } from './host-check.ts';
import { sendJson, sendResult } from './http/answer.ts';
import { type Authorized, type JwtConfiguration, jwtAuthorizer, withAuthorizer } from './http/authorize.ts';
import { toEvent } from './http/event.ts';
import { type FunctionName, takeRoute } from './http/routes.ts';
import { lambdaContext } from './lambda-context.ts';
import { closeServer, listen } from './loopback.ts';
import { leadToOneHost } from './one-host.ts';

/** Largest body that an HTTP API takes. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Largest event that a function takes, in bytes of its JSON, so that a body in base64 may have some 4.4 MB
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; the number is Lambda's own, in its refusal).
 */
const MAX_EVENT_BYTES = 6_291_556;

/** Answer to `GET /`, where on AWS there is nothing. */
const INDEX = {
  desk: 'This is the HTTP door of a support desk.',
  customers: 'GET /desk',
  agents: 'GET /console',
  webhooks: 'POST /webhooks/{source}',
  tickets: 'GET /api/tickets',
  health: 'GET /health',
};

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyResultV2>;

export type HttpFunctions = Record<FunctionName, Handler>;

/** Names as the context of an invocation has them. */
const NAMES: Record<FunctionName, string> = {
  webhook: 'ingest-webhook',
  api: 'api',
  onlineDesk: 'online-desk',
  console: 'console',
};

type Options = {
  port: number;
  /** Desk time. */
  now: () => Date;
  /** Whose tokens the agent API takes. */
  login: JwtConfiguration;
  /** A request that comes before they are there waits. */
  functions: Promise<HttpFunctions>;
  /** What the client is told nothing about. */
  onError: (error: unknown) => void;
};

type Opened = Options & { authorize: (request: IncomingMessage) => Promise<Authorized> };

/** The HTTP API on loopback: the routes that the CDK app declares, each to its function. */
export async function openHttpDoor(options: Options): Promise<{ port: number; close(): Promise<void> }> {
  const opened = { ...options, authorize: jwtAuthorizer(options.login) };
  const server = createServer((request, response) => {
    dispatch(opened, request, response).catch((error) => {
      // Who hangs up in the middle wants no answer.
      if (request.destroyed && !request.complete) return;
      options.onError(error);
      sendJson(response, 500, { message: 'Internal Server Error' });
    });
  });
  leadToOneHost(server);
  refuseForeignHosts(server);
  const port = await listen(server, options.port, 'DESK_PORT');
  return {
    port,
    close: () => closeServer(server),
  };
}

async function dispatch(options: Opened, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const functions = await options.functions;
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return tooLarge(response);
  }
  const method = request.method ?? 'GET';
  const [path = '/'] = (request.url ?? '/').split('?');
  if (path === '/' && method === 'GET') return sendJson(response, 200, INDEX);
  const route = takeRoute(method, path);
  const authorized = route.authorized && (await options.authorize(request));
  if (authorized && 'challenge' in authorized) return unauthorized(response, authorized.challenge);
  const asked = toEvent(request, body, route, options.now());
  const event = authorized ? withAuthorizer(asked, authorized.authorizer) : asked;
  if (Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT_BYTES) return tooLarge(response);
  return sendResult(response, await functions[route.to](event, lambdaContext(NAMES[route.to])));
}

function tooLarge(response: ServerResponse): void {
  sendJson(response, 413, { message: 'Request Entity Too Large' });
}

function unauthorized(response: ServerResponse, challenge: string): void {
  response.setHeader('www-authenticate', challenge);
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
