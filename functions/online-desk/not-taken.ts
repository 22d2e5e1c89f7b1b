import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, pageLanguage, type ShowAgain } from '../web/app.ts';
import type { Problem } from '../web/problems.ts';
import { readFields } from '../web/read-fields.ts';
import { type Again, heldIn, messageForm } from './again.ts';
import { goneLink, openLink } from './open-link.ts';
import { writeAgainPage } from './pages/write-again.ts';
import { showForm } from './show-form.ts';
import { showTicket } from './show-ticket.ts';

/** Failures after which a form is worth sending once more. */
const AGAIN = ['tooLarge', 'busy', 'broken'];

/**
 * Shows a form that was not taken again, with all that it held (architecture.md, "Uploads"): what a customer typed is never lost to a failure of
 * ours. Where the store is down too, the page of a ticket is its form alone.
 */
export function notTaken(desk: Desk): ShowAgain {
  return async (c, { failure, status, title, text }) => {
    const [, link] = /^\/desk\/(?:new|t\/([^/]+)\/messages)$/.exec(c.req.path) ?? [undefined, null];
    if (c.req.method !== 'POST' || link === null || !AGAIN.includes(failure)) return undefined;
    const held = heldIn(await readFields(c), pageLanguage(c, desk.settings));
    const field = failure === 'tooLarge' ? 'files' : link === undefined ? 'name' : 'text';
    const problems = [{ field, message: `${title}. ${text}` }];
    if (link === undefined) return showForm(desk, c, { held, problems, status });
    return showLink(desk, c, { link, held, problems, status });
  };
}

async function showLink(
  desk: Desk,
  c: PageContext,
  { link, ...again }: { link: string; held: Again; problems: Problem[]; status: number },
): Promise<Response> {
  const { held, problems, status } = again;
  try {
    const opened = await openLink(desk, link);
    return opened ? await showTicket(desk, c, opened, again) : goneLink(desk, c, held.typed.text);
  } catch (error) {
    desk.log.warn('a ticket cannot be shown: its form is, alone', { error });
    const form = { token: '', ...held, ...messageForm(held, problems) };
    return answerPage(
      desk.settings,
      writeAgainPage({ language: pageLanguage(c, desk.settings), link, ...form }),
      status,
    );
  }
}
