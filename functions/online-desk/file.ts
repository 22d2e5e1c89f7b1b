import { Hono } from 'hono';
import { type Filed, fileFromPage } from '../../shared/intake/file-from-page.ts';
import { ticketOpenedBy } from '../../shared/intake/opened-by.ts';
import { renderToken } from '../../shared/mail/signed/render-token.ts';
import { readSentLink, sentLink } from '../../shared/mail/signed/sent-link.ts';
import { pageSource } from '../../shared/ticket/page-source.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, type PagesEnv, pageLanguage } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { pageWords } from '../web/words/words.ts';
import { goneLink } from './open-link.ts';
import { openPage } from './open-page.ts';
import { filePage } from './pages/file.ts';
import { sentPage } from './pages/sent.ts';
import type { Upload } from './pages/uploads.ts';
import { deskOpen, ifSentNow } from './promise.ts';
import { lostFiles, readFiles } from './read-files.ts';
import { lineIn, MOST_TOKEN, NOTHING_TYPED, readForm, type Typed, typedIn } from './read-form.ts';
import { tooManyAnswer, tooManyProblem } from './too-many.ts';

/** How long the page that says "we have it" is there for whoever filled in the form, in ms. */
const SENT_MS = 60 * 60_000;

/** Asking: the form, what becomes of it, and the page that says that it arrived. */
export function fileRoutes(desk: Desk): Hono<PagesEnv> {
  const { settings } = desk;
  return new Hono<PagesEnv>()
    .get('/new', (c) => showForm(desk, c, {}))
    .post('/new', (c) => submit(desk, c))
    .get('/sent/:link', async (c) => {
      const link = c.req.param('link');
      const read = readSentLink(await desk.secrets.signingKeys(), link);
      if (!read || desk.now().getTime() - Date.parse(read.made) > SENT_MS) return goneLink(desk, c);
      const language = pageLanguage(c, settings);
      const ticket = await ticketOpenedBy(desk, pageSource(read.submission));
      if (!ticket) return answerPage(settings, sentPage(settings, { language, link }));
      // As it was asked, and not what agents have made of it since: this page is for whoever filled in the form.
      const { id, declared, createdAt } = ticket;
      const priority = declared[0]?.priority ?? settings.defaults.priority;
      const { timeZone } = settings.defaults;
      const due = ifSentNow(settings, createdAt)[priority];
      return answerPage(settings, sentPage(settings, { language, link, ticket: { id, due, timeZone } }));
    });
}

async function submit(desk: Desk, c: PageContext): Promise<Response> {
  const { settings } = desk;
  const language = pageLanguage(c, settings);
  const { errors } = pageWords(language).file;
  const form = await readFields(c);
  const typed = typedIn(form);
  const given = lineIn(form, 'token', MOST_TOKEN);
  const token = await openPage(desk, given);
  if (!token) {
    return showForm(desk, c, {
      typed,
      problems: [{ field: 'name', message: errors.expired }, ...lostFiles(form, language)],
    });
  }
  const { submission } = token;
  const { files, uploads, problems: ofFiles } = await readFiles(desk, form, { submission, language });
  const { request, problems } = readForm(typed, language);
  if (!request || ofFiles.length > 0) {
    return showForm(desk, c, { typed, uploads, token: given, problems: [...problems, ...ofFiles] });
  }
  const outcome = await fileFromPage(
    desk,
    { ...request, submission, language, files },
    {
      ip: c.env.event.requestContext.http.sourceIp,
      receivedAt: desk.now().toISOString(),
      made: token.made,
      trap: lineIn(form, 'website', 1) !== '',
    },
  );
  return answerOutcome(desk, c, outcome, { submission, typed, uploads, token: given, lost: lostFiles(form, language) });
}

async function answerOutcome(
  desk: Desk,
  c: PageContext,
  outcome: Filed,
  page: Shown & { submission: string; lost: readonly Problem[] },
): Promise<Response> {
  const language = pageLanguage(c, desk.settings);
  const { errors } = pageWords(language).file;
  const { lost, submission, ...shown } = page;
  if (outcome.outcome === 'too many') {
    const problems = [tooManyProblem(desk.settings, language, 'name')];
    return tooManyAnswer(await showForm(desk, c, { ...shown, problems }), outcome.retryAfterSeconds);
  }
  if (outcome.outcome === 'used') {
    return showForm(desk, c, { typed: shown.typed, problems: [{ field: 'text', message: errors.again }, ...lost] });
  }
  const [key = ''] = await desk.secrets.signingKeys();
  // Sent again, the page is there no longer than it was.
  const at = outcome.outcome === 'ticket' ? outcome.ticket.createdAt : desk.now().toISOString();
  const link = sentLink(key, { submission, at });
  return c.redirect(`/desk/sent/${link}?lang=${language}`, 303);
}

/** A form as it is shown again; `token`: of the page that was submitted. */
type Shown = { typed?: Typed | undefined; uploads?: readonly Upload[]; token?: string };

/** The form, with what was typed and what is wrong with it. `token`: of the page that was submitted; else it is a new one. */
async function showForm(
  desk: Desk,
  c: PageContext,
  given: Shown & { problems?: readonly Problem[] },
): Promise<Response> {
  const { settings } = desk;
  const [key = ''] = await desk.secrets.signingKeys();
  const now = desk.now().toISOString();
  const { typed = NOTHING_TYPED, uploads = [], problems = [] } = given;
  const page = filePage({
    language: pageLanguage(c, settings),
    token: given.token ?? renderToken(key, desk.machineNow().toISOString()),
    typed: { ...typed, priority: typed.priority || (problems.length > 0 ? '' : String(settings.defaults.priority)) },
    uploads,
    problems,
    due: ifSentNow(settings, now),
    timeZone: settings.defaults.timeZone,
    isClosed: !deskOpen(settings, now).isOpen,
  });
  return answerPage(settings, page, problems.length > 0 ? 422 : 200);
}
