import { type Context, Hono } from 'hono';
import { discard } from '../../shared/intake/discard-held.ts';
import { askRelease } from '../../shared/intake/release-asked.ts';
import { getHeld } from '../../shared/intake/release-mail.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { QUARANTINE_ID } from '../../shared/ticket/quarantine.ts';
import { answerPage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { heldPage } from './pages/held.ts';
import { quarantinePage } from './pages/quarantine.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

type Ctx = Context<ConsoleEnv>;

const PAGE = 25;

const DONE = ['releasing', 'discarded'] as const;

/** What the desk keeps from the team, and the ways out of it. Of what is in a held mail its page shows the beginning of the text, and no more. */
export function quarantineRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.get('/quarantine', (c) => list(desk, c));
  app.get('/quarantine/:id', (c) => show(desk, c));
  app.post('/quarantine/:id/release', async (c) => {
    const form = await readFields(c);
    const acceptVirus = lineIn(form, 'accept') === 'yes';
    return settle(desk, c, 'releasing', () => askRelease(desk, entryId(c), { agent: c.get('agent'), acceptVirus }));
  });
  app.post('/quarantine/:id/discard', (c) =>
    settle(desk, c, 'discarded', () => discard(desk, entryId(c), `agent:${c.get('agent').id}`)),
  );
  return app;
}

/** Does something with one; its page says why that cannot be. */
async function settle(desk: Desk, c: Ctx, done: (typeof DONE)[number], act: () => Promise<unknown>): Promise<Response> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof PublicError) || error.status !== 422) throw error;
    return show(desk, c, error);
  }
  return c.redirect(`/console/quarantine?done=${done}`, 303);
}

async function show(desk: Desk, c: Ctx, refused?: PublicError): Promise<Response> {
  const entry = await getHeld(desk, entryId(c));
  const view = { viewer: viewerOf(desk, c), entry, names: namesOf(c), problem: refused?.message };
  return answerPage(desk.settings, heldPage(view), refused?.status);
}

async function list(desk: Desk, c: Ctx): Promise<Response> {
  const cursor = c.req.query('from');
  const { entries, unreadable, next } = await desk.quarantine.list({
    limit: PAGE,
    ...(cursor !== undefined && { cursor }),
  });
  const done = DONE.find((each) => each === c.req.query('done'));
  const view = { viewer: viewerOf(desk, c), entries, unreadable, next, names: namesOf(c), done };
  return answerPage(desk.settings, quarantinePage(view));
}

function entryId(c: Ctx): string {
  const id = c.req.param('id')?.toUpperCase() ?? '';
  if (!QUARANTINE_ID.test(id)) throw new PublicError(404, 'This is not the id of a quarantined mail.');
  return id;
}
