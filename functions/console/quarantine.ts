import { type Context, Hono } from 'hono';
import { askRelease } from '../../shared/intake/release-asked.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { QUARANTINE_ID } from '../../shared/ticket/quarantine.ts';
import { answerPage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { quarantinePage } from './pages/quarantine.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

const PAGE = 25;

/** What the desk keeps from the team, and the way out of it. What is in a held mail is shown to nobody. */
export function quarantineRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/quarantine', (c) => show(desk, c));
  app.post('/quarantine/:id/release', async (c) => {
    const id = c.req.param('id').toUpperCase();
    if (!QUARANTINE_ID.test(id)) throw new PublicError(404, 'This is not the id of a quarantined mail.');
    const form = await readFields(c);
    try {
      await askRelease(desk, id, { agent: c.get('agent'), acceptVirus: lineIn(form, 'accept') === 'yes' });
    } catch (error) {
      if (!(error instanceof PublicError) || error.status !== 422) throw error;
      return show(desk, c, error);
    }
    return c.redirect('/console/quarantine?done=releasing', 303);
  });
  return app;
}

async function show(desk: Desk, c: Context<ConsoleEnv>, refused?: PublicError): Promise<Response> {
  const cursor = c.req.query('from');
  const { entries, unreadable, next } = await desk.quarantine.list({
    limit: PAGE,
    ...(cursor !== undefined && { cursor }),
  });
  const page = quarantinePage({
    viewer: viewerOf(desk, c),
    entries,
    unreadable,
    next,
    names: namesOf(c),
    isReleasing: c.req.query('done') === 'releasing',
    problem: refused?.message,
  });
  return answerPage(desk.settings, page, refused?.status);
}
