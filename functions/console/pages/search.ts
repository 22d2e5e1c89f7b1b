import { html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import { type Found, MOST_FOUND } from '../../../shared/use-cases/search.ts';
import type { Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';
import { cardList } from './card-list.ts';
import { consolePage, type Viewer } from './frame.ts';

/** What was found for what was asked. */
export function searchPage({ viewer, asked, customers, cards, isWhole, isPartial }: Found & { viewer: Viewer }): Page {
  const { language } = viewer;
  const { search: words } = consoleWords(language);
  const isNothing = customers.length === 0 && cards.length === 0;
  const main = html`<div class="stack"><h1>${words.title}</h1>
${asked !== '' && isNothing && html`<p class="card empty" role="status">${words.nothing(asked)}</p>`}
${isNothing && html`<p class="muted">${words.whatIsSearched}</p>`}
${customers.length > 0 && html`<h2>${words.customers}</h2><ul class="card persons">${customers.map(({ id, name, plan }) => html`<li><a href="/console/customers/${id}">${name}</a> <span class="muted small">${wordsFor(language).plan[plan]}</span></li>`)}</ul>`}
${cards.length > 0 && html`<h2>${words.found(cards.length, asked)}</h2>${cardList(cards, viewer)}`}
${isPartial && html`<p class="muted">${words.partial}</p>`}
${!isWhole && !isPartial && html`<p class="muted">${words.newest(MOST_FOUND)}</p>`}</div>`;
  return consolePage(viewer, { title: asked === '' ? words.title : `${words.title}: ${asked}`, main, asked });
}
