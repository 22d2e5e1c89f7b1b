import { Hono } from 'hono';
import { toAddress } from '../../shared/address.ts';
import { asksTooMuch } from '../../shared/ticket/page-caps.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { askLink } from '../../shared/use-cases/ask-link.ts';
import { answerPage, type PageContext, type PagesEnv, pageLanguage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { linkPage, linkSentPage } from './pages/link.ts';
import { tooManyAnswer, tooManyProblem } from './too-many.ts';
import { deskWords } from './words/words.ts';

/**
 * Asking for a new link: it goes by mail to who reads the request, or, without a number, to a named contact of a company; and the page says
 * the same to everybody.
 */
export function linkRoutes(desk: Desk): Hono<PagesEnv> {
  const { settings } = desk;
  return new Hono<PagesEnv>()
    .get('/link', (c) => answerPage(settings, linkPage({ language: pageLanguage(c, settings) })))
    .get('/link/sent', (c) => answerPage(settings, linkSentPage(pageLanguage(c, settings))))
    .post('/link', async (c) => {
      const language = pageLanguage(c, settings);
      const form = await readFields(c);
      const typed = { number: lineIn(form, 'number'), email: lineIn(form, 'email') };
      const { errors } = deskWords(language).file;
      const address = toAddress(typed.email);
      const [ticket] = /T-[0-9A-Z]{8}/.exec(typed.number.toUpperCase()) ?? [];
      const problems: Problem[] = [
        ...(ticket === undefined && typed.number !== '' ? [{ field: 'number', message: errors.number }] : []),
        ...(address === undefined ? [{ field: 'email', message: errors.email }] : []),
      ];
      if (problems.length > 0 || address === undefined) {
        return answerPage(settings, linkPage({ language, typed, problems }), 422);
      }
      const tooMuch = await askedTooMuch(desk, c, `${address} ${ticket}`);
      if (tooMuch) {
        const refused = [tooManyProblem(settings, language, 'number')];
        const page = linkPage({ language, typed, problems: refused });
        return tooManyAnswer(answerPage(settings, page), tooMuch.retryAfterSeconds);
      }
      await askLink(desk, { address, ...(ticket && { ticket }) });
      return c.redirect(`/desk/link/sent?lang=${language}`, 303);
    });
}

/**
 * Whether a network asks for more links than people do: then nobody is mailed, and it is told to wait, whatever it asks for. The same question
 * again is counted once: whom it mails has an end of their own.
 */
async function askedTooMuch(desk: Desk, c: PageContext, source: string) {
  const [key = ''] = await desk.secrets.signingKeys();
  const { sourceIp: ip } = c.env.event.requestContext.http;
  const tooMuch = await asksTooMuch(desk.requestCounter, 'links', { key, ip, source, at: desk.now().toISOString() });
  if (tooMuch) desk.log.warn('a network asks for links without end');
  return tooMuch;
}
