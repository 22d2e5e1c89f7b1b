import { renderToken } from '../../shared/mail/signed/render-token.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage, type PageContext, pageLanguage } from '../web/app.ts';
import { knownZone } from '../web/known-zone.ts';
import type { Problem } from '../web/problems.ts';
import type { Again } from './again.ts';
import { filePage } from './pages/file.ts';
import { deskOpen, ifSentNow } from './promise.ts';
import { NOTHING_TYPED } from './read-form.ts';

/**
 * The form. With `held`, it is shown again with all that it held, and with what was wrong. A page without a token is a new one; one that has it
 * needs nothing but the settings, so that it can be shown whatever fails.
 */
export async function showForm(
  desk: Desk,
  c: PageContext,
  { held, problems = [], status }: { held?: Again; problems?: readonly Problem[]; status?: number } = {},
): Promise<Response> {
  const { settings, secrets } = desk;
  const now = desk.now().toISOString();
  const timeZone = knownZone(c.req.query('zone')) ?? settings.defaults.timeZone;
  const { typed = NOTHING_TYPED, uploads = [], lost = [] } = held ?? {};
  const page = filePage({
    language: pageLanguage(c, settings),
    token: held?.token || renderToken((await secrets.signingKeys())[0] ?? '', desk.machineNow().toISOString()),
    typed: held ? typed : { ...typed, priority: String(settings.defaults.priority) },
    uploads,
    problems: [...problems, ...lost],
    due: ifSentNow(settings, now),
    timeZone,
    isClosed: !deskOpen(settings, now).isOpen,
  });
  return answerPage(settings, page, status);
}
