import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda';
import { type Context, Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import type { Language } from '../../shared/language.ts';
import { ServiceBusy } from '../../shared/outcome.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { TaskBusy } from '../../shared/ticket/task.ts';
import { inTrace } from '../../shared/trace.ts';
import type { HttpHandler, LambdaBindings } from '../http/app.ts';
import { hasBrokenBody } from '../http/broken-body.ts';
import { isDependencyFailure } from '../http/failure.ts';
import { isCrossSite } from './cross-site.ts';
import { elsewhere } from './elsewhere.ts';
import { type Failed, type Failure, failed, failurePage } from './failure.ts';
import { formType, MULTIPART } from './form-type.ts';
import { languageOf } from './language.ts';
import { MOST_FILES } from './most-files.ts';
import { pageHeaders } from './policy.ts';
import { type Frame, type Page, shell } from './shell.ts';

export type PagesEnv = { Bindings: LambdaBindings };
export type PageContext = Context<PagesEnv>;

/**
 * Of what files come in: Lambda takes events of 6 MB, in which files are in base64
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Of all else: the longest text of a form, 20,000 characters, of which
 * each may come as nine.
 */
const MOST_BYTES = { multipart: MOST_FILES.together + 400_000, other: 300_000 };

/** The page of a form that was not taken, with all that it held; undefined for what is no such form. It answers with the failure's status. */
export type ShowAgain = (c: PageContext, failed: Failed) => Promise<Response | undefined>;

/** When somebody had best try again, of whom a dependency took nothing. */
const RETRY_AFTER_SECONDS = 10;

/**
 * An app of pages: what it reads is bounded, foreign sites change nothing, every failure is a page, where it can be the form's own with all that
 * was typed, and no path is in the log. `frame`: what is around the page of a failure; left out, the customers'.
 */
export function createPages(desk: Desk, showAgain: ShowAgain, frame?: (language: Language) => Frame): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  const { settings, log } = desk;
  const fail = failingWith(desk, showAgain, frame);
  const own = new URL(settings.webUrl).origin;
  app.use(async (c, next) => {
    await next();
    const headers = pageHeaders(await uploadsOrigin(desk));
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
  app.use(async (c, next) => {
    if (isCrossSite(c.req.method, (name) => c.req.header(name), own)) return fail(c, 'crossSite');
    return next();
  });
  app.use(async (c, next) => {
    const isMultipart = formType(c.req.header('content-type'))?.essence === MULTIPART;
    const { byteLength } = await c.req.arrayBuffer();
    return byteLength > MOST_BYTES[isMultipart ? 'multipart' : 'other'] ? fail(c, 'tooLarge') : next();
  });
  app.notFound((c) => {
    const found = elsewhere(app, c.req.method, c.req.url);
    if (found === undefined) return fail(c, 'notFound');
    if ('location' in found) return c.redirect(found.location, found.status);
    return fail(c, 'otherMethod', { allow: found.allow });
  });
  app.onError((error, c) => {
    // The route and not the path: that may be a link to a ticket.
    const request = {
      method: c.req.method,
      route: c.env.event.routeKey,
      requestId: c.env.event.requestContext.requestId,
    };
    if (error instanceof PublicError && error.status === 404) return fail(c, 'notFound');
    if (error instanceof PublicError && error.status === 413) return fail(c, 'tooLarge');
    // What a program sends in place of a form is no failure of ours.
    if (error instanceof PublicError) return fail(c, 'unreadable');
    if (error instanceof TaskBusy || error instanceof ServiceBusy || isDependencyFailure(error)) {
      log.warn('a dependency failed; the visitor is asked to try again', { ...request, error });
      return fail(c, 'busy', { 'retry-after': String(RETRY_AFTER_SECONDS) });
    }
    log.error('a page failed', { ...request, error });
    return fail(c, 'broken');
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
    return inTrace(event.requestContext.requestId, () =>
      handler(bodiless ? { ...event, body: undefined } : event, context),
    );
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

/** Answers with a page that says what went wrong, and nothing of the inside. Nothing that was typed is lost with it, as far as that can be. */
function failingWith({ settings, log }: Desk, showAgain: ShowAgain, frame?: (language: Language) => Frame) {
  return async (c: PageContext, failure: Failure, headers: Record<string, string> = {}): Promise<Response> => {
    const language = pageLanguage(c, settings);
    const why = failed(settings, failure, language);
    const again = await showAgain(c, why).catch((error: unknown) => {
      log.warn('a form could not be shown again', { route: c.env.event.routeKey, error });
      return undefined;
    });
    // Only asking again is without consequences, so only there a link in another language.
    const path = failure === 'notFound' && c.req.method === 'GET' ? onThisSite(c.req.url) : undefined;
    const page =
      again ?? answerPage(settings, { ...failurePage(why, language), path, frame: frame?.(language) }, why.status);
    for (const [name, value] of Object.entries(headers)) page.headers.set(name, value);
    return page;
  };
}

/** The path of an address. Two slashes at its beginning would name another site. */
function onThisSite(url: string): string {
  return new URL(url).pathname.replace(/^\/+/, '/');
}

/** The language of the page that is asked for. `ticket`: that of the ticket it shows. */
export function pageLanguage(
  c: Pick<PageContext, 'req'>,
  { defaults }: Settings,
  ticket?: Page['language'],
): Page['language'] {
  const asked = c.req.query('lang');
  return languageOf({ asked, ticket, accepts: c.req.header('accept-language'), otherwise: defaults.language });
}
