import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { presentForCustomer } from '../../shared/present/present-for-customer.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, pageLanguage } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import type { Opened } from './open-link.ts';
import { followPage } from './pages/follow.ts';
import { saidOf } from './pages/follow-view.ts';
import type { Upload } from './pages/uploads.ts';

/** The page of a ticket; `problems`: with what was wrong with a message, which is still there. */
export async function showTicket(
  desk: Desk,
  c: PageContext,
  { ticket, reader, link, twin }: Opened,
  wrong?: { problems: readonly Problem[]; typed: string; uploads?: readonly Upload[]; token?: string },
): Promise<Response> {
  const { settings } = desk;
  const language = pageLanguage(c, settings, ticket.language);
  const now = desk.now().toISOString();
  const [key = ''] = await desk.secrets.signingKeys();
  const conversation = await desk.tickets.messages(ticket.id);
  const before = c.req.query('before');
  const view = presentForCustomer(ticket, conversation, { reader, settings, now, language, twin, before });
  const done = saidOf(ticket, c.req.query('done'));
  const token = renderToken(key, desk.machineNow().toISOString());
  const page = followPage(settings, { language, link, ticket: view, token, done, now, pace: desk.pace, ...wrong });
  return answerPage(settings, page, wrong ? 422 : 200);
}
