import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import type { Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';
import { heldFacts, heldOutcome, releaseForm } from './held-parts.ts';

type QuarantineView = {
  viewer: Viewer;
  entries: readonly QuarantineEntry[];
  unreadable: readonly string[];
  /** What the page of older ones is asked for with. */
  next: string | undefined;
  /** Agents' names by id. */
  names: ReadonlyMap<string, string>;
  done: 'releasing' | 'discarded' | undefined;
};

/** What became no ticket: from whom, why, and the way out. What somebody has settled is folded at the end. Nothing of what is in it is shown. */
export function quarantinePage(view: QuarantineView): Page {
  const { viewer, entries, next, done, unreadable } = view;
  const { held: words } = consoleWords(viewer.language);
  const open = entries.filter(({ state }) => state === 'held');
  const settled = entries.filter(({ state }) => state !== 'held');
  const list = (some: readonly QuarantineEntry[]) =>
    html`<ul class="talk">${some.map((entry) => item(entry, view))}</ul>`;
  const main = html`<div class="stack"><h1>${words.title}</h1><p class="lead">${words.lead}</p>
${done && html`<p class="banner ok" role="status">${done === 'releasing' ? words.releasing : words.isDiscarded}</p>`}
${unreadable.length > 0 && html`<p class="banner warn">${words.unreadable(unreadable.join(', '))}</p>`}
${open.length === 0 ? html`<p class="card empty">${words.empty}</p>` : list(open)}
${settled.length > 0 && html`<details><summary>${words.settled(settled.length)}</summary>${list(settled)}</details>`}
${next !== undefined && html`<p><a class="button" href="/console/quarantine?from=${encodeURIComponent(next)}">${words.older}</a></p>`}</div>`;
  return consolePage(viewer, { title: words.title, main }, 'held');
}

function item(entry: QuarantineEntry, view: QuarantineView): Html {
  const { viewer } = view;
  const { id, subject } = entry;
  return html`<li><p><a class="subject" href="/console/quarantine/${id}">${subject || wordsFor(viewer.language).noSubject}</a> <span class="muted small num">${id}</span></p>
<dl class="facts small">${heldFacts(entry, viewer).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${heldOutcome(entry, view) ?? releaseForm(entry, viewer)}</li>`;
}
