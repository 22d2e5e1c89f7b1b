import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import { timeElement } from '../../web/time.ts';
import { consoleWords } from '../words/words.ts';
import type { Viewer } from './frame.ts';

/** Tickets as a plain list: what was asked, by whom, how it stands, and since when. */
export function cardList(cards: readonly Card[], { language, timeZone }: Viewer): Html {
  const { ticket } = consoleWords(language);
  return html`<ul class="card persons">${cards.map(
    ({ id, subject, priority, state, requester, openedAt }) =>
      html`<li><a class="subject" href="/console/t/${id}">${subject || wordsFor(language).noSubject}</a>
<div class="small muted"><span class="pill p${priority}">P${priority}</span> <span class="num">${id}</span> · ${ticket.state[state]} · ${requester.name ?? requester.address} · ${timeElement(openedAt, { timeZone, language, isShort: true })}</div></li>`,
  )}</ul>`;
}
