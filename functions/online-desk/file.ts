import { Hono } from 'hono';
import { fileFromPage } from '../../shared/intake/file-from-page.ts';
import { PAGE_DOOR } from '../../shared/intake/open-from-page.ts';
import { ticketOpenedBy } from '../../shared/intake/opened-by.ts';
import { readSentLink, sentLink } from '../../shared/mail/signed/sent-link.ts';
import { messageKeyFor } from '../../shared/ticket/identity.ts';
import { pageSource } from '../../shared/ticket/page-source.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { ifReadable } from '../../shared/ticket/ticket-store.ts';
import { answerPage, type PageContext, type PagesEnv, pageLanguage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import { knownZone } from '../web/known-zone.ts';
import { openPage } from '../web/open-page.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { readFiles } from '../web/read-files.ts';
import { afresh, heldIn } from './again.ts';
import { goneLink } from './open-link.ts';
import { sentPage } from './pages/sent.ts';
import { ifSentNow } from './promise.ts';
import { readForm } from './read-form.ts';
import { showForm } from './show-form.ts';
import { tooManyAnswer, tooManyProblem } from './too-many.ts';
import { deskWords } from './words/words.ts';

/** How long the page that says "we have it" is there for whoever filled in the form, in ms. */
const SENT_MS = 60 * 60_000;

/** Asking: the form, what becomes of it, and the page that says that it arrived. */
export function fileRoutes(desk: Desk): Hono<PagesEnv> {
  const { settings } = desk;
  return new Hono<PagesEnv>()
    .get('/new', (c) => showForm(desk, c))
    .post('/new', (c) => submit(desk, c))
    .get('/sent/:link', async (c) => {
      const link = c.req.param('link');
      const read = readSentLink(await desk.secrets.signingKeys(), link);
      if (!read || desk.now().getTime() - Date.parse(read.made) > SENT_MS) return goneLink(desk, c);
      const language = pageLanguage(c, settings);
      const ticket = await ticketOpenedBy(desk, pageSource(read.submission));
      if (!ticket) return answerPage(settings, sentPage(settings, { language, link }));
      // As it was asked, and not what agents have made of it since: this page is for whoever filled in the form.
      const { id, source, door, declared } = ticket;
      const asked = await ifReadable(desk.tickets.getMessage(id, messageKeyFor(source)));
      const priority = declared[0]?.priority ?? settings.defaults.priority;
      const timeZone = knownZone(c.req.query('zone')) ?? settings.defaults.timeZone;
      // As of this sending, which may be of the very words of another one: an earlier time would tell that they had come.
      const due = ifSentNow(settings, read.made)[priority];
      // On somebody else's page it may be a guess at another one's words: what an agent has hidden of the subject would tell that they had come.
      const subject = door === PAGE_DOOR.name ? { subject: asked?.subject ?? '' } : {};
      const typed = asked && { email: asked.by, ...subject };
      return answerPage(settings, sentPage(settings, { language, link, ticket: { id, due, timeZone, typed } }));
    });
}

async function submit(desk: Desk, c: PageContext): Promise<Response> {
  const { settings } = desk;
  const language = pageLanguage(c, settings);
  const { errors } = deskWords(language).file;
  const form = await readFields(c);
  const held = heldIn(form, language);
  const again = (problem: Problem) => showForm(desk, c, { held: afresh(held), problems: [problem], status: 422 });
  const token = await openPage(desk, held.token);
  if (!token) return again({ field: 'name', message: errors.expired });
  const { submission, made } = token;
  const { files, uploads, problems: ofFiles } = await readFiles(desk, form, { submission, language });
  const { request, problems } = readForm(held.typed, language);
  if (!request || ofFiles.length > 0) {
    return showForm(desk, c, { held: { ...held, uploads }, problems: [...problems, ...ofFiles], status: 422 });
  }
  const { sourceIp: ip } = c.env.event.requestContext.http;
  const [receivedAt, trap] = [desk.now().toISOString(), lineIn(form, 'website') !== ''];
  const filed = await fileFromPage(
    desk,
    { ...request, submission, language, files },
    { ip, receivedAt, made, opened: made, trap },
  );
  if (filed.outcome === 'used') return again({ field: 'text', message: errors.again });
  if (filed.outcome === 'too many') {
    const problems = [tooManyProblem(settings, language, 'name')];
    return tooManyAnswer(await showForm(desk, c, { held, problems }), filed.retryAfterSeconds);
  }
  const [key = ''] = await desk.secrets.signingKeys();
  // Sent again, the page is there no longer than it was.
  const at = filed.outcome === 'ticket' ? filed.ticket.createdAt : desk.now().toISOString();
  return c.redirect(`/desk/sent/${sentLink(key, { submission, at })}?lang=${language}`, 303);
}
