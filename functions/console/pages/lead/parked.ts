import { MANY_HELD, RUNBOOK } from '../../../../shared/alarms.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { ParkedItem } from '../../../../shared/use-cases/lead/parked.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import type { Viewer } from '../frame.ts';
import { type LeadView, section } from './view.ts';

/** What became no ticket and waits for somebody to let it out. */
export function heldSection({ viewer, figures }: LeadView): Html {
  const { held: words, moreThan, runbook } = consoleWords(viewer.language).lead;
  return section(viewer, { id: 'held', title: words.title, figure: figures.held }, ({ count, isMore, inAnHour }) => {
    const wait = words.wait(isMore ? moreThan(count) : String(count), count === 1 && !isMore);
    const isMany = inAnHour >= MANY_HELD;
    return html`<p><strong>${count === 0 ? words.none : wait}</strong></p>
<p class="small ${isMany ? 'late' : 'muted'}">${isMany ? html`${words.trouble(MANY_HELD)} ${runbook(RUNBOOK.heldMail)}` : words.normal(inAnHour, MANY_HELD)}</p>
<p><a class="button slim" href="/console/quarantine">${words.open}</a></p>`;
  });
}

/** What a service could not do, each with its ticket. */
export function parkedSection({ viewer, figures }: LeadView): Html {
  const { parked: words } = consoleWords(viewer.language).lead;
  return section(viewer, { id: 'parked', title: words.title, figure: figures.parked }, ({ items, held, isMore }) => {
    const more = html`${held > 0 && html`<p class="small"><a href="/console/quarantine">${words.held(held)}</a></p>`}${isMore && html`<p class="small muted">${words.more}</p>`}`;
    if (items.length === 0) return html`${held === 0 && html`<p class="empty">${words.empty}</p>`}${more}`;
    return html`<p class="small muted">${words.note}</p>
<ul class="persons">${items.map((item) => parkedItem(item, viewer))}</ul>${more}`;
  });
}

function parkedItem({ ticketId, what, reason, attempts, again }: ParkedItem, { language, timeZone }: Viewer): Html {
  const { parked: words } = consoleWords(language).lead;
  return html`<li><a class="subject" href="/console/t/${ticketId}">${words.what[what]}</a>
<div class="small muted"><span class="num">${ticketId}</span> · ${words.tries(attempts)} · ${words.again} ${timeElement(again, { timeZone, language, isShort: true })}</div>
<div class="small loose">${reason}</div></li>`;
}
