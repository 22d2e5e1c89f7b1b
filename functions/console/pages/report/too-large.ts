import { html } from '../../../../shared/mail/templates/html.ts';
import type { Page } from '../../../web/shell.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage, type Viewer } from '../frame.ts';

/** In place of a file that no page can give. */
export function tooLargePage(viewer: Viewer, month: string): Page {
  const { title, download } = consoleWords(viewer.language).report;
  const back = html`<a class="button" href="/console/reports?month=${month}">${download.back}</a>`;
  const main = html`<div class="stack"><h1>${title}</h1><p>${download.tooLarge}</p><p>${back}</p></div>`;
  return consolePage(viewer, { title, main }, 'reports');
}
