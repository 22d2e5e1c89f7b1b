import type { Language } from '../../../../shared/language.ts';
import { formatOpenTime } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Figures } from '../../../../shared/report/report.ts';
import { consoleWords } from '../../words/words.ts';
import { sharePercent } from './view.ts';

const TONES = { missed: 'late', open: 'soon', cancelled: '' } as const;

/** The figures of all tickets, large. */
export function overview(all: Figures, language: Language): Html {
  const { report: words } = consoleWords(language);
  const { met, missed, disputed, reopened, satisfied, unsatisfied, median, p90 } = all;
  const rated = satisfied + unsatisfied;
  const due = met + missed;
  const figure = (name: string, value: string | number, tone = '') =>
    html`<div><dt>${name}</dt><dd class="big num${tone !== '' && html` ${tone}`}">${value}</dd></div>`;
  const counts = (['missed', 'open', 'cancelled'] as const).map((name) =>
    figure(words.counts[name], all[name], all[name] > 0 ? TONES[name] : ''),
  );
  return html`<section class="card stack figure" aria-labelledby="kept"><h2 id="kept">${words.kept.title}</h2>
<dl class="big-figures">${figure(due === 0 ? words.kept.none : words.kept.of(met, due), sharePercent(all), missed === 0 ? 'calm' : 'late')}
${counts}
${figure(`${words.times.title}, ${words.times.median}`, formatOpenTime(median))}
${figure(words.times.p90, formatOpenTime(p90))}</dl>
<p class="small muted">${words.times.note} ${disputed > 0 && words.disputed(disputed)} ${reopened > 0 && words.reopened(reopened)} ${rated > 0 && words.rated(satisfied, rated)}</p></section>`;
}
