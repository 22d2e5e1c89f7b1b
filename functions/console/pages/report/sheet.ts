import type { Customer } from '../../../../shared/customer/customer.ts';
import type { Language } from '../../../../shared/language.ts';
import { sayNoneLate } from '../../../../shared/mail/templates/customer-report.ts';
import { formatInstant, formatMonth, formatOpenTime } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import type { CustomerReport } from '../../../../shared/report/customer-report.ts';
import { targetSeconds } from '../../../../shared/sla/targets.ts';
import { PRIORITIES } from '../../../../shared/sla/terms.ts';
import type { Fact } from '../../../../shared/ticket/fact.ts';
import type { ReportSent } from '../../../../shared/use-cases/send-customer-report.ts';
import { hiddenField, selectField } from '../../../web/fields.ts';
import type { Page } from '../../../web/shell.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage, type Viewer } from '../frame.ts';
import { overview } from './overview.ts';
import { sharePercent } from './view.ts';

/** What became of sending it: to whom, and the words for that. */
type Told = { to: string; sent: ReportSent };

export type SheetView = CustomerReport & {
  viewer: Viewer;
  deskName: string;
  customer: Customer;
  month: string;
  told?: Told | undefined;
};

/** A customer's own report of a month, in their language and times, to be printed and handed over: nothing of what was said, no name of anybody. */
export function sheetPage(view: SheetView): Page {
  const { viewer, deskName, customer, month, report, unreadable } = view;
  const language = customer.language ?? viewer.language;
  const { report: own } = consoleWords(viewer.language);
  const { sheet, empty } = consoleWords(language).report;
  const hasTickets = report.all.tickets > 0;
  const main = html`<div class="stack">
<p class="row no-print"><a class="button slim" href="/console/reports?month=${month}">${own.sheet.back}</a> <button type="button" class="slim" data-print hidden>${own.sheet.print}</button></p>
${unreadable.length > 0 && html`<p class="banner warn no-print">${own.unreadable(unreadable.join(', '))}</p>`}
${sending(view)}
<div class="stack sheet" lang="${language}"><h1>${sheet.title(customer.name)}</h1>
<p class="lead">${deskName} · ${sheet.of(formatMonth(month, language))} · ${wordsFor(language).plan[customer.plan]}</p>
${hasTickets ? html`${overview(report.all, language)}${promised(view, language)}${lateOnes(view, language)}` : html`<p class="card empty">${empty}</p>`}
<p class="small muted">${sheet.counted} ${sheet.zone(customer.timeZone, formatInstant(report.at, customer.timeZone, language))}</p></div></div>`;
  return consolePage(viewer, { title: own.sheet.title(customer.name), main, scripts: ['print.js'] }, 'reports');
}

/** To whom it can be sent: whom the record names, since nobody else may know how many requests there are. */
function sending({ viewer, customer, month, told }: SheetView): Html {
  const { send, notSent } = consoleWords(viewer.language).report.sheet;
  const contacts = customer.portal?.contacts ?? [];
  const said = told && (told.sent === 'sent' ? send.done(told.to) : notSent[told.sent](told.to));
  const options = contacts.map((value) => ({ value, text: value }));
  return html`<div class="stack no-print">${said !== undefined && html`<p class="banner ${told?.sent === 'sent' ? 'ok' : 'problem'}" role="status">${said}</p>`}
${
  contacts.length === 0
    ? html`<p class="small muted">${send.nobody}</p>`
    : html`<details><summary>${send.heading}</summary><form class="card stack" method="post" action="/console/reports/customers/${encodeURIComponent(customer.id)}/send">${hiddenField('month', month)}
${selectField({ name: 'to', label: send.to, options, chosen: contacts[0] ?? '' })}<p><button type="submit">${send.button}</button></p></form></details>`
}</div>`;
}

/** Each priority with what is promised now, and what became of it. */
function promised({ customer, report }: SheetView, language: Language): Html {
  const { sheet, by, counts, share, median } = consoleWords(language).report;
  const heads = [sheet.target, counts.met, counts.missed, counts.open, counts.cancelled, share, median];
  const rows = PRIORITIES.map((priority) => {
    const group = report.by.priority?.find(({ key }) => key === String(priority));
    if (!group) return html``;
    const { met, missed, open, cancelled } = group;
    const cells = [
      formatOpenTime(targetSeconds(customer, priority)),
      ...[met, missed, open, cancelled].map(String),
      sharePercent(group),
      formatOpenTime(group.median),
    ];
    return html`<tr class="line"><th scope="row" class="cell who">P${priority}</th>${cells.map((cell, index) => html`<td class="cell num${cell === '0' && html` zero`}" data-head="${heads[index] ?? ''}">${cell}</td>`)}</tr>`;
  });
  return html`<section class="card stack figure" aria-labelledby="promised"><h2 id="promised">${sheet.promised}</h2>
<table class="matrix report"><caption class="hidden">${sheet.promised}</caption><thead class="heads"><tr><th scope="col" class="cell head who">${by.priority.head}</th>${heads.map((head) => html`<th scope="col" class="cell head">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></section>`;
}

/** What was missed, by number: who asked knows what it was about. */
function lateOnes({ customer, late, report }: SheetView, language: Language): Html {
  const { sheet } = consoleWords(language).report;
  const { timeZone } = customer;
  const heads = [sheet.opened, sheet.due, sheet.answered];
  const time = (at: string) => timeElement(at, { timeZone, language, isShort: true });
  const cells = ({ opened, due, responded, cancelled }: Fact) => [
    time(opened),
    time(due),
    responded === undefined ? html`${cancelled ? sheet.closed : sheet.notYet}` : time(responded),
  ];
  const row = (fact: Fact) =>
    html`<tr class="line"><th scope="row" class="cell who num"><a href="/console/t/${fact.ticket}">${fact.ticket}</a> P${fact.priority}</th>${cells(fact).map((cell, index) => html`<td class="cell num" data-head="${heads[index] ?? ''}">${cell}</td>`)}</tr>`;
  return html`<section class="card stack figure" aria-labelledby="late"><h2 id="late">${sheet.late}</h2>
${
  late.length === 0
    ? html`<p>${sheet.noneLate} ${sayNoneLate(report.all, language)}</p>`
    : html`<table class="matrix report"><caption class="hidden">${sheet.late}</caption><thead class="heads"><tr><th scope="col" class="cell head who">${sheet.ticket}</th>${heads.map((head) => html`<th scope="col" class="cell head">${head}</th>`)}</tr></thead>
<tbody>${late.map(row)}</tbody></table>`
}</section>`;
}
