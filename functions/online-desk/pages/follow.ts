import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import type { Settings } from '../../../shared/settings.ts';
import { phoneLink } from '../../web/phone-link.ts';
import { problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { timeElement, untilWords } from '../../web/time.ts';
import { deskWords } from '../words/words.ts';
import { conversation } from './conversation.ts';
import { addForm, otherForms, ratingForm } from './follow-forms.ts';
import type { FollowView } from './follow-view.ts';
import { openingsPicture } from './openings-picture.ts';

/** A ticket as one of its readers follows it: by when, why then, what was said, and what they may do. */
export function followPage(settings: Settings, view: FollowView): Page {
  const { language, link, ticket, done, problems = [] } = view;
  const words = deskWords(language);
  const main = html`<div class="stack wide">
${done && html`<p class="banner ${done === 'unchanged' ? 'warn' : 'ok'}" role="status">${words.follow.done[done]}</p>`}
${problemSummary(words.file.errors.heading, problems)}
<div class="stack">
<p class="row"><span class="muted num">${ticket.id}</span>
<span class="pill p${ticket.priority}">P${ticket.priority} · ${words.priority[ticket.priority].name}</span>
<span class="pill">${wordsFor(language).plan[ticket.plan]}</span></p>
<h1>${ticket.subject || wordsFor(language).noSubject}</h1>
${steps(view)}
</div>
${dueCard(settings, view)}
${ratingForm(settings, view)}
${conversation(view)}
${addForm(view)}
${otherForms(settings, view)}
</div>`;
  const title = `${problems.length > 0 ? `${words.problem}: ` : ''}${ticket.id} ${ticket.subject}`.trim();
  return { language, title, main, path: `/desk/t/${link}`, scripts: ['countdown.js', 'counter.js', 'upload.js'] };
}

/** How far it is: received, answered, closed. */
function steps({ language, ticket }: FollowView): Html {
  const { steps: names } = deskWords(language).follow;
  const { answered, closed } = ticket.steps;
  const current = closed ? 2 : answered ? 1 : 0;
  const all = [names.received, names.answered, names.closed];
  const isDone = [true, answered !== null, closed !== null];
  return html`<ol class="steps">${all.map(
    (name, index) =>
      html`<li class="${isDone[index] && index !== current && 'done'}"${index === current && html` aria-current="step"`}>${name}</li>`,
  )}</ol>`;
}

/** The promise: how long it is until the answer, when that is, and why; or what came of it. */
function dueCard(settings: Settings, view: FollowView): Html {
  const { language, ticket } = view;
  const { clock, state, steps } = ticket;
  const { follow } = deskWords(language);
  const at = (instant: string) => timeElement(instant, { timeZone: ticket.timeZone, language });
  const { answered, closed } = steps;
  const why = html`<details class="why"${state === 'waiting' && html` open`}><summary>${follow.whyThen}</summary>
${clock.why ? html`<p>${clock.why}</p>` : undefined}
${openingsPicture(clock, language)}</details>`;
  if (state === 'waiting') return html`<section class="card due">${countdown(settings, view)}${why}</section>`;
  const result =
    answered &&
    html`<p>${follow.answeredAt}: ${at(answered.at)}
<span class="pill ${answered.met ? 'good' : 'p1'}">${answered.met ? follow.met : follow.missed}</span></p>`;
  if (!closed)
    return html`<section class="card due"><div class="stack"><h2>${follow.answeredTitle}</h2>${result ?? undefined}</div>${why}</section>`;
  const { does, joins } = ticket.writing;
  return html`<section class="card due"><div class="stack"><h2>${follow.closedTitle}</h2>
<p>${follow.closedAs[closed.as]} ${at(closed.at)}</p>${result ?? undefined}
<p class="muted">${joins ? follow.joins(joins) : does === 'added' ? undefined : follow.writing[does]}</p></div></section>`;
}

function countdown({ phone }: Settings, { language, ticket, now, pace }: FollowView): Html {
  const { clock, plan, timeZone } = ticket;
  const { follow } = deskWords(language);
  const { words, isPast } = untilWords(now, clock.deadline, language);
  const whole = Date.parse(clock.deadline) - Date.parse(clock.start);
  const gone = Math.min(whole, Math.max(0, Date.parse(now) - Date.parse(clock.start)));
  const tone = isPast ? 'late' : gone / whole > 0.75 ? 'soon' : 'calm';
  // What changes as the deadline passes is in the page already: who is typing below must not have to load it again.
  const script = html` data-due="${clock.deadline}" data-now="${now}" data-pace="${pace}" data-template="${follow.within('{}')}" data-late="${follow.late('{}')}"`;
  const onlyLate = !isPast && html` hidden data-only-late`;
  return html`<div class="stack" data-countdown>
<h2 data-late="${follow.lateTitle}">${isPast ? follow.lateTitle : follow.answerComes}</h2>
<p class="big num ${tone}"${script}>${isPast ? follow.late(words) : follow.within(words)}</p>
<progress class="${tone}" max="1000" value="${Math.round((gone / whole) * 1000)}" aria-label="${follow.answerComes}"></progress>
<p><strong>${timeElement(clock.deadline, { timeZone, language })}</strong> ${!isPast && html`<span data-until-late>${follow.at}</span>`}</p>
${plan === 'premium' && phone && html`<p${onlyLate}><strong>${phoneLink(phone, follow.callUs(phone))}</strong></p>`}
</div>`;
}
