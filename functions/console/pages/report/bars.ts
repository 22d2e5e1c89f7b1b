import { formatOpenTime } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Dimension, Figures, Group } from '../../../../shared/report/report.ts';
import { consoleWords } from '../../words/words.ts';
import { nameOf, type ReportView, sharePercent } from './view.ts';

/** What of a bar is what, from its beginning on. */
const PARTS = [
  ['met', 'calm'],
  ['missed', 'late'],
  ['open', 'soon'],
] as const;

const lengthOf = (figures: Figures) => PARTS.reduce((sum, [part]) => sum + figures[part], 0);

/** A line of a table as a bar, as long as its figures are among the others: for who sees it, since the figures stand beside it. */
export function lineBar(figures: Figures, most: number): Html {
  let from = 0;
  const parts = PARTS.map(([part, tone]) => {
    const width = most === 0 ? 0 : (figures[part] / most) * 100;
    const rect =
      width > 0 && html`<rect class="${tone}" x="${from.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="8"/>`;
    from += width;
    return html`${rect}`;
  });
  return html`<svg class="line-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

export function longest(groups: readonly Figures[]): number {
  return Math.max(0, ...groups.map(lengthOf));
}

/** In units of the picture: a bar with its gap, the highest bar, and the room above and below for figures and names. */
const SIZE = { height: 160, above: 24, below: 28 };

/** Groups as columns side by side, with a title and a description for who does not see them. `everyNth`: which of the names there is room for. */
export function columns(
  dimension: Dimension,
  groups: readonly Group[],
  view: ReportView,
  { width, gap, everyNth = 1 }: { width: number; gap: number; everyNth?: number },
): Html {
  const { report: words } = consoleWords(view.viewer.language);
  const most = longest(groups);
  const floor = SIZE.above + SIZE.height;
  const bars = groups.map((group, index) => {
    const x = gap / 2 + index * (width + gap);
    let y = floor;
    const parts = PARTS.map(([part, tone]) => {
      const height = most === 0 ? 0 : Math.round((group[part] / most) * SIZE.height);
      y -= height;
      return html`${height > 0 && html`<rect class="${tone}" x="${x}" y="${y}" width="${width}" height="${height}" rx="2"/>`}`;
    });
    const count = lengthOf(group);
    const name = nameOf(dimension, group, view).replace(/:00$/, '');
    return html`${parts}${count > 0 && html`<text x="${x + width / 2}" y="${y - 5}">${count}</text>`}${index % everyNth === 0 && html`<text class="hour" x="${x + width / 2}" y="${floor + 20}">${name}</text>`}`;
  });
  const top = groups.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
  const says = top ? `${nameOf(dimension, top, view)}: ${figuresAsText(top, view)}` : '';
  const whole = groups.length * (width + gap);
  const ids = [`${dimension}-title`, `${dimension}-desc`];
  return html`<svg class="hours" role="img" aria-labelledby="${ids.join(' ')}" viewBox="0 0 ${whole} ${floor + SIZE.below}" focusable="false"><title id="${ids[0]}">${words.by[dimension].title}</title><desc id="${ids[1]}">${words.picture(says)}</desc><line x1="0" y1="${floor}" x2="${whole}" y2="${floor}"/>${bars}</svg>`;
}

function figuresAsText(figures: Figures, { viewer }: ReportView): string {
  const { report: words } = consoleWords(viewer.language);
  const counts = PARTS.map(([part]) => `${words.counts[part]} ${figures[part]}`);
  return `${counts.join(', ')}; ${words.share} ${sharePercent(figures)}, ${words.median} ${formatOpenTime(figures.median)}.`;
}

/** What the colours say. */
export function legend({ viewer }: Pick<ReportView, 'viewer'>): Html {
  const { counts } = consoleWords(viewer.language).report;
  return html`<p class="row small legend">${PARTS.map(([part, tone]) => html`<span class="${tone}"><span class="dot"></span> ${counts[part]}</span> `)}</p>`;
}
