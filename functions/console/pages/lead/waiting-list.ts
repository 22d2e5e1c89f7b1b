import { html } from '../../../../shared/mail/templates/html.ts';
import type { Card } from '../../../../shared/ticket/card.ts';
import { MOST_READ } from '../../../../shared/use-cases/lead/load.ts';
import type { Which } from '../../../../shared/use-cases/lead/waiting.ts';
import type { Page } from '../../../web/shell.ts';
import { consoleWords } from '../../words/words.ts';
import { cardList } from '../card-list.ts';
import { consolePage } from '../frame.ts';
import { type LeadView, levelName, whoHas } from './view.ts';

type ListView = Pick<LeadView, 'viewer' | 'names'> & { which: Which; cards: readonly Card[]; isMore: boolean };

/** The tickets of one figure of the table of who waits. */
export function waitingListPage(view: ListView): Page {
  const { viewer, which, cards, isMore } = view;
  const { list: words } = consoleWords(viewer.language).lead;
  const parts = [
    ...(which.agent === undefined ? [] : [whoHas(which.agent, view)]),
    ...(which.level === undefined ? [] : [levelName(which.level, viewer)]),
  ];
  const title = [words.title, ...parts].join(' · ');
  const main = html`<div class="stack"><p><a href="/console/lead">${words.back}</a></p><h1>${title}</h1>
${cards.length === 0 ? html`<p class="card empty">${words.empty}</p>` : cardList(cards, viewer)}
${isMore && html`<p class="small muted">${words.more(MOST_READ)}</p>`}</div>`;
  return consolePage(viewer, { title, main }, 'lead');
}
