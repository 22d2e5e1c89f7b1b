import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { timeLeft } from '../due.ts';
import { type TicketView, whoIs } from './view.ts';

/** The promise: how long it is until the first answer is due and why, or what came of it; and whether a P1's customer is waited for. */
export function dueCard(view: TicketView): Html {
  const { story, viewer, why } = view;
  const { language, timeZone } = viewer;
  const { ticket } = consoleWords(language);
  const words = ticket.due;
  const at = (instant: string) => timeElement(instant, { timeZone, language });
  const { clock, firstResponse, cancelled, state } = story;
  const result =
    firstResponse !== null
      ? html`<p>${at(firstResponse.at)}, ${whoIs(view, firstResponse.by)} <span class="pill ${firstResponse.met ? 'good' : 'p1'}">${firstResponse.met ? words.met : words.missed}</span></p>`
      : html`<p>${words.cancelled} ${cancelled ?? ''}</p>`;
  return html`<section class="card due"><div class="stack"><h2>${state === 'waiting' ? words.heading : words.answered}</h2>
${state === 'waiting' ? timeLeft({ start: clock.start, deadline: clock.respondBy }, viewer, 'large') : result}
${watch(view)}</div>
<details class="why"><summary>${words.why}</summary>${why !== undefined && html`<p>${why}</p>`}<p class="muted small" lang="en">${clock.why}</p>${clock.warnings.length > 0 && html`<p><strong>${words.warnings}</strong> <span lang="en">${clock.warnings.join(' ')}</span></p>`}</details></section>`;
}

function watch({ story, viewer }: TicketView): Html | undefined {
  const { language, timeZone } = viewer;
  const words = consoleWords(language).ticket.due;
  if (story.watch === null || story.watch.ended !== null) return undefined;
  const { askedAt, until, flaggedAt } = story.watch;
  const at = (instant: string) => timeElement(instant, { timeZone, language, isShort: true });
  return html`<p class="small">${words.watch} ${at(askedAt)}. ${flaggedAt === null ? html`${words.until} ${at(until)}.` : html`<strong>${words.unresponsive}</strong>`}</p>`;
}
