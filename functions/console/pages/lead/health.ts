import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { timeElement } from '../../../web/time.ts';
import type { Check } from '../../lead/checks.ts';
import { consoleWords } from '../../words/words.ts';
import type { LeadView } from './view.ts';

const PILLS = { fine: 'good', look: 'p2', wrong: 'p1' } as const;

/** How the desk itself is: each part with its figures, what is normal, and where an alarm is on what that means. */
export function healthSection({ viewer }: LeadView, checks: readonly Check[]): Html {
  const { language, timeZone } = viewer;
  const { health: words, runbook } = consoleWords(language).lead;
  const said = ({ name, state, says, last, trouble, normal, links = [] }: Check) =>
    html`<li class="check"><div class="row"><strong>${name}</strong> <span class="pill ${PILLS[state]}">${words[state]}</span> <span class="num small">${says}${last !== undefined && html` ${timeElement(last, { timeZone, language, isShort: true })}`}</span></div>
${trouble === undefined ? html`<p class="small muted">${normal}</p>` : html`<p class="small ${state === 'wrong' ? 'late' : 'soon'}">${trouble.text}${links.map((id) => html` <a class="num" href="/console/t/${id}">${id}</a>`)} ${trouble.section !== undefined && runbook(trouble.section)}</p>`}</li>`;
  return html`<section class="card stack figure" aria-labelledby="health"><h2 id="health">${words.title}</h2>
<ul class="checks">${checks.map(said)}</ul></section>`;
}
