import { Hono } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { instantOf } from './local-instant.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { showMe } from './show-me.ts';
import { viewerOf } from './viewer.ts';

/** An agent says until when they are away, or that they are back: as an admin does by `agents absent`, of themselves alone. */
export function awayRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.post('/me/away', async (c) => {
    const typed = lineIn(await readFields(c), 'until').trim();
    const { timeZone, now } = viewerOf(desk, c);
    const until = instantOf(typed, timeZone);
    if (until === undefined || until <= now) return showMe(desk, c, { away: { typed, past: until } });
    await desk.agents.setAbsent(c.get('agent'), { until });
    return c.redirect('/console/me?done=saved', 303);
  });
  app.post('/me/back', async (c) => {
    await desk.agents.setAbsent(c.get('agent'), undefined);
    return c.redirect('/console/me?done=saved', 303);
  });
  return app;
}
