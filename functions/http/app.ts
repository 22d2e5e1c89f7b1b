import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Context as Asked, type Env, Hono, type HonoRequest } from 'hono';
import { handle } from 'hono/aws-lambda';
import { bodyLimit } from 'hono/body-limit';
import { routePath } from 'hono/route';
import { PublicError } from '../../shared/public-error.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import { inTrace } from '../../shared/trace.ts';
import { hasBrokenBody } from './broken-body.ts';
import { answerFailure, type Repeating } from './failure.ts';
import { problem } from './problem.ts';

/** 256 kB: a message that is longer is a file. */
export const MOST_BYTES = 256 * 1024;

/** The answer (413) to a request of more bytes. */
export function tooLarge(mostBytes: number): PublicError {
  return new PublicError(413, `The request may have at most ${mostBytes} bytes.`);
}

/**
 * On every answer: what it says of customers stays in no cache (RFC 9111, 5.2.2.5), and no browser takes it for something that it
 * does not say it is.
 */
const ON_EVERY_ANSWER = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** What the routes read of that which Hono's Lambda adapter hands them as `c.env`. */
export type LambdaBindings<Event = APIGatewayProxyEventV2> = { event: Event };

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * An app that bounds what it reads and answers every failure with a problem. `mostBytes` where a body may be longer than a message,
 * `posting` where a POST that comes again is known by more than the headers that say so.
 */
export function createApp<E extends Env & { Bindings: LambdaBindings }>(
  log: Log,
  { mostBytes = MOST_BYTES, posting }: { mostBytes?: number; posting?: Repeating } = {},
): Hono<E> {
  const app = new Hono<E>();
  app.onError((error, c) =>
    answerFailure(
      error,
      log,
      { method: c.req.method, ...whereOf(c), requestId: c.env.event.requestContext.requestId },
      c.req.method === 'POST' && posting ? posting : repeatingOf(c.req),
    ),
  );
  app.notFound(() => problem(404, 'There is nothing at this address.'));
  app.use(
    bodyLimit({
      maxSize: mostBytes,
      onError: () => {
        throw tooLarge(mostBytes);
      },
    }),
  );
  return app;
}

/**
 * Where a request was, for the log: the route that its app declares, and of the path no more than a ticket's number or the name of a
 * form. The rest of a path may be a key: the signature of a link to a file, or to a ticket.
 */
function whereOf(c: Asked): Record<string, unknown> {
  const { id, source } = c.req.param() as Record<string, string | undefined>;
  return { route: routePath(c), ...(id && { id }), ...(source && { source }) };
}

/** What a repetition does: a POST is the only method that writes something new each time, unless its sender gave it an id. */
function repeatingOf(request: HonoRequest): Repeating {
  if (request.method !== 'POST') return 'harmless';
  return request.header('idempotency-key') ? 'recognised' : 'unknown';
}

/** The Lambda handler of an app whose routes are all there: a known path asked with another method is a 405. */
export function serve<E extends Env>(app: Hono<E>): HttpHandler {
  const routes = Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ path }) => path,
  );
  for (const [path, known] of routes) {
    const allow = known.map(({ method }) => method).join(', ');
    app.all(path, () => problem(405, `This address takes ${allow} only.`, { headers: { allow } }));
  }
  // Hono has types of its own for the same event and result.
  const handler = handle(app) as (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
  return async (event, context) => {
    // A body on a GET means nothing (RFC 9110, section 9.3.1), but the web's `Request` throws on it.
    const { method } = event.requestContext.http;
    const bodiless = method === 'GET' || method === 'HEAD';
    const result =
      !bodiless && hasBrokenBody(event)
        ? await resultOf(problem(400, 'The body of the request is said to be in base64 and is not.'))
        : await inTrace(event.requestContext.requestId, () =>
            handler(bodiless ? { ...event, body: undefined } : event, context),
          );
    return { ...result, headers: { ...result.headers, ...ON_EVERY_ANSWER } };
  };
}

async function resultOf(answer: Response): Promise<APIGatewayProxyStructuredResultV2> {
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}
