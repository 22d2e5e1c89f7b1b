import { Hono } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { PagesEnv } from '../web/app.ts';
import { actionRoutes } from './actions.ts';
import { fileLinkRoutes } from './file-link.ts';
import { goneLink, openLink } from './open-link.ts';
import { showTicket } from './show-ticket.ts';

/** What a reader sees and does by their link. */
export function followRoutes(desk: Desk): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.get('/t/:link', async (c) => {
    const opened = await openLink(desk, c.req.param('link'));
    return opened ? showTicket(desk, c, opened) : goneLink(desk, c);
  });
  app.route('/t', actionRoutes(desk));
  app.route('/f', fileLinkRoutes(desk));
  return app;
}
