import { formatShort } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { partsOf } from './trail-parts.ts';
import { type TicketView, whoIs } from './view.ts';

/** What the desk still owes on the ticket because a service could not do it. */
export function parkedWork(view: TicketView): Html | undefined {
  const { story, viewer } = view;
  const { language, timeZone } = viewer;
  const { parked: words } = consoleWords(language).ticket;
  if (story.parked.length === 0) return undefined;
  return html`<section class="banner warn stack"><h2>${words.heading}</h2><ul>${story.parked.map(
    ({ what, message, reason, again }) =>
      html`<li>${parkedName(view, { what, message })}: <span lang="en">${reason}</span> ${words.again} ${timeElement(again, { timeZone, language, isShort: true })}</li>`,
  )}</ul></section>`;
}

/** What is parked, by its name on the lead's page; a level by its own. */
function parkedName(
  { story, viewer }: TicketView,
  { what, message }: { what: string; message?: string | undefined },
): string {
  const { what: words } = consoleWords(viewer.language).lead.parked;
  if (story.messages.some(({ id, author, kind }) => id === message && author === 'agent' && kind === 'public'))
    return words.answer;
  return isOneOf(words, what) ? words[what] : `${words.escalation} (${what})`;
}

/** Other tickets, and what they have to do with this one. */
export function linkedTickets({ story, viewer, goesOnFor }: TicketView): Html | undefined {
  const { linked: words } = consoleWords(viewer.language).ticket;
  const { links, mergedInto } = story;
  if (links.length === 0 && mergedInto === null && goesOnFor.length === 0) return undefined;
  return html`<section class="card stack"><h2>${words.heading}</h2><ul class="persons">
${mergedInto !== null && html`<li>${words.merged} <a href="/console/t/${mergedInto}">${mergedInto}</a></li>`}
${goesOnFor.map((ticket) => html`<li>${words.goesOnFor} <a href="/console/t/${ticket}">${ticket}</a></li>`)}
${links.map(({ ticket, kind }) => html`<li><a href="/console/t/${ticket}">${ticket}</a> <span class="muted small">${isOneOf(words.kind, kind) ? words.kind[kind] : kind}</span></li>`)}</ul></section>`;
}

/** Who did what, when: the newest lines. */
export function trail(view: TicketView): Html {
  const { story, viewer } = view;
  const { language, timeZone } = viewer;
  const { trail: words } = consoleWords(language).ticket;
  return html`<details class="card trail"><summary>${words.heading} (${story.trail.length})</summary>
${story.olderTrail !== null && html`<p class="muted small">${words.older}</p>`}
<ol class="small">${story.trail.map(
    (each) =>
      html`<li><span class="muted">${timeElement(each.at, { timeZone, language, isShort: true })}</span> ${trailLine(view, each)}</li>`,
  )}</ol></details>`;
}

/** A line in the viewer's words, with a link to the message that it is about; one that has no words as it is. */
function trailLine(view: TicketView, { by, action, detail }: TicketView['story']['trail'][number]): Html {
  const { language, timeZone } = view.viewer;
  const { trail: words } = consoleWords(language).ticket;
  const found = partsOf(action, detail);
  const who = isOneOf(words.by, by) ? words.by[by] : whoIs(view, by);
  if (!found)
    return html`${who}: <span lang="en">${action}${detail !== null && html` <span class="muted">${detail}</span>`}</span>`;
  const { parts } = found;
  const when = (instant: string) => (instant === '' ? '' : formatShort(instant, timeZone, language));
  const named = (id: string) => view.names.get(id) ?? id;
  const said = words.lines[found.action](who, {
    ...parts,
    agent: named(parts.agent),
    from: found.action === 'requester changed' ? named(parts.from) : parts.from,
    at: when(parts.at),
    before: when(parts.before),
  });
  const isShown = view.story.messages.some(({ id }) => id === parts.key);
  return html`${said}${isShown && html` · <a href="#m-${parts.key}">${words.message}</a>`}${parts.english !== '' && html` <span class="muted" lang="en">${parts.english}</span>`}`;
}

function isOneOf<T extends object>(words: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(words, key);
}
