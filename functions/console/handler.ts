import { type Context, Hono } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { HttpHandler } from '../http/app.ts';
import { answerPage, createPages, type PagesEnv, pageLanguage, servePages } from '../web/app.ts';
import { customerRoutes } from './customers.ts';
import { filingRoutes } from './filing.ts';
import { leadRoutes } from './lead.ts';
import { loginRoutes } from './login.ts';
import { meRoutes } from './me.ts';
import { notTaken } from './not-taken.ts';
import { strangersFrame } from './pages/frame.ts';
import { saidPage } from './pages/said.ts';
import { quarantineRoutes } from './quarantine.ts';
import { queueRoutes } from './queue.ts';
import { repliesRoutes } from './replies.ts';
import { reportRoutes } from './reports.ts';
import { searchRoutes } from './search.ts';
import { issuerOf, type Login } from './session/issuer.ts';
import { type ConsoleEnv, isByItself, requireSession } from './session/signed-in.ts';
import { ticketRoutes } from './ticket.ts';
import { pageOfForm, typedIn } from './typed.ts';
import { consoleWords } from './words/words.ts';

/** The console: where agents work. Whoever is not signed in sees the way in, and nothing else. */
export function createHandler(desk: Desk, login: Login): HttpHandler {
  return servePages(agentsConsole(desk, login));
}

/** Its routes. */
function agentsConsole(desk: Desk, login: Login): Hono<PagesEnv> {
  const app = createPages(desk, notTaken(desk.settings), strangersFrame);
  app.route('/console', loginRoutes(desk, issuerOf(login)));
  app.route('/console', signedInRoutes(desk));
  return app;
}

function signedInRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.use(requireSession(desk, (c) => signInFirst(desk, c)));
  app.route('/', queueRoutes(desk));
  app.route('/t', ticketRoutes(desk));
  const others = [
    searchRoutes,
    customerRoutes,
    filingRoutes,
    quarantineRoutes,
    leadRoutes,
    reportRoutes,
    repliesRoutes,
    meRoutes,
  ];
  for (const routes of others) app.route('/', routes(desk));
  return app;
}

/**
 * Leads who is not signed in to the login, and back to the page they asked for. A form is not redirected, by which it would be lost: it says so, and
 * shows what was written.
 */
async function signInFirst(desk: Desk, c: Context<ConsoleEnv>): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  // What a script asks for again and again is not worth a login: the page that it belongs to is.
  if (isByItself(pathname)) return c.body(null, 401);
  if (c.req.method === 'GET') return c.redirect(`/console/login?to=${encodeURIComponent(pathname + search)}`, 303);
  const language = pageLanguage(c, desk.settings);
  const { login } = consoleWords(language);
  const text = await typedIn(c);
  const { title, text: said, kept } = login.over;
  const page = saidPage(language, {
    title,
    text: said,
    link: { href: `/console/login?to=${encodeURIComponent(pageOfForm(pathname))}`, text: login.again },
    ...(text !== '' && { kept: { label: kept, text } }),
  });
  return answerPage(desk.settings, page, 401);
}
