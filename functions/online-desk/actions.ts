import { Hono } from 'hono';
import { writeByLink } from '../../shared/intake/write-by-link.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { confirmByLink } from '../../shared/use-cases/by-link/confirm-by-link.ts';
import { notMeByLink } from '../../shared/use-cases/by-link/not-me-by-link.ts';
import { rateByLink } from '../../shared/use-cases/by-link/rate-by-link.ts';
import { solveByLink } from '../../shared/use-cases/by-link/solve-by-link.ts';
import { withdrawByLink } from '../../shared/use-cases/by-link/withdraw-by-link.ts';
import { type PageContext, type PagesEnv, pageLanguage } from '../web/app.ts';
import { textIn } from '../web/field-in.ts';
import { openPage } from '../web/open-page.ts';
import { readFields } from '../web/read-fields.ts';
import { readFiles } from '../web/read-files.ts';
import { afresh, heldIn } from './again.ts';
import { goneLink, type Opened, openLink } from './open-link.ts';
import type { Done } from './pages/follow-view.ts';
import { tooLong } from './read-form.ts';
import { showTicket } from './show-ticket.ts';
import { tooManyAnswer, tooManyProblem } from './too-many.ts';
import { deskWords } from './words/words.ts';

type ByLink = { ticketId: string; reader: string; at: string };

/** What a reader's button does, and the word that it is done. Each does nothing where the reader may not, or it is done already. */
const ACTIONS: Readonly<Record<string, { act: (desk: Desk, by: ByLink) => Promise<Ticket>; done: Done }>> = {
  solved: { act: solveByLink, done: 'solved' },
  withdraw: { act: withdrawByLink, done: 'withdrawn' },
  'not-me': { act: notMeByLink, done: 'not-me' },
  confirm: { act: confirmByLink, done: 'confirmed' },
  satisfied: { act: (desk, by) => rateByLink(desk, by, 'good'), done: 'rated' },
  unsatisfied: { act: (desk, by) => rateByLink(desk, by, 'bad'), done: 'rated' },
};

/** What a reader does by their link: writes, closes, withdraws, confirms. All by POST, since mail scanners open links. */
export function actionRoutes(desk: Desk): Hono<PagesEnv> {
  const app = new Hono<PagesEnv>();
  app.post('/:link/messages', async (c) => {
    const opened = await openLink(desk, c.req.param('link'));
    // What is no form is no reason to tell a link that opens nothing from one that does.
    return opened
      ? write(desk, c, opened)
      : goneLink(desk, c, textIn(await readFields(c).catch(() => new FormData()), 'text'));
  });
  for (const [name, { act, done }] of Object.entries(ACTIONS)) {
    app.post(`/:link/${name}`, async (c) => {
      const opened = await openLink(desk, c.req.param('link'));
      if (!opened) return goneLink(desk, c);
      const { ticket, reader } = opened;
      await act(desk, { ticketId: ticket.id, reader, at: desk.now().toISOString() });
      return backTo(c, desk, opened, done);
    });
  }
  return app;
}

async function write(desk: Desk, c: PageContext, opened: Opened): Promise<Response> {
  const { ticket, reader } = opened;
  const language = pageLanguage(c, desk.settings, ticket.language);
  const { file, follow } = deskWords(language);
  const form = await readFields(c);
  const held = heldIn(form, language);
  const again = (message: string) =>
    showTicket(desk, c, opened, { held: afresh(held), problems: [{ field: 'text', message }], status: 422 });
  const { text } = held.typed;
  const token = await openPage(desk, held.token);
  if (!token) return again(file.errors.expired);
  const { submission, made } = token;
  const { files, uploads, problems } = await readFiles(desk, form, { submission, language });
  if (text === '' && files.length === 0) problems.unshift({ field: 'text', message: follow.empty });
  problems.unshift(...tooLong('text', text, language));
  if (problems.length > 0) return showTicket(desk, c, opened, { held: { ...held, uploads }, problems, status: 422 });
  const at = desk.now().toISOString();
  const written = await writeByLink(desk, { ticket, reader, text, files, submission, made, at });
  if (written.outcome === 'used') return again(file.errors.again);
  if (written.outcome === 'too many') {
    const page = await showTicket(desk, c, opened, {
      held,
      problems: [tooManyProblem(desk.settings, language, 'text')],
    });
    return tooManyAnswer(page, written.retryAfterSeconds);
  }
  if (written.outcome === 'held') return backTo(c, desk, opened, 'held');
  return backTo(c, desk, opened, written.outcome === 'opened' ? 'new' : 'written');
}

/** To the ticket's page, which then says what was done; loading it again does nothing. */
function backTo(c: PageContext, { settings }: Desk, { link, ticket }: Opened, done: Done): Response {
  return c.redirect(`/desk/t/${link}?done=${done}&lang=${pageLanguage(c, settings, ticket.language)}`, 303);
}
