import { Hono } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import { AssignedMeanwhile, assign } from '../../shared/use-cases/assign.ts';
import { ticketId } from '../http/ticket-id.ts';
import { answerPage } from '../web/app.ts';
import { countQueue, loadQueue } from './load-queue.ts';
import { type QueueView, queuePage, queueRows } from './pages/queue.ts';
import { colleaguesNow } from './presence.ts';
import { answerRows } from './rows.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showTicket } from './show-ticket.ts';
import { namesOf, viewerOf } from './viewer.ts';
import { TABS, type Tab } from './words/queue-shape.ts';
import { consoleWords } from './words/words.ts';

type Ctx = Parameters<typeof viewerOf>[1];

/** The queue: who waits, by deadline. */
export function queueRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/', async (c) => {
    const view = await viewOf(desk, c);
    return answerPage(desk.settings, queuePage({ ...view, counts: await countQueue(desk, c.get('agent').id) }));
  });
  app.get('/rows', async (c) => answerRows(c, queueRows(await viewOf(desk, c), { isCompared: true })));
  app.post('/t/:id/take', async (c) => {
    const by = { ticketId: ticketId(c), agent: c.get('agent'), at: desk.now().toISOString() };
    try {
      await assign(desk, { ...by, to: 'me', onlyIfFree: true });
    } catch (error) {
      if (!(error instanceof AssignedMeanwhile)) throw error;
      return showTaken(desk, c, error.assignee);
    }
    return c.redirect(`/console/t/${by.ticketId}`, 303);
  });
  return app;
}

/** A colleague was quicker: the ticket says so, and can be taken over there. */
function showTaken(desk: Desk, c: Ctx, assignee: string): Promise<Response> {
  const { taken } = consoleWords(viewerOf(desk, c).language).ticket.problems;
  const problems = [{ field: 'assignee', message: taken(namesOf(c).get(assignee) ?? assignee) }];
  return showTicket(desk, c, ticketId(c), { problems, status: 409 });
}

async function viewOf(desk: Desk, c: Ctx): Promise<QueueView> {
  const viewer = viewerOf(desk, c);
  const tab: Tab = TABS.find((each) => each === c.req.query('tab')) ?? 'ours';
  const from = c.req.query('from');
  const names = namesOf(c);
  const [page, colleagues] = await Promise.all([
    loadQueue(desk, { tab, agent: viewer.agent.id, from }),
    colleaguesNow(desk, viewer.agent.id),
  ]);
  return { viewer, tab, from, names, page, colleagues };
}
