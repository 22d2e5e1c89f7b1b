import type { Customer } from '../../../shared/customer/customer.ts';
import { html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import { MOST_FOUND } from '../../../shared/use-cases/search.ts';
import type { Page } from '../../web/shell.ts';
import { consoleWords } from '../words/words.ts';
import { cardList } from './card-list.ts';
import { consolePage, type Viewer } from './frame.ts';

type CustomerView = { viewer: Viewer; customer: Customer; cards: readonly Card[]; isWhole: boolean };

/** What was sold to a customer, and what they asked, the newest first. */
export function customerPage({ viewer, customer, cards, isWhole }: CustomerView): Page {
  const { language } = viewer;
  const { customer: words } = consoleWords(language);
  const { name, plan, timeZone, calendar, holidayRegion, contacts, targets, clocks } = customer;
  const facts: [string, string][] = [
    [words.plan, wordsFor(language).plan[plan]],
    [words.zone, timeZone],
    [words.calendar, calendar],
    ...(holidayRegion === undefined ? [] : ([[words.region, holidayRegion]] as [string, string][])),
    [words.contacts, contacts.join(', ')],
    ...(targets || clocks ? ([[words.quote, words.quoted]] as [string, string][]) : []),
  ];
  const address = contacts.find((each) => each.includes('@'));
  const main = html`<div class="stack wide"><div class="stack"><h1>${name}</h1>
<section class="card stack" aria-labelledby="terms"><h2 id="terms">${words.terms}</h2><dl class="facts">${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<p><a class="button" href="/console/new${address !== undefined && `?email=${encodeURIComponent(address)}`}">${words.fileFor}</a></p></section></div>
<section class="stack" aria-labelledby="asked"><h2 id="asked">${words.tickets}</h2>
${cards.length === 0 ? html`<p class="card empty">${words.none}</p>` : cardList(cards, viewer)}
${!isWhole && html`<p class="muted">${words.newest(MOST_FOUND)}</p>`}</section></div>`;
  return consolePage(viewer, { title: name, main });
}
