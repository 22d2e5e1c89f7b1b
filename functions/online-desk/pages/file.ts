import type { Language } from '../../../shared/language.ts';
import { formatShort } from '../../../shared/mail/templates/format-time.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import { PRIORITIES, type Priority } from '../../../shared/sla/terms.ts';
import { fileField, hiddenField, textArea, textField } from '../../web/fields.ts';
import { MOST_FILES } from '../../web/most-files.ts';
import { type Problem, problemOf, problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { openTime } from '../../web/time.ts';
import { type Upload, uploadedFiles, uploadWords } from '../../web/uploads.ts';
import { responseTimes } from '../promise.ts';
import { MOST, type Typed } from '../read-form.ts';
import { deskWords } from '../words/words.ts';

export type FileView = {
  language: Language;
  /** Signs the page (`render-token.ts`). */
  token: string;
  typed: Typed;
  /** Files that arrived already: they need not be chosen again. */
  uploads: readonly Upload[];
  problems: readonly Problem[];
  /** By when a request that is sent now is answered on the Basic plan, by priority (ISO, UTC), said in `timeZone`. */
  due: Readonly<Record<Priority, string>>;
  timeZone: string;
  /** Nobody is there now in the hours of the Basic plan. */
  isClosed: boolean;
};

/** The form by which somebody asks, with what is wrong with it first. */
export function filePage(view: FileView): Page {
  const { language, token, typed, problems } = view;
  const { file: words, problem, optional } = deskWords(language);
  const main = html`<div class="stack wide">
${problemSummary(words.errors.heading, problems)}
<div class="stack"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>
<form class="stack wide" method="post" action="/desk/new?lang=${language}" enctype="multipart/form-data" novalidate data-uploads>
${hiddenField('token', token)}
<p class="trap" aria-hidden="true"><label>${words.trap} <input type="text" name="website" tabindex="-1" autocomplete="off"></label></p>
<fieldset class="card stack"><legend class="hidden">${words.you}</legend>
<div class="two">
${textField({ name: 'name', label: words.name, value: typed.name, autocomplete: 'name', most: MOST.name, language, problems })}
${textField({ name: 'email', label: words.email, value: typed.email, type: 'email', autocomplete: 'email', most: MOST.email, language, problems })}
</div><p class="hint">${words.emailHint}</p></fieldset>
<fieldset class="card stack"><legend class="hidden">${words.what}</legend>
${textField({ name: 'subject', label: words.subject, value: typed.subject, most: MOST.subject, language, problems })}
${textArea({ name: 'text', label: words.text, hint: words.textHint, value: typed.text, most: MOST.text, language, problems })}
${fileField({ name: 'files', label: `${words.files} (${optional})`, hint: words.filesHint(MOST_FILES), problems })}
${uploadedFiles(view.uploads, language)}
</fieldset>
${priorityCards(view)}
<p><button class="main-action" type="submit">${words.send}</button></p>
</form>
${uploadWords(language)}
</div>`;
  const title = problems.length > 0 ? `${problem}: ${words.title}` : words.title;
  return { language, title, main, path: '/desk/new', here: 'new', scripts: ['counter.js', 'upload.js', 'in-zone.js'] };
}

/** Four cards: what each priority means, how long it takes, and by when that is now. */
function priorityCards({ language, typed, problems, due, timeZone, isClosed }: FileView): Html {
  const { file: words, priority } = deskWords(language);
  const times = responseTimes().basic;
  const problem = problemOf(problems, 'priority')?.message;
  const at = (each: Priority) => formatShort(due[each], timeZone, language);
  const card = (each: Priority) => html`<div class="choice">
<input type="radio" name="priority" id="${each === PRIORITIES[0] ? 'priority' : `priority-${each}`}" value="${each}"${typed.priority === String(each) && html` checked`} aria-describedby="about-${each}">
<div><label for="${each === PRIORITIES[0] ? 'priority' : `priority-${each}`}">${priority[each].name}</label>
<p class="promise num">${openTime(times[each], language)}<br><span data-in-zone="due-${each}">${words.ifSentNow(at(each))}</span></p>
<p id="about-${each}">${priority[each].short}</p></div>
</div>`;
  return html`<fieldset class="card${problem !== undefined && ' bad'}"><legend>${words.priority}</legend>
<p class="hint">${words.priorityHint(wordsFor(language).plan.basic)}</p>
${problem && html`<p class="why-bad">${problem}</p>`}
<div class="choices">${PRIORITIES.map(card)}</div>
<div class="duty duty-1 banner warn stack"><p><strong>${words.dutyHeading}:</strong> ${priority[1].duty}</p>
<p data-in-zone="closed"${!isClosed && html` hidden`}>${words.urgentWhenClosed(at(1))}</p></div>
<div class="duty duty-2 banner warn"><p><strong>${words.dutyHeading}:</strong> ${priority[2].duty}</p></div>
</fieldset>`;
}
