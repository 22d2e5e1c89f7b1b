import { type Html, html } from '../../../shared/mail/templates/html.ts';
import type { Settings } from '../../../shared/settings.ts';
import { USUAL_REOPEN_DAYS } from '../../../shared/ticket/reopen.ts';
import type { Satisfaction } from '../../../shared/ticket/ticket.ts';
import { fileField, hiddenField, textArea } from '../../web/fields.ts';
import { MOST_FILES } from '../../web/most-files.ts';
import { uploadedFiles, uploadWords } from '../../web/uploads.ts';
import { MOST } from '../read-form.ts';
import { deskWords } from '../words/words.ts';
import type { FollowView, MessageForm } from './follow-view.ts';

/** Where a reader writes more, with files. */
export function addForm(view: MessageForm): Html {
  const { language, problems = [], typed = '', uploads = [], token } = view;
  const { follow, file, optional } = deskWords(language);
  return html`<form class="card stack composer" method="post" action="${actionOf(view, 'messages')}" enctype="multipart/form-data" data-uploads>
<h2>${follow.add}</h2>
${hiddenField('token', token)}
${textArea({ name: 'text', label: follow.message, value: typed, rows: 5, isRequired: false, most: MOST.text, language, problems })}
${fileField({ name: 'files', label: `${follow.addFiles} (${optional})`, hint: file.filesHint(MOST_FILES), problems })}
${uploadedFiles(uploads, language)}
<p><button class="main-action" type="submit">${follow.send}</button></p>
${uploadWords(language)}
</form>`;
}

/** What else this reader may do now, each a form of its own: opening a link changes nothing, since mail scanners do that too. */
export function otherForms({ reopenDays = USUAL_REOPEN_DAYS }: Settings, view: FollowView): Html {
  const { language, ticket } = view;
  const { follow } = deskWords(language);
  const { may, reader } = ticket;
  return html`${may.confirm && one(view, 'confirm', { heading: follow.confirmHeading, text: follow.confirmText(reader.address), button: follow.confirm })}
${may.solve && one(view, 'solved', { heading: follow.solvedHeading, text: follow.solvedText(reopenDays), button: follow.solve })}
${
  (may.withdraw || may.notMe) &&
  html`<div class="card stack">
${may.withdraw && folded(view, 'withdraw', { heading: follow.withdrawHeading, text: follow.withdrawText, button: follow.withdraw })}
${may.notMe && folded(view, 'not-me', { heading: follow.notMeHeading, text: follow.notMeText, button: follow.notMe })}
</div>`
}`;
}

/** Whether they are satisfied: one click says it, and another one otherwise; the button that was pressed last stands as pressed. */
export function ratingForm({ askSatisfaction }: Settings, view: FollowView): Html | undefined {
  if (askSatisfaction !== true || !view.ticket.may.rate) return undefined;
  const { follow } = deskWords(view.language);
  const { satisfaction } = view.ticket;
  const button = (name: string, is: Satisfaction) =>
    html`<button type="submit" formaction="${actionOf(view, name)}" aria-pressed="${satisfaction === is ? 'true' : 'false'}">${follow.satisfied[is]}</button>`;
  return html`<form class="card stack" id="satisfied" method="post" action="${actionOf(view, 'satisfied')}">
<h2>${follow.satisfiedHeading}</h2><p class="row">${button('satisfied', 'good')}${button('unsatisfied', 'bad')}</p></form>`;
}

type Words = { heading: string; text: string; button: string };

function one(view: FollowView, name: string, { heading, text, button }: Words): Html {
  return html`<form class="card stack" method="post" action="${actionOf(view, name)}">
<h2>${heading}</h2><p class="muted">${text}</p><p><button type="submit">${button}</button></p></form>`;
}

/** A second step: it has to be opened before it can be pressed. A mail's link to it (`#not-me`) opens it. */
function folded(view: FollowView, name: string, { heading, text, button }: Words): Html {
  return html`<details><summary>${heading}</summary>
<form class="stack" id="${name}" method="post" action="${actionOf(view, name)}"><p class="muted">${text}</p><p><button type="submit">${button}</button></p></form></details>`;
}

function actionOf({ link, language }: MessageForm, name: string): string {
  return `/desk/t/${link}/${name}?lang=${language}`;
}
