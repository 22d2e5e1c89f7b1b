import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import { TICKET_ID } from '../../../shared/ticket/identity.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import type { Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';
import { heldFacts, heldOutcome, releaseForm } from './held-parts.ts';

type HeldView = {
  viewer: Viewer;
  entry: QuarantineEntry;
  names: ReadonlyMap<string, string>;
  /** Why it was not let out, or not discarded. */
  problem: string | undefined;
};

/** One of what is held: how it begins, in plain text, the names of its files, and what can become of it. */
export function heldPage(view: HeldView): Page {
  const { viewer, entry, problem } = view;
  const { language } = viewer;
  const { held: words } = consoleWords(language);
  const { id, subject, detail = '', excerpt, state } = entry;
  const title = subject || wordsFor(language).noSubject;
  const ticket = TICKET_ID.test(detail) && html`<a href="/console/t/${detail}">${detail}</a>`;
  const facts: [string, string | Html][] = [
    ...heldFacts(entry, viewer),
    ...(ticket ? ([[words.onTicket, ticket]] as [string, Html][]) : []),
    ...(excerpt ? ([[words.files, excerpt.files.join(', ') || words.noFiles]] as [string, string][]) : []),
  ];
  const main = html`<div class="stack"><p><a href="/console/quarantine">${words.back}</a></p>
<h1>${title}</h1><p class="muted small num">${id}</p>
${problem !== undefined && html`<p class="banner problem" role="alert">${problem}</p>`}
${heldOutcome(entry, view)}
<dl class="card facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${state === 'held' && html`<section class="card stack" aria-labelledby="says"><h2 id="says">${words.says}</h2>${excerpt?.text ? html`<p class="text">${excerpt.text}</p>` : html`<p class="muted">${words.saysUnknown}</p>`}</section>`}
${state !== 'released' && releaseForm(entry, viewer)}
${state === 'held' && discardForm(id, viewer)}</div>`;
  return consolePage(viewer, { title: `${words.title}: ${title}`, main }, 'held');
}

/** It asks once more: the button is behind the word for it. */
function discardForm(id: string, { language }: Viewer): Html {
  const { held: words } = consoleWords(language);
  return html`<details><summary>${words.discard}</summary><form class="stack" method="post" action="/console/quarantine/${id}/discard"><p>${words.discardMeans}</p>
<p><button class="slim" type="submit">${words.discardSure}</button></p></form></details>`;
}
