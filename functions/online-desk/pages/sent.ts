import type { Language } from '../../../shared/language.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement } from '../../web/time.ts';
import { deskWords } from '../words/words.ts';

/**
 * What whoever filled in the form sees: `due` is on the Basic plan's terms (ISO, UTC), `typed` what they gave, so that a slip of the pen in an
 * address is seen. Undefined: the request is held, and has no time until it is let out.
 */
export type SentView = {
  language: Language;
  link: string;
  ticket?:
    | { id: string; due: string; timeZone: string; typed: { email: string; subject?: string } | undefined }
    | undefined;
};

/** The request has arrived: its number, by when, and that the link came by mail. */
export function sentPage({ supportAddress }: Settings, { language, link, ticket }: SentView): Page {
  const { sent, file } = deskWords(language);
  const main = html`<div class="stack wide">
<div class="stack"><h1>${sent.title}</h1>
${ticket ? html`<p class="lead">${sent.number} <strong class="num">${ticket.id}</strong></p>` : html`<p class="lead">${sent.held(supportAddress)}</p>`}</div>
${
  ticket &&
  html`<section class="card due"><div class="stack"><h2>${sent.by}</h2>
<p class="big-date calm" data-in-zone="due">${timeElement(ticket.due, { timeZone: ticket.timeZone, language })}</p>
<p class="muted">${sent.byNote}</p></div></section>
${ticket.typed && html`<dl class="facts">${ticket.typed.subject !== undefined && html`<dt>${file.subject}</dt><dd>${ticket.typed.subject}</dd>`}<dt>${file.email}</dt><dd>${ticket.typed.email}</dd></dl>`}
<p>${sent.mailed}</p>`
}
<p><a class="button" href="/desk/new?lang=${language}">${sent.another}</a></p>
</div>`;
  return { language, title: sent.title, main, path: `/desk/sent/${link}`, scripts: ['in-zone.js'] };
}
