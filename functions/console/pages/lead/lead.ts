import { MANY_HELD, RUNBOOK } from '../../../../shared/alarms.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Page } from '../../../web/shell.ts';
import { type Check, checksOf } from '../../lead/checks.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage, type Viewer } from '../frame.ts';
import { healthSection } from './health.ts';
import { heldSection, parkedSection } from './parked.ts';
import { answersSection, breachesSection } from './today.ts';
import type { LeadView } from './view.ts';
import { waitingSection } from './waiting.ts';

/** How the whole team stands, and the desk with it. */
export function leadPage(view: LeadView): Page {
  const { viewer } = view;
  const { lead: words, queue } = consoleWords(viewer.language);
  const main = html`<div class="stack" data-now="${viewer.now}" data-pace="${viewer.pace}">
<h1>${words.title}</h1><p class="lead">${words.lead(viewer.timeZone)}</p>
<p class="banner warn" role="status" data-offline hidden>${queue.offline}</p>
<div class="stack" data-rows="/console/lead/rows">${leadRows(view)}</div>
<p class="row"><label class="switch" data-live hidden><input type="checkbox" checked> ${queue.live}</label></p>
</div>`;
  return consolePage(viewer, { title: words.title, main, scripts: ['time-left.js', 'refresh.js'] }, 'lead');
}

/** The figures alone: what is asked for again and again. `isCompared`: it says nothing of now, so that it is the same while nothing changes. */
export function leadRows(view: LeadView, { isCompared = false } = {}): Html {
  const checks = checksOf(view.figures.health, consoleWords(view.viewer.language).lead);
  const { unreadable } = view.figures;
  const { queue } = consoleWords(view.viewer.language);
  return html`${state(view, checks)}
${unreadable.length > 0 && html`<p class="banner warn">${queue.unreadable(unreadable.join(', '))}</p>`}
<div class="figures">
<div class="figures-column">${waitingSection(view)}
${breachesSection(view, isCompared)}
${answersSection(view)}</div>
<div class="figures-column">${healthSection(view, checks)}
${parkedSection(view)}
${heldSection(view)}</div>
</div>`;
}

/** Where an alarm is on: what it means, and where the runbook says how to mend it; in a line, when all is well. */
function state({ viewer, figures }: LeadView, checks: readonly Check[]): Html | undefined {
  const { lead: words } = consoleWords(viewer.language);
  const wrong = checks.flatMap(({ state, trouble }) =>
    state === 'wrong' && trouble ? [{ id: 'health', ...trouble }] : [],
  );
  const isFlood = figures.held !== 'unknown' && figures.held.inAnHour >= MANY_HELD;
  const all = [
    ...wrong,
    ...(isFlood ? [{ id: 'held', text: words.held.trouble(MANY_HELD), section: RUNBOOK.heldMail }] : []),
  ];
  if (all.length === 0) {
    const isWell = checks.every((check) => check.state === 'fine') && figures.held !== 'unknown';
    return isWell ? html`<p class="banner ok">${words.allWell}</p>` : undefined;
  }
  return html`<div class="banner problem"><h2>${words.troubles(all.length)}</h2><ul>${all.map(
    ({ id, text, section }) =>
      html`<li><a href="#${id}">${text}</a> ${section !== undefined && words.runbook(section)}</li>`,
  )}</ul></div>`;
}

/** For who is no lead. */
export function refusedPage(viewer: Viewer): Page {
  const { title, text, back } = consoleWords(viewer.language).lead.onlyLeads;
  const main = html`<div class="stack"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/console">${back}</a></p></div>`;
  return consolePage(viewer, { title, main });
}
