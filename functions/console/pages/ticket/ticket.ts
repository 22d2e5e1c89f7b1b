import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import { problemSummary } from '../../../web/problems.ts';
import type { Page } from '../../../web/shell.ts';
import { timeElement } from '../../../web/time.ts';
import { pageWords } from '../../../web/words/words.ts';
import { consoleWords } from '../../words/words.ts';
import { consolePage } from '../frame.ts';
import { changeForms } from './change.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { dueCard } from './due-card.ts';
import { linkedTickets, parkedWork, trail } from './more.ts';
import { peopleCard } from './people.ts';
import { presenceBox } from './presence.ts';
import type { TicketView } from './view.ts';

/** A ticket as an agent works on it: what was said, to whom an answer goes, by when, and what may be changed. */
export function ticketPage(view: TicketView): Page {
  const { viewer, story, done, next, problems = [], note } = view;
  const { language, timeZone } = viewer;
  const { ticket: words, queue } = consoleWords(language);
  const subject = story.subject || wordsFor(language).noSubject;
  const work = html`<div class="work">
<div class="clock">${dueCard(view)}</div>
<div class="said stack">${conversation(view)}${composer(view)}</div>
<aside class="beside stack" aria-label="${words.people.heading}">${beside(view)}</aside>
</div>`;
  // What the page does not ask now is beside what else may be changed.
  const shown = problems.map((each) =>
    work.markup.includes(`id="${each.field}"`) ? each : { ...each, field: 'change' },
  );
  const main = html`<div class="stack" data-now="${viewer.now}" data-pace="${viewer.pace}">
<p><a href="/console">← ${words.back}</a></p>
${done && html`<p class="banner ok" role="status">${words.done[done]} ${next && html`<a href="/console/t/${next.id}">${words.next} P${next.priority} ${next.subject || wordsFor(language).noSubject}</a>`}</p>`}
${note !== undefined && html`<p class="banner warn" role="status">${note}</p>`}
${problemSummary(words.problems.heading, shown)}
<h1>${subject}</h1>
<p class="row"><span class="pill p${story.priority}">P${story.priority} · ${pageWords(language).priority[story.priority].name}</span>
<span class="pill">${words.state[story.state]}</span> <span class="pill">${wordsFor(language).plan[story.plan]}</span>
${story.tags.map((tag) => html`<span class="pill tag">#${tag}</span>`)}
<span class="muted"><span class="num">${story.id}</span> · ${queue.channel[story.channel]} · ${timeElement(story.openedAt, { timeZone, language, isShort: true })}</span></p>
${presenceBox(view)}
${work}</div>`;
  const title = `${problems.length > 0 ? `${pageWords(language).problem}: ` : ''}${story.id} ${subject}`;
  const reply = view.replies.length > 0 ? ['reply.js'] : [];
  const scripts = ['time-left.js', 'upload.js', 'composer.js', 'presence.js', ...reply];
  return consolePage(viewer, { title, main, scripts });
}

function beside(view: TicketView): Html {
  return html`${parkedWork(view)}${peopleCard(view)}${changeForms(view)}${linkedTickets(view)}${trail(view)}`;
}
