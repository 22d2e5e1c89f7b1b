import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { HELD_WORDS } from '../../../shared/mail/templates/words/held.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement } from '../../web/time.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';

type QuarantineView = {
  viewer: Viewer;
  entries: readonly QuarantineEntry[];
  unreadable: readonly string[];
  /** What the page of older ones is asked for with. */
  next: string | undefined;
  /** Agents' names by id. */
  names: ReadonlyMap<string, string>;
  isReleasing: boolean;
  /** Why one was not let out. */
  problem: string | undefined;
};

/** What became no ticket: from whom, why, and the way out. Nothing of what is in it is shown. */
export function quarantinePage(view: QuarantineView): Page {
  const { viewer, entries, next, isReleasing, problem, unreadable } = view;
  const { held: words } = consoleWords(viewer.language);
  const main = html`<div class="stack"><h1>${words.title}</h1><p class="lead">${words.lead}</p>
${isReleasing && html`<p class="banner ok" role="status">${words.releasing}</p>`}
${problem !== undefined && html`<p class="banner problem" role="alert">${problem}</p>`}
${unreadable.length > 0 && html`<p class="banner warn">${words.unreadable(unreadable.join(', '))}</p>`}
${entries.length === 0 ? html`<p class="card empty">${words.empty}</p>` : html`<ul class="talk">${entries.map((entry) => item(entry, view))}</ul>`}
${next !== undefined && html`<p><a class="button" href="/console/quarantine?from=${encodeURIComponent(next)}">${words.older}</a></p>`}</div>`;
  return consolePage(viewer, { title: words.title, main }, 'held');
}

function item(entry: QuarantineEntry, { viewer, names }: QuarantineView): Html {
  const { language, timeZone } = viewer;
  const { held: words } = consoleWords(language);
  const { id, at, from, subject, reason, detail, received, state, releasedBy = '' } = entry;
  const facts: [string, string | Html][] = [
    [words.from, from ?? words.nobody],
    [words.to, received.recipients.join(', ')],
    [words.why, `${HELD_WORDS[language].reason[reason]}${detail === undefined ? '' : ` (${detail})`}`],
    [words.at, timeElement(at, { timeZone, language, isShort: true })],
  ];
  const agent = releasedBy.replace(/^agent:/, '');
  return html`<li><p><strong>${subject || wordsFor(language).noSubject}</strong> <span class="muted small num">${id}</span></p>
<dl class="facts small">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${state === 'released' ? html`<p class="small"><span class="pill good">${words.released(names.get(agent) ?? agent)}</span></p>` : releaseForm(id, reason, viewer)}</li>`;
}

function releaseForm(id: string, reason: QuarantineEntry['reason'], { language }: Viewer): Html {
  const { held: words } = consoleWords(language);
  return html`<form class="row" method="post" action="/console/quarantine/${id}/release">${reason === 'virus' && html`<label class="switch"><input type="checkbox" name="accept" value="yes"> ${words.acceptVirus}</label>`}
<button class="slim" type="submit" aria-label="${words.release} ${id}">${words.release}</button></form>`;
}
