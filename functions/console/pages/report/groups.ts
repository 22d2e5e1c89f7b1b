import { formatOpenTime } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Dimension, Figures, Group } from '../../../../shared/report/report.ts';
import { consoleWords } from '../../words/words.ts';
import { columns, legend, lineBar, longest } from './bars.ts';
import { nameOf, type ReportView, sharePercent } from './view.ts';

/** Of many customers, say, those with most tickets; the others are in the file. */
const MOST_ROWS = 15;

/** How wide the columns of a picture are. */
const COLUMNS = { month: { width: 60, gap: 36 }, hour: { width: 20, gap: 4, everyNth: 3 } } as const;

/** The figures of a report told apart by one thing: a table, with a bar a line, or below a picture of columns. */
export function groupsSection(dimension: Dimension, all: readonly Group[], view: ReportView): Html {
  const { report: words } = consoleWords(view.viewer.language);
  const { title } = words.by[dimension];
  const hasPicture = dimension === 'month' || dimension === 'hour';
  const groups = dimension === 'hour' ? all.filter(({ tickets }) => tickets > 0) : all.slice(0, MOST_ROWS);
  const left = hasPicture ? 0 : all.length - groups.length;
  const table = groupsTable(dimension, groups, view, { hasBars: !hasPicture });
  return html`<section class="card stack figure" aria-labelledby="by-${dimension}"><h2 id="by-${dimension}">${title}</h2>
${hasPicture && html`${columns(dimension, all, view, COLUMNS[dimension])}${legend(view)}`}
${dimension === 'hour' ? html`<details><summary>${words.asTable}</summary>${table}</details>` : table}
${left > 0 && html`<p class="small muted">${words.more(left)}</p>`}</section>`;
}

function groupsTable(
  dimension: Dimension,
  groups: readonly Group[],
  view: ReportView,
  { hasBars }: { hasBars: boolean },
): Html {
  const { report: words } = consoleWords(view.viewer.language);
  const { title, head } = words.by[dimension];
  const { met, missed, open, cancelled } = words.counts;
  const heads = [met, missed, open, cancelled, words.share, words.median, words.p90];
  const most = longest(groups);
  const row = (group: Group) => {
    const name = nameOf(dimension, group, view);
    const cells = cellsOf(group).map(
      (cell, index) =>
        html`<td class="cell num${cell === '0' && html` zero`}" data-head="${heads[index] ?? ''}">${cell}</td>`,
    );
    return html`<tr class="line"><th scope="row" class="cell who">${linked(dimension, group, name, view)}</th>${hasBars && html`<td class="cell bar">${lineBar(group, most)}</td>`}${cells}</tr>`;
  };
  return html`<table class="matrix report"><caption class="hidden">${title}</caption>
<thead class="heads"><tr><th scope="col" class="cell head who">${head}</th>${hasBars && html`<td class="cell head bar"></td>`}${heads.map((each) => html`<th scope="col" class="cell head">${each}</th>`)}</tr></thead>
<tbody>${groups.map(row)}</tbody></table>`;
}

function cellsOf(figures: Figures): string[] {
  const { met, missed, open, cancelled, median, p90 } = figures;
  return [
    ...[met, missed, open, cancelled].map(String),
    sharePercent(figures),
    formatOpenTime(median),
    formatOpenTime(p90),
  ];
}

/** A customer leads to its own report, a month to the report of that month. */
function linked(dimension: Dimension, { key }: Group, name: string, { month, customers }: ReportView): Html {
  if (dimension === 'customer' && key !== null && customers.has(key))
    return html`<a href="/console/reports/customers/${encodeURIComponent(key)}?month=${month}">${name}</a>`;
  if (dimension === 'month') return html`<a href="/console/reports?month=${key ?? ''}">${name}</a>`;
  return html`${name}`;
}
