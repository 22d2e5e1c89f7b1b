import { Hono } from 'hono';
import type { Language } from '../../shared/language.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { HttpHandler } from '../http/app.ts';
import { answerPage, createPages, type PagesEnv, pageLanguage, servePages } from '../web/app.ts';
import { assetRoutes } from '../web/asset-routes.ts';
import { knownZone } from '../web/known-zone.ts';
import { companyRoutes } from './company.ts';
import { fileRoutes } from './file.ts';
import { followRoutes } from './follow.ts';
import { linkRoutes } from './link.ts';
import { notSentRoutes } from './not-sent.ts';
import { notTaken } from './not-taken.ts';
import { homePage } from './pages/home.ts';
import { deskOpen } from './promise.ts';
import { uploadRoutes } from './upload.ts';

/** The online desk: what is promised, how to ask, and how to follow a request without an account. */
export function createHandler(desk: Desk): HttpHandler {
  return servePages(onlineDesk(desk));
}

/** Its routes. */
export function onlineDesk(desk: Desk): Hono<PagesEnv> {
  const app = createPages(desk, notTaken(desk));
  app.route('/desk', homeRoutes(desk));
  app.route('/desk', fileRoutes(desk));
  app.route('/desk', notSentRoutes(desk));
  app.route('/desk', linkRoutes(desk));
  app.route('/desk', uploadRoutes(desk));
  app.route('/desk', followRoutes(desk));
  app.route('/desk', companyRoutes(desk));
  app.route('/assets', assetRoutes());
  return app;
}

function homeRoutes(desk: Desk): Hono<PagesEnv> {
  const { settings } = desk;
  const home = (language: Language, zone: string | undefined) => {
    const timeZone = knownZone(zone) ?? settings.defaults.timeZone;
    const now = desk.now().toISOString();
    return homePage(settings, { language, timeZone, open: deskOpen(settings, now, timeZone) });
  };
  return new Hono<PagesEnv>().get('/', (c) =>
    answerPage(settings, home(pageLanguage(c, settings), c.req.query('zone'))),
  );
}
