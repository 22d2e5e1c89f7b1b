import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { presentForCustomer } from '../../shared/present/present-for-customer.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, pageLanguage } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import { type Again, messageForm } from './again.ts';
import type { Opened } from './open-link.ts';
import { followPage } from './pages/follow.ts';
import { saidOf } from './pages/follow-view.ts';

/** The page of a ticket. With `held`, its form is shown again with all that it held, and with what was wrong. */
export async function showTicket(
  desk: Desk,
  c: PageContext,
  { ticket, reader, link, twin }: Opened,
  { held, problems = [], status }: { held?: Again; problems?: readonly Problem[]; status?: number } = {},
): Promise<Response> {
  const { settings } = desk;
  const language = pageLanguage(c, settings, ticket.language);
  const now = desk.now().toISOString();
  const [key = ''] = await desk.secrets.signingKeys();
  const conversation = await desk.tickets.messages(ticket.id);
  const before = c.req.query('before');
  const view = presentForCustomer(ticket, conversation, { reader, settings, now, language, twin, before });
  const done = saidOf(ticket, c.req.query('done'));
  const token = held?.token || renderToken(key, desk.machineNow().toISOString());
  const form = { token, ...(held && messageForm(held, problems)) };
  const page = followPage(settings, { language, link, ticket: view, done, now, pace: desk.pace, ...form });
  return answerPage(settings, page, status);
}
