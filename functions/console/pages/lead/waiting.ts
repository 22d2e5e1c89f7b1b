import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { MOST_READ } from '../../../../shared/use-cases/lead/load.ts';
import type { Waiting, WaitingRow, Which } from '../../../../shared/use-cases/lead/waiting.ts';
import { consoleWords } from '../../words/words.ts';
import { type LeadView, levelName, section, whoHas } from './view.ts';

/** How grave a level is, by its place among them. */
const TONES = ['calm', 'soon', 'late'] as const;

/** Who waits for a first answer, by agent and by level reached; each figure leads to its tickets. */
export function waitingSection(view: LeadView): Html {
  const { viewer, figures } = view;
  const { waiting: words } = consoleWords(viewer.language).lead;
  return section(viewer, { id: 'waiting', title: words.title, figure: figures.waiting }, (waiting) => {
    const { levels, rows, isMore } = waiting;
    const sums = levels.map((_, index) => rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0));
    const isEmpty = sums.every((sum) => sum === 0);
    const again = wroteAgain(view);
    if (isEmpty) return html`<p class="empty">${figures.unreadable.length === 0 && words.empty}</p>${again}`;
    const heads = [...levels.map((level) => levelName(level, viewer)), words.all];
    return html`<table class="matrix"><caption class="hidden">${words.title}</caption>
<thead class="heads"><tr><th scope="col" class="cell head who">${words.agent}</th>${heads.map((head) => html`<th scope="col" class="cell head">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => agentRow(row, waiting, view))}</tbody>
<tfoot>${figureRow({ name: words.all, which: {}, counts: sums, isSum: true }, waiting, view)}</tfoot></table>
${isMore && html`<p class="small muted">${words.more(MOST_READ)}</p>`}${again}`;
  });
}

/** Who wrote again after a first answer waits for us, too, though no clock runs. */
function wroteAgain({ viewer, figures }: LeadView): Html | undefined {
  const { wroteAgain: again } = figures;
  if (again === 'unknown' || again.count === 0) return undefined;
  const { waiting: words, moreThan } = consoleWords(viewer.language).lead;
  const count = again.isMore ? moreThan(again.count) : String(again.count);
  return html`<p><a href="/console?tab=answered">${words.wroteAgain(count, again.count === 1)}</a></p>`;
}

function agentRow({ agent, counts }: WaitingRow, waiting: Waiting, view: LeadView): Html {
  return figureRow({ name: whoHas(agent, view), which: { agent }, counts }, waiting, view);
}

function figureRow(
  { name, which, counts, isSum = false }: { name: string; which: Which; counts: readonly number[]; isSum?: boolean },
  { levels }: Waiting,
  { viewer }: LeadView,
): Html {
  const { all } = consoleWords(viewer.language).lead.waiting;
  const cells = levels.map((level, index) => ({
    count: counts[index] ?? 0,
    head: levelName(level, viewer),
    which: { ...which, level },
    tone: TONES[Math.min(index, TONES.length - 1)],
  }));
  const sum = { count: counts.reduce((total, count) => total + count, 0), head: all, which, tone: undefined };
  return html`<tr class="line"><th scope="row" class="cell who${isSum && html` sum`}">${name}</th>${[...cells, sum].map(
    ({ count, head, which: own, tone }) => {
      const label = consoleWords(viewer.language).lead.waiting.which(count, name, head);
      const figure =
        count === 0
          ? html`<span class="muted">0</span>`
          : html`<a class="figure-link ${tone}" href="${pathOf(own)}" aria-label="${label}">${count}</a>`;
      return html`<td class="cell num${count === 0 && html` zero`}${isSum && html` sum`}" data-head="${head}">${figure}</td>`;
    },
  )}</tr>`;
}

function pathOf({ agent, level }: Which): string {
  const query = new URLSearchParams({ ...(agent !== undefined && { agent }), ...(level !== undefined && { level }) });
  return query.size === 0 ? '/console?tab=waiting' : `/console/lead/waiting?${query}`;
}
