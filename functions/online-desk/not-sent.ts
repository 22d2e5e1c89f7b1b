import { Hono } from 'hono';
import { PublicError } from '../../shared/public-error.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PagesEnv, pageLanguage } from '../web/app.ts';
import { isReason, notSentPage, STATUS } from './pages/not-sent.ts';

/** `/desk/not-sent/{why}`: where the door of forms leads a person whose form on somebody else's page was not taken. */
export function notSentRoutes({ settings }: Pick<Desk, 'settings'>): Hono<PagesEnv> {
  return new Hono<PagesEnv>().get('/not-sent/:why', (c) => {
    const why = c.req.param('why');
    if (!isReason(why)) throw new PublicError(404, 'There is no such reason.');
    return answerPage(settings, notSentPage(settings, { language: pageLanguage(c, settings), why }), STATUS[why]);
  });
}
