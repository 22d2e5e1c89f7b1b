import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement } from '../../web/time.ts';
import { pageWords } from '../../web/words/words.ts';

/** What whoever filled in the form sees: `due` is on the Basic plan's terms (ISO, UTC). Undefined: the request is held, and has no time until it is let out. */
export type SentView = {
  language: Language;
  link: string;
  ticket?: { id: string; due: string; timeZone: string } | undefined;
};

/** The request has arrived: its number, by when, and that the link came by mail. */
export function sentPage({ supportAddress }: Settings, { language, link, ticket }: SentView): Page {
  const { sent } = pageWords(language);
  const main = html`<div class="stack wide">
<div class="stack"><h1>${sent.title}</h1>
${ticket ? html`<p class="lead">${sent.number} <strong class="num">${ticket.id}</strong></p>` : html`<p class="lead">${sent.held(supportAddress)}</p>`}</div>
${
  ticket &&
  html`<section class="card due"><div class="stack"><h2>${sent.by}</h2>
<p class="big-date calm">${timeElement(ticket.due, { timeZone: ticket.timeZone, language })}</p>
<p class="muted">${sent.byNote}</p></div></section>
<p>${sent.mailed}</p>`
}
<p><a class="button" href="/desk/new?lang=${language}">${sent.another}</a></p>
</div>`;
  return { language, title: sent.title, main, path: `/desk/sent/${link}` };
}
