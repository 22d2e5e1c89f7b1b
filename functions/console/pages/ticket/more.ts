import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { type TicketView, whoIs } from './view.ts';

/** What the desk still owes on the ticket because a service could not do it. */
export function parkedWork({ story, viewer }: TicketView): Html | undefined {
  const { language, timeZone } = viewer;
  const { parked: words } = consoleWords(language).ticket;
  if (story.parked.length === 0) return undefined;
  return html`<section class="banner warn stack"><h2>${words.heading}</h2><ul>${story.parked.map(
    ({ what, reason, again }) =>
      html`<li>${what}: ${reason} ${words.again} ${timeElement(again, { timeZone, language, isShort: true })}</li>`,
  )}</ul></section>`;
}

/** Other tickets, and what they have to do with this one. */
export function linkedTickets({ story, viewer, goesOnFor }: TicketView): Html | undefined {
  const { linked: words } = consoleWords(viewer.language).ticket;
  const { links, mergedInto } = story;
  if (links.length === 0 && mergedInto === null && goesOnFor.length === 0) return undefined;
  return html`<section class="card stack"><h2>${words.heading}</h2><ul class="persons">
${mergedInto !== null && html`<li>${words.merged} <a href="/console/t/${mergedInto}">${mergedInto}</a></li>`}
${goesOnFor.map((ticket) => html`<li>${words.goesOnFor} <a href="/console/t/${ticket}">${ticket}</a></li>`)}
${links.map(({ ticket, kind }) => html`<li><a href="/console/t/${ticket}">${ticket}</a> <span class="muted small">${kind}</span></li>`)}</ul></section>`;
}

/** Who did what, when: the newest lines. */
export function trail(view: TicketView): Html {
  const { story, viewer } = view;
  const { language, timeZone } = viewer;
  const { trail: words } = consoleWords(language).ticket;
  return html`<details class="card trail"><summary>${words.heading} (${story.trail.length})</summary>
${story.olderTrail !== null && html`<p class="muted small">${words.older}</p>`}
<ol class="small">${story.trail.map(
    ({ at, by, action, detail }) =>
      html`<li><span class="muted">${timeElement(at, { timeZone, language, isShort: true })}</span> ${whoIs(view, by)}: ${action}${detail !== null && html` <span class="muted">${detail}</span>`}</li>`,
  )}</ol></details>`;
}
