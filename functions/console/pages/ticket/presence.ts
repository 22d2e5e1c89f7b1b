import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Colleague } from '../../../../shared/ticket/presence.ts';
import { consoleWords } from '../../words/words.ts';
import type { Viewer } from '../frame.ts';
import type { News, TicketView } from './view.ts';

type Presence = {
  viewer: Viewer;
  names: ReadonlyMap<string, string>;
  colleagues: readonly Colleague[];
  news: News | undefined;
  ticketId: string;
};

/** Where the ticket's page says who else is on it: a place that is read out when it changes (`presence.js`), and stays in sight. */
export function presenceBox({ viewer, names, colleagues, news, since, story }: TicketView): Html {
  const lines = presenceLines({ viewer, names, colleagues, news, ticketId: story.id });
  return html`<div class="presence" role="status" data-presence="/console/t/${story.id}/presence" data-since="${since}">${lines}</div>`;
}

/** What has come since, then who writes, then who looks. Whoever is no agent any more is not there. */
export function presenceLines({ viewer, names, colleagues, news, ticketId }: Presence): Html {
  const { presence: words } = consoleWords(viewer.language);
  const said = (agent: string) => names.get(agent) ?? agent;
  const there = colleagues.filter(({ agent }) => names.has(agent));
  const [writing, looking] = [there.filter(({ isWriting }) => isWriting), there.filter((each) => !each.isWriting)];
  return html`${
    news &&
    html`<p class="banner warn">${news.agent === undefined ? words.customerWrote : words.answered(said(news.agent))} <a href="/console/t/${ticketId}">${words.read}</a></p>`
  }${writing.map(({ agent }) => html`<p class="banner warn">${words.writes(said(agent))}</p>`)}${looking.map(({ agent }) => html`<p class="banner">${words.looks(said(agent))}</p>`)}`;
}
