import { formatMonth } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { monthAfter, monthAt } from '../../../../shared/report/months.ts';
import type { Dimension } from '../../../../shared/report/report.ts';
import type { Page } from '../../../web/shell.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage } from '../frame.ts';
import { groupsSection } from './groups.ts';
import { overview } from './overview.ts';
import type { ReportView } from './view.ts';

/** What stands below the months, in order. */
const SECTIONS: readonly Dimension[] = ['priority', 'plan', 'customer', 'agent', 'door', 'hour'];

/** What became of the promises of a month. */
export function reportPage(view: ReportView): Page {
  const { viewer, month, report, trend, unreadable } = view;
  const { report: words } = consoleWords(viewer.language);
  const sections = SECTIONS.map((dimension) => groupsSection(dimension, report.by[dimension] ?? [], view));
  const isEmpty = report.all.tickets === 0;
  const main = html`<div class="stack">
<h1>${words.title}</h1><p class="lead">${words.lead(formatMonth(month, viewer.language), report.timeZone)}</p>
${choice(view)}
${unreadable.length > 0 && html`<p class="banner warn">${words.unreadable(unreadable.join(', '))}</p>`}
${isEmpty ? html`<p class="card empty">${words.empty}</p>` : overview(report.all, viewer.language)}
${groupsSection('month', trend, view)}
${!isEmpty && html`${sections}${files(view)}`}</div>`;
  return consolePage(viewer, { title: words.title, main }, 'reports');
}

function choice({ viewer, month, report: { at, timeZone } }: ReportView): Html {
  const { report: words } = consoleWords(viewer.language);
  const to = (months: number) => `/console/reports?month=${monthAfter(month, months)}`;
  return html`<form class="row months" action="/console/reports"><a class="button slim" href="${to(-1)}">← ${words.earlier}</a>
<label for="month">${words.month}</label><input type="month" id="month" name="month" value="${month}" required>
<button type="submit" class="slim">${words.show}</button>
${month < monthAt(new Date(at), timeZone) && html`<a class="button slim" href="${to(1)}">${words.later} →</a>`}</form>`;
}

function files({ viewer, month }: ReportView): Html {
  const { download } = consoleWords(viewer.language).report;
  return html`<p class="row files"><a class="button slim" href="/console/reports/figures.csv?month=${month}" download>${download.figures}</a>
<a class="button slim" href="/console/reports/tickets.csv?month=${month}" download>${download.tickets}</a></p>`;
}
