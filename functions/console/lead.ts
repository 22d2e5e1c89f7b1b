import { type Context, Hono } from 'hono';
import { isLead } from '../../shared/customer/agent.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { loadLead, readWaiting } from '../../shared/use-cases/lead/load.ts';
import { isOf } from '../../shared/use-cases/lead/waiting.ts';
import { answerPage } from '../web/app.ts';
import { leadPage, leadRows, refusedPage } from './pages/lead/lead.ts';
import { waitingListPage } from './pages/lead/waiting-list.ts';
import { answerRows } from './rows.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

type Ctx = Context<ConsoleEnv>;

/** How the whole team stands, for leads and admins: the figures of the alarms, and whom they are about. */
export function leadRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const refused = (c: Ctx) => answerPage(desk.settings, refusedPage(viewerOf(desk, c)), 403);
  app.get('/lead', async (c) => {
    if (!isLead(c.get('agent'))) return refused(c);
    return answerPage(desk.settings, leadPage(await viewOf(desk, c)));
  });
  app.get('/lead/rows', async (c) => {
    // Who leads no more is told by the page itself, which this makes the browser load again.
    if (!isLead(c.get('agent'))) return c.body(null, 401);
    return answerRows(c, leadRows(await viewOf(desk, c), { isCompared: true }));
  });
  app.get('/lead/waiting', async (c) => {
    if (!isLead(c.get('agent'))) return refused(c);
    const which = { agent: c.req.query('agent'), level: c.req.query('level') };
    const { cards, next } = await readWaiting(desk);
    const own = cards.filter((card) => isOf(card, which));
    const view = { viewer: viewerOf(desk, c), names: namesOf(c), which, cards: own, isMore: next !== undefined };
    return answerPage(desk.settings, waitingListPage(view));
  });
  return app;
}

async function viewOf(desk: Desk, c: Ctx) {
  const viewer = viewerOf(desk, c);
  const figures = await loadLead(desk, { agents: c.get('agents'), timeZone: viewer.timeZone });
  return { viewer, names: namesOf(c), figures };
}
