import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda';
import { type Context, Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { bodyLimit } from 'hono/body-limit';
import { ServiceBusy } from '../../shared/outcome.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { TaskBusy } from '../../shared/ticket/task.ts';
import type { HttpHandler, LambdaBindings } from '../http/app.ts';
import { hasBrokenBody } from '../http/broken-body.ts';
import { isDependencyFailure } from '../http/failure.ts';
import { isCrossSite } from './cross-site.ts';
import { type Failure, failurePage } from './failure.ts';
import { formType, MULTIPART } from './form-type.ts';
import { languageOf } from './language.ts';
import { pageHeaders } from './policy.ts';
import { type Page, shell } from './shell.ts';

export type PagesEnv = { Bindings: LambdaBindings };
export type PageContext = Context<PagesEnv>;

/**
 * Of what files come in: Lambda takes events of 6 MB, in which files are in base64
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Of all else: the longest text of a form, 20,000 characters, of which
 * each may come as nine.
 */
const MOST_BYTES = { multipart: 4_400_000, other: 300_000 };

/** When somebody had best try again, of whom a dependency took nothing. */
const RETRY_AFTER_SECONDS = 10;

/** An app of pages: what it reads is bounded, foreign sites change nothing, every failure is a page, and no path is in the log. */
export function createPages(desk: Desk): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  const { settings, log } = desk;
  const own = new URL(settings.webUrl).origin;
  app.use(async (c, next) => {
    await next();
    const headers = pageHeaders(await uploadsOrigin(desk));
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  app.use(async (c, next) => {
    if (isCrossSite(c.req.method, (name) => c.req.header(name), own)) return fail(c, settings, 'crossSite');
    return next();
  });
  const atMost = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (c) => fail(c as PageContext, settings, 'tooLarge') });
  const [multipart, other] = [atMost(MOST_BYTES.multipart), atMost(MOST_BYTES.other)];
  app.use((c, next) => (formType(c.req.header('content-type'))?.essence === MULTIPART ? multipart : other)(c, next));
  app.notFound((c) => fail(c, settings, 'notFound'));
  app.onError((error, c) => {
    // The route and not the path: that may be a link to a ticket.
    const request = {
      method: c.req.method,
      route: c.env.event.routeKey,
      requestId: c.env.event.requestContext.requestId,
    };
    if (error instanceof PublicError && error.status === 404) return fail(c, settings, 'notFound');
    if (error instanceof PublicError && error.status === 413) return fail(c, settings, 'tooLarge');
    // What a program sends in place of a form is no failure of ours.
    if (error instanceof PublicError) return fail(c, settings, 'unreadable');
    if (error instanceof TaskBusy || error instanceof ServiceBusy || isDependencyFailure(error)) {
      log.warn('a dependency failed; the visitor is asked to try again', { ...request, error });
      return fail(c, settings, 'busy', RETRY_AFTER_SECONDS);
    }
    log.error('a page failed', { ...request, error });
    return fail(c, settings, 'broken');
  });
  return app;
}

/** Undefined when nobody can say: a page without it is whole, save that its files come with the form. */
async function uploadsOrigin({ uploads, log }: Desk): Promise<string | undefined> {
  try {
    return await uploads.origin();
  } catch (error) {
    log.warn('where files are sent to is not known', { error });
    return undefined;
  }
}

/** The Lambda handler of an app of pages. A body on a GET means nothing (RFC 9110, section 9.3.1); one that is broken is no form. */
export function servePages(app: Hono<PagesEnv>): HttpHandler {
  // Hono has types of its own for the same event and result.
  const handler = handle(app) as (event: unknown, context: LambdaContext) => Promise<APIGatewayProxyStructuredResultV2>;
  return (event, context) => {
    const { method } = event.requestContext.http;
    const bodiless = method === 'GET' || method === 'HEAD' || hasBrokenBody(event);
    return handler(bodiless ? { ...event, body: undefined } : event, context);
  };
}

/** Answers with a page. */
export function answerPage(
  settings: Settings,
  page: Page,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(shell(settings, page), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });
}

/** Answers with a page that says what went wrong, and nothing of the inside. */
function fail(c: PageContext, settings: Settings, failure: Failure, retryAfterSeconds?: number): Response {
  const { status, page } = failurePage(settings, failure, pageLanguage(c, settings));
  const headers = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
  return answerPage(settings, page, status, headers);
}

/** The language of the page that is asked for. `ticket`: that of the ticket it shows. */
export function pageLanguage(c: PageContext, { defaults }: Settings, ticket?: Page['language']): Page['language'] {
  const asked = c.req.query('lang');
  return languageOf({ asked, ticket, accepts: c.req.header('accept-language'), otherwise: defaults.language });
}
