import type { Settings } from '../../shared/settings.ts';
import { answerPage, pageLanguage, type ShowAgain } from '../web/app.ts';
import { saidPage } from './pages/said.ts';
import { pageOfForm, typedIn } from './typed.ts';
import { consoleWords } from './words/words.ts';

/**
 * The page of a form that failed: why, and all that was typed, to be copied. It needs neither the store nor a session: too much was sent before
 * anybody was asked who they are, and what failed may be what the page of the ticket needs.
 */
export function notTaken(settings: Settings): ShowAgain {
  return async (c, { failure, status, title, text }) => {
    if (c.req.method !== 'POST' || failure === 'crossSite') return undefined;
    const typed = await typedIn(c);
    if (typed === '') return undefined;
    const language = pageLanguage(c, settings);
    const { kept, back } = consoleWords(language).login.failed;
    const page = saidPage(language, {
      title,
      text,
      link: { href: pageOfForm(c.req.path), text: back },
      kept: { label: kept, text: typed },
    });
    return answerPage(settings, page, status);
  };
}
