import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import { hiddenField, textField } from '../../../web/fields.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { actionOf, folded, type TicketView, typedOr } from './view.ts';

/** Who asks, who reads along, who may be let in, and who wrote from outside. */
export function peopleCard(view: TicketView): Html {
  const { story, viewer } = view;
  const { language } = viewer;
  const words = consoleWords(language).ticket.people;
  const { requester, customer, clock } = story;
  const facts: [string, string | Html][] = [
    ...(requester.name === null ? [] : ([[words.name, requester.name]] as [string, string][])),
    [words.mail, requester.address],
    ...(requester.from === null ? [] : ([[words.writesFrom, requester.from]] as [string, string][])),
    [
      words.company,
      customer === null ? words.none : html`<a href="/console/customers/${customer.id}">${customer.name}</a>`,
    ],
    [words.plan, wordsFor(language).plan[story.plan]],
    [words.there, timeElement(viewer.now, { timeZone: clock.timeZone, language, isShort: true })],
    ...(story.door === null ? [] : ([[words.door, story.door]] as [string, string][])),
  ];
  const isUnproved = !requester.verified || requester.unconfirmed !== null;
  return html`<section class="card stack" aria-labelledby="people"><h2 id="people">${words.heading}</h2>
<dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${isUnproved && html`<p class="banner warn small">${words.unproved}</p>${press(view, 'confirm', words.confirm)}`}
${outside(view)}
<h3>${words.readers}</h3><p class="small muted">${story.participants.length === 0 ? words.readersNobody : words.readersHint}</p>
${people(view, story.participants, 'readers/remove', words.remove)}
${story.proposed.length > 0 && html`<p class="small">${words.proposed}</p>${people(view, story.proposed, 'readers', words.outsideAdd)}`}
${folded(
  view,
  words.add,
  ['address'],
  html`<form class="stack" method="post" action="${actionOf(view, 'readers')}">${hiddenField('seen', view.seen)}
${textField({ name: 'address', label: words.address, type: 'email', value: typedOr(view, 'address', ''), problems: view.problems ?? [], language })}${textField({ name: 'name', label: words.addName, value: typedOr(view, 'name', ''), isRequired: false, language })}
<p><button type="submit">${words.add}</button></p></form>`,
)}
<details><summary>${words.links}</summary><div class="stack">
${press(view, 'links', words.mailLink, { address: requester.address })}${press(view, 'links/revoke', words.revoke)}</div></details></section>`;
}

/** A form of one button. */
export function press(view: TicketView, name: string, text: string, fields: Record<string, string> = {}): Html {
  const hidden = Object.entries({ token: view.token, seen: view.seen, ...fields }).map(([field, value]) =>
    hiddenField(field, value),
  );
  return html`<form method="post" action="${actionOf(view, name)}">${hidden}<button class="slim" type="submit">${text}</button></form>`;
}

type Person = { address: string; name: string | null; wasRemoved?: boolean };

function people(view: TicketView, persons: readonly Person[], action: string, text: string): Html | undefined {
  if (persons.length === 0) return undefined;
  const { people: words } = consoleWords(view.viewer.language).ticket;
  return html`<ul class="persons">${persons.map(
    ({ address, name, wasRemoved }) =>
      html`<li class="row">${name ?? address}${name !== null && html` <span class="muted small">${address}</span>`}${wasRemoved && html` <span class="pill p2">${words.wasRemoved}</span>`}${press(view, action, `${text}`, { address })}</li>`,
  )}</ul>`;
}

function outside(view: TicketView): Html | undefined {
  const { story, viewer } = view;
  const { people: words } = consoleWords(viewer.language).ticket;
  if (story.fromOutside.length === 0) return undefined;
  return html`<div class="banner warn stack small"><p>${words.outside}</p><ul class="persons">${story.fromOutside.map(
    ({
      message,
      address,
      name,
    }) => html`<li class="stack"><p><a href="#m-${message}">${name ?? address}</a> <span class="muted">${name !== null && address}</span></p>
<div class="row">${press(view, 'readers', words.outsideAdd, { address })}${press(view, 'outside/file', words.outsideFile, { message })}${press(view, 'outside/dismiss', words.outsideDismiss, { message })}</div></li>`,
  )}</ul></div>`;
}
