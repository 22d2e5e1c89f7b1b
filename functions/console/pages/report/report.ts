import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { monthAfter, monthAt } from '../../../../shared/report/months.ts';
import type { Dimension } from '../../../../shared/report/report.ts';
import type { Page } from '../../../web/shell.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage } from '../frame.ts';
import { groupsSection } from './groups.ts';
import { monthName, openTime, type ReportView, sharePercent } from './view.ts';

/** What stands below the months, in order. */
const SECTIONS: readonly Dimension[] = ['priority', 'plan', 'customer', 'agent', 'door', 'hour'];

/** What became of the promises of a month. */
export function reportPage(view: ReportView): Page {
  const { viewer, month, report, trend, unreadable } = view;
  const { report: words } = consoleWords(viewer.language);
  const sections = SECTIONS.map((dimension) => groupsSection(dimension, report.by[dimension] ?? [], view));
  const isEmpty = report.all.tickets === 0;
  const main = html`<div class="stack">
<h1>${words.title}</h1><p class="lead">${words.lead(monthName(month, viewer.language), report.timeZone)}</p>
${choice(view)}
${unreadable.length > 0 && html`<p class="banner warn">${words.unreadable(unreadable.join(', '))}</p>`}
${isEmpty ? html`<p class="card empty">${words.empty}</p>` : overview(view)}
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

function overview({ viewer, report: { all } }: ReportView): Html {
  const { report: words } = consoleWords(viewer.language);
  const { met, missed, open, cancelled, disputed, reopened, median, p90 } = all;
  const due = met + missed;
  const count = (name: 'missed' | 'open' | 'cancelled', value: number, tone: string) =>
    html`<div><dt>${words.counts[name]}</dt><dd class="big num${value > 0 && html` ${tone}`}">${value}</dd></div>`;
  return html`<section class="card stack figure" aria-labelledby="kept"><h2 id="kept">${words.kept.title}</h2>
<dl class="big-figures"><div><dt>${due === 0 ? words.kept.none : words.kept.of(met, due)}</dt><dd class="big num ${missed === 0 ? 'calm' : 'late'}">${sharePercent(all)}</dd></div>
${count('missed', missed, 'late')}${count('open', open, 'soon')}${count('cancelled', cancelled, '')}
<div><dt>${words.times.title}, ${words.times.median}</dt><dd class="big num">${openTime(median)}</dd></div>
<div><dt>${words.times.p90}</dt><dd class="big num">${openTime(p90)}</dd></div></dl>
<p class="small muted">${words.times.note} ${disputed > 0 && words.disputed(disputed)} ${reopened > 0 && words.reopened(reopened)}</p></section>`;
}

function files({ viewer, month }: ReportView): Html {
  const { download } = consoleWords(viewer.language).report;
  return html`<p class="row files"><a class="button slim" href="/console/reports/figures.csv?month=${month}" download>${download.figures}</a>
<a class="button slim" href="/console/reports/tickets.csv?month=${month}" download>${download.tickets}</a></p>`;
}
