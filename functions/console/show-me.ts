import type { Context } from 'hono';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage } from '../web/app.ts';
import { type Amiss, mePage } from './pages/me.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';

/** An agent's own page; with what is amiss in a form of it, where something is. */
export function showMe(desk: Desk, c: Context<ConsoleEnv>, amiss?: Amiss): Response {
  const { timeZone: deskZone } = desk.settings.defaults;
  const view = { viewer: viewerOf(desk, c), account: c.get('account'), deskZone, amiss };
  const page = mePage({ ...view, isSaved: c.req.query('done') === 'saved' });
  return answerPage(desk.settings, page, amiss === undefined ? 200 : 422);
}
