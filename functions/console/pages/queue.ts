import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import { isSure } from '../../../shared/ticket/confirmed.ts';
import type { Colleague } from '../../../shared/ticket/presence.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement } from '../../web/time.ts';
import type { Counts, QueuePage } from '../load-queue.ts';
import { TABS, type Tab } from '../words/queue-shape.ts';
import { consoleWords } from '../words/words.ts';
import { timeLeft } from './due.ts';
import { consolePage, type Viewer } from './frame.ts';

export type QueueView = {
  viewer: Viewer;
  tab: Tab;
  /** Where in the tab this page begins. */
  from: string | undefined;
  /** Agents' names by id. */
  names: ReadonlyMap<string, string>;
  page: QueuePage;
  /** Who else is on which ticket, by its number. */
  colleagues: ReadonlyMap<string, Colleague[]>;
};

/** Who waits, by deadline. */
export function queuePage(view: QueueView & { counts: Counts }): Page {
  const { viewer, tab, from, counts } = view;
  const { queue: words } = consoleWords(viewer.language);
  const main = html`<div class="stack" data-now="${viewer.now}" data-pace="${viewer.pace}">
<h1>${words.title}</h1>
<nav class="tabs" aria-label="${words.title}">${TABS.map((each) => tabLink(each, view, counts))}</nav>
<p class="banner warn" role="status" data-offline hidden>${words.offline}</p>
<div class="stack" data-rows="${pathOf('/console/rows', tab, from)}">${queueRows(view)}</div>
<p class="row"><label class="switch" data-live hidden><input type="checkbox" checked> ${words.live}</label></p>
</div>`;
  const title = `${words.title}: ${words.tab[tab]}`;
  return consolePage(viewer, { title, main, scripts: ['time-left.js', 'refresh.js'] }, 'queue');
}

function pathOf(path: string, tab: Tab, from?: string): string {
  const query = new URLSearchParams({ ...(tab !== 'ours' && { tab }), ...(from !== undefined && { from }) }).toString();
  return query === '' ? path : `${path}?${query}`;
}

function tabLink(tab: Tab, { tab: current, viewer }: QueueView, counts: Counts): Html {
  const { queue: words } = consoleWords(viewer.language);
  const counted = counts[tab];
  return html`<a href="${pathOf('/console', tab)}"${tab === current && html` aria-current="page"`}>${words.tab[tab]}${counted && html` <span class="count num">${counted.count}${counted.isMore && '+'}</span>`}</a>`;
}

/**
 * What is asked for again and again: the table, what of it cannot be read, and the way to the next page. `isCompared`: it says nothing of now, so that
 * it is the same while nothing changes. A page that is the whole tab says how many there are, for the tab's figure.
 */
export function queueRows(view: QueueView, { isCompared = false } = {}): Html {
  const { viewer, tab, from, page } = view;
  const { queue: words } = consoleWords(viewer.language);
  const isWhole = from === undefined && page.next === undefined;
  return html`${page.unreadable.length > 0 && html`<p class="banner warn">${words.unreadable(page.unreadable.join(', '))}</p>`}
<div${isWhole && html` data-count="${page.cards.length}"`}>${queueTable(view, isCompared)}</div>
${
  (from ?? page.next) !== undefined &&
  html`<p class="row">
${from !== undefined && html`<a class="button" href="${pathOf('/console', tab)}">${words.first}</a>`}
${page.next !== undefined && html`<a class="button" href="${pathOf('/console', tab, page.next)}">${words.more}</a>`}</p>`
}`;
}

function queueTable(view: QueueView, isCompared: boolean): Html | undefined {
  const { viewer, tab, page } = view;
  const { queue: words } = consoleWords(viewer.language);
  // What cannot be read may be somebody who waits.
  if (page.cards.length === 0 && page.unreadable.length > 0) return undefined;
  if (page.cards.length === 0) return html`<p class="card empty">${words.empty[tab]}</p>`;
  const heads = [tab === 'closed' ? words.closed : words.due, words.ticket, words.from, words.assigned];
  return html`<table class="queue card"><caption class="hidden">${words.title}: ${words.tab[tab]}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${page.cards.map((card) => row(card, view, isCompared))}</tbody>
</table>`;
}

function row(card: Card, view: QueueView, isCompared: boolean): Html {
  const { viewer, names } = view;
  const { language } = viewer;
  const { queue: words } = consoleWords(language);
  const { id, subject, priority, plan, channel, requester, customer, assignee, outside = 0 } = card;
  const signs = [
    !isSure(requester) && html`<span class="pill p2">${words.unproved}</span>`,
    outside > 0 && html`<span class="pill p2">${words.outside(outside)}</span>`,
    card.state === 'waiting' &&
      card.escalation !== undefined &&
      html`<span class="pill p1">${words.escalated(card.escalation)}</span>`,
    card.unresponsiveSince !== undefined && html`<span class="pill p2">${words.unresponsive}</span>`,
  ].filter((sign) => sign !== false);
  return html`<tr>
<td>${dueCell(card, viewer, isCompared)}</td>
<td class="loose"><a class="subject" href="/console/t/${id}">${subject || wordsFor(language).noSubject}</a>
<div class="row small muted"><span class="pill p${priority}">P${priority}</span> <span class="num">${id}</span> · ${wordsFor(language).plan[plan]} · ${words.channel[channel]} ${signs}</div></td>
<td class="loose">${requester.name ?? requester.address}<div class="small muted">${customer?.name ?? (requester.name && requester.address)}</div></td>
<td>${assignee === undefined && card.state === 'closed' ? '' : assignee === undefined ? takeForm(id, viewer) : (names.get(assignee) ?? assignee)}${whoIsOn(id, view)}</td>
</tr>`;
}

/** Colleagues who have it open now. Whoever is no agent any more is not there. */
function whoIsOn(id: string, { viewer, names, colleagues }: QueueView): Html | undefined {
  const { presence: words } = consoleWords(viewer.language);
  const there = (colleagues.get(id) ?? []).filter(({ agent }) => names.has(agent));
  if (there.length === 0) return undefined;
  return html`<div class="row on">${there.map(({ agent, isWriting }) => html`<span class="pill ${isWriting ? 'p2' : 'p3'}">${(isWriting ? words.writesIt : words.onIt)(names.get(agent) ?? agent)}</span>`)}</div>`;
}

function takeForm(id: string, { language }: Viewer): Html {
  const { queue: words } = consoleWords(language);
  return html`<form method="post" action="/console/t/${id}/take"><button class="slim" type="submit" aria-label="${words.take} ${id}">${words.take}</button></form>`;
}

function dueCell(card: Card, viewer: Viewer, isCompared: boolean): Html {
  const { language, timeZone } = viewer;
  const { queue: words } = consoleWords(language);
  if (card.state === 'waiting') {
    return timeLeft({ start: card.openedAt, deadline: card.respondBy }, viewer, isCompared ? 'compared' : 'small');
  }
  const { snoozedUntil, wroteAt } = card;
  const when = snoozedUntil ?? card.closedAt ?? wroteAt ?? card.firstResponse?.at;
  const what = snoozedUntil !== undefined ? words.until : wroteAt !== undefined && words.wrote;
  return html`<span class="${card.awaits === 'agent' ? 'soon' : 'muted'}"><strong>${words.awaits[card.awaits]}</strong></span>
${when !== undefined && html`<div class="small muted">${what} ${timeElement(when, { timeZone, language, isShort: true })}</div>`}`;
}
