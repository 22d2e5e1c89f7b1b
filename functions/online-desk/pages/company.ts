import type { Language } from '../../../shared/language.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { CompanyTicket, CompanyView } from '../../../shared/present/present-company.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement } from '../../web/time.ts';
import type { CompanyWords } from '../words/shape.ts';
import { deskWords } from '../words/words.ts';

type CompanyPageView = {
  language: Language;
  /** The last part of the contact's link: each page of the list is under it. */
  link: string;
  before?: string | undefined;
  company: string;
  /** The customer's. */
  timeZone: string;
  view: CompanyView;
  /** Of how many tickets the figures are, where there are more. */
  newest?: number | undefined;
  /** Paths to the tickets that the contact reads, by number. */
  follow: ReadonlyMap<string, string>;
};

/** All requests of a company for its named contacts: who asked what, and what became of the promise. */
export function companyPage(page: CompanyPageView): Page {
  const { language, link, before, company, view, newest } = page;
  const { company: words, locale } = deskWords(language);
  const { due, kept, open } = view.figures;
  const title = words.title(company);
  const main = html`<div class="stack wide">
<div class="stack"><h1>${title}</h1><p class="lead">${words.lead}</p></div>
<dl class="two">
${figure(words.keptFigure, due > 0 ? percentOf(kept, due, locale) : '–', due > 0 ? words.keptOf(kept, due) : words.noAnswers)}
${figure(words.openFigure, String(open))}
</dl>
${newest !== undefined && html`<p class="muted">${words.newest(newest)}</p>`}
${view.tickets.length === 0 ? html`<p class="muted">${words.none}</p>` : table(page, title)}
${view.older && html`<p><a class="button" href="/desk/c/${link}?before=${view.older}&amp;lang=${language}">${words.older}</a></p>`}
</div>`;
  const path = `/desk/c/${link}${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`;
  return { language, title, main, path, isWide: true };
}

/** Rounded down: one missed promise is never 100 %. */
function percentOf(part: number, whole: number, locale: string): string {
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  return percent.format(Math.floor((part / whole) * 100) / 100);
}

function figure(label: string, value: string, note?: string): Html {
  return html`<div class="card"><dt>${label}</dt><dd><span class="big num">${value}</span>${note && html` <span class="muted">${note}</span>`}</dd></div>`;
}

function table(page: CompanyPageView, title: string): Html {
  const { company: words } = deskWords(page.language);
  const heads = [words.number, words.subject, words.from, words.opened, words.stateHead, words.promise];
  return html`<table class="list card"><caption class="hidden">${title}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${page.view.tickets.map((ticket) => row(ticket, page))}</tbody>
</table>`;
}

function row(ticket: CompanyTicket, { language, timeZone, follow }: CompanyPageView): Html {
  const { id, asked, openedAt, state } = ticket;
  const { company: words } = deskWords(language);
  const path = follow.get(id);
  const number = html`<span class="num">${id}</span>`;
  return html`<tr>
<th scope="row">${path === undefined ? number : html`<a href="${path}?lang=${language}">${number}</a>`}</th>
<td class="loose">${asked ? asked.subject || wordsFor(language).noSubject : html`<span class="muted">${words.notOfCompany}</span>`}</td>
<td class="loose" data-label="${words.from}">${asked ? who(asked, language) : '–'}</td>
<td class="when" data-label="${words.opened}">${timeElement(openedAt, { timeZone, language, isShort: true })}</td>
<td data-label="${words.stateHead}">${words.state[state]}</td>
<td data-label="${words.promise}">${promise(ticket.promise, words, { timeZone, language })}</td>
</tr>`;
}

/** Who asked, and that nobody knows that it was them, in the words that the team reads it in. */
function who({ name, address, isProved }: NonNullable<CompanyTicket['asked']>, language: Language): Html {
  const doubt = wordsFor(language).unverified;
  return html`${name && html`${name} `}<span class="muted small address">${address}</span>${!isProved && html` <span class="pill p2">${doubt}</span>`}`;
}

/** In words, and in colour for who sees it. */
function promise(
  of: CompanyTicket['promise'],
  words: CompanyWords,
  zone: { timeZone: string; language: Language },
): Html {
  const time = (instant: string) => timeElement(instant, { ...zone, isShort: true });
  const pill = (text: Html | string) => html`<span class="pill ${TONE[of.is]}">${text}</span>`;
  if (of.is === 'cancelled') return pill(words.cancelled);
  if (of.is === 'running') return pill(html`<span>${words.running('')}${time(of.at)}</span>`);
  return html`${pill(words[of.is])} <span class="small">${time(of.at)}</span>`;
}

const TONE = { kept: 'good', missed: 'p1', running: 'p3', late: 'p1', cancelled: '' } as const;
