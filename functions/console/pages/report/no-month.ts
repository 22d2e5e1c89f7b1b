import { html } from '../../../../shared/mail/templates/html.ts';
import type { Page } from '../../../web/shell.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage, type Viewer } from '../frame.ts';

/** What of the text that was given for a month is shown, in characters. */
const MOST = 20;

/** In place of a report of what is no month. */
export function noMonthPage(viewer: Viewer, asked: string): Page {
  const { title, noMonth, download } = consoleWords(viewer.language).report;
  const back = html`<a class="button" href="/console/reports">${download.back}</a>`;
  const said = html`<p class="banner warn" role="alert">${noMonth(asked.slice(0, MOST))}</p>`;
  const main = html`<div class="stack"><h1>${title}</h1>${said}<p>${back}</p></div>`;
  return consolePage(viewer, { title, main }, 'reports');
}
