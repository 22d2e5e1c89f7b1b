import { formatDuration, secondsBetween } from '../../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { BACK_DAYS } from '../../../../shared/use-cases/lead/load.ts';
import type { Answers, Breach } from '../../../../shared/use-cases/lead/today.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { timeLeft } from '../due.ts';
import { type LeadView, section, ticketLink, whoHas } from './view.ts';

/** What was missed today: which ticket, whose, and how late. `isCompared`: nothing of now is in it. */
export function breachesSection(view: LeadView, isCompared: boolean): Html {
  const { viewer, figures } = view;
  const { lead, queue } = consoleWords(viewer.language);
  const words = lead.breaches;
  return section(viewer, { id: 'breaches', title: words.title, figure: figures.breaches }, ({ breaches, isMore }) => {
    const more = isMore && html`<p class="small muted">${words.more}</p>`;
    if (breaches.length === 0) {
      return html`<p class="empty">${figures.unreadable.length === 0 && words.empty}</p>${more}`;
    }
    const heads = [words.how, queue.ticket, lead.waiting.agent];
    return html`<table class="queue"><caption class="hidden">${words.title}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${breaches.map((breach) => breachRow(breach, view, isCompared))}</tbody></table>${more}`;
  });
}

function breachRow(breach: Breach, view: LeadView, isCompared: boolean): Html {
  const { viewer } = view;
  const { card } = breach;
  const agent = /^agent:(.+)$/.exec((breach.answered && card.firstResponse?.by) ?? '')?.[1] ?? card.assignee ?? '';
  return html`<tr><td>${howLate(breach, viewer, isCompared)}</td><td class="loose">${ticketLink(card, viewer)}</td><td>${whoHas(agent, view)}</td></tr>`;
}

function howLate({ card, deadline, answered, closed }: Breach, viewer: LeadView['viewer'], isCompared: boolean): Html {
  const { language, timeZone } = viewer;
  const { breaches: words } = consoleWords(language).lead;
  const due = html`<div class="small muted">${words.deadline} ${timeElement(deadline, { timeZone, language, isShort: true })}</div>`;
  const ended = answered ?? closed;
  if (ended === undefined) {
    return html`${timeLeft({ start: card.openedAt, deadline }, viewer, isCompared ? 'compared' : 'small')}${due}`;
  }
  // Answered in time itself, and late for a duplicate that it went on for: by how much no list says.
  if (ended < deadline) return due;
  const late = formatDuration(Math.ceil(secondsBetween(deadline, ended)), language);
  return html`<strong class="soon">${answered ? words.answered(late) : words.closed(late)}</strong>${due}`;
}

/** In units of the picture: a bar with its gap, the highest bar, and the room above and below for figures and hours. */
const BAR = { width: 20, gap: 4, height: 80, above: 20, below: 22 };

/** How many were answered in each hour: a picture, and a table for who does not see it. */
export function answersSection({ viewer, figures }: LeadView): Html {
  const { answers: words } = consoleWords(viewer.language).lead;
  return section(viewer, { id: 'answers', title: words.title, figure: figures.answers }, ({ hours, isMore }) => {
    const more = html`<p class="small muted">${words.back(BACK_DAYS)} ${isMore && words.more}</p>`;
    const sum = (of: 'inTime' | 'late') => hours.reduce((total, hour) => total + hour[of], 0);
    const [inTime, late] = [sum('inTime'), sum('late')];
    if (inTime + late === 0) return html`<p class="empty">${words.empty}</p>${more}`;
    const busy = hours.filter((hour) => hour.inTime + hour.late > 0);
    return html`<p><strong class="num">${words.sum(inTime, late)}</strong></p>
${picture(hours)}
<p class="row small legend"><span class="calm"><span class="dot"></span> ${words.inTime}</span> <span class="late"><span class="dot"></span> ${words.late}</span></p>
<div class="hidden"><table><caption>${words.title}</caption><thead><tr><th scope="col">${words.hour}</th><th scope="col">${words.inTime}</th><th scope="col">${words.late}</th></tr></thead>
<tbody>${busy.map((hour) => html`<tr><th scope="row">${hour.label}</th><td>${hour.inTime}</td><td>${hour.late}</td></tr>`)}</tbody></table></div>${more}`;
  });
}

function picture(hours: readonly Answers[]): Html {
  const most = Math.max(1, ...hours.map(({ inTime, late }) => inTime + late));
  const step = BAR.width + BAR.gap;
  const floor = BAR.above + BAR.height;
  const size = (count: number) => Math.round((count / most) * BAR.height);
  const bars = hours.map(({ inTime, late, label }, index) => {
    const x = index * step + BAR.gap / 2;
    const [low, high] = [size(inTime), size(late)];
    const count = inTime + late;
    return html`${inTime > 0 && html`<rect class="calm" x="${x}" y="${floor - low}" width="${BAR.width}" height="${low}" rx="2"/>`}${late > 0 && html`<rect class="late" x="${x}" y="${floor - low - high}" width="${BAR.width}" height="${high}" rx="2"/>`}${count > 0 && html`<text x="${x + BAR.width / 2}" y="${floor - low - high - 5}">${count}</text>`}${index % 3 === 0 && html`<text class="hour" x="${x + BAR.width / 2}" y="${floor + 17}">${label.replace(/:00$/, '')}</text>`}`;
  });
  const width = hours.length * step;
  return html`<svg class="hours" viewBox="0 0 ${width} ${floor + BAR.below}" aria-hidden="true" focusable="false"><line x1="0" y1="${floor}" x2="${width}" y2="${floor}"/>${bars}</svg>`;
}
