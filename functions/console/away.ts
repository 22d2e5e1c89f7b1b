import { Hono } from 'hono';
import { awayUntil, endedAt } from '../../shared/customer/absence.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { instantOf } from './local-instant.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showMe } from './show-me.ts';
import { viewerOf } from './viewer.ts';

/**
 * An agent says until when they are away, or that they are back: as an admin does by `agents absent`, of themselves alone. What is planned for later stays, until they
 * say that they are there after all while nothing else is.
 */
export function awayRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const { timeZone: deskZone } = desk.settings.defaults;
  app.post('/me/away', async (c) => {
    const typed = lineIn(await readFields(c), 'until').trim();
    const { timeZone, now } = viewerOf(desk, c);
    const until = instantOf(typed, timeZone);
    if (until === undefined || until <= now) return showMe(desk, c, { away: { typed, past: until } });
    const agent = c.get('agent');
    await desk.agents.setAbsent(agent, awayUntil(until, agent.absent, desk.now(), deskZone));
    return c.redirect('/console/me?done=saved', 303);
  });
  app.post('/me/back', async (c) => {
    const agent = c.get('agent');
    await desk.agents.setAbsent(agent, endedAt(desk.now(), agent.absent, deskZone));
    return c.redirect('/console/me?done=saved', 303);
  });
  return app;
}
