import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { readersMark } from '../../../../shared/ticket/readers.ts';
import { checkField, fileField, hiddenField, textArea, timeField } from '../../../web/fields.ts';
import { uploadedFiles, uploadWords } from '../../../web/uploads.ts';
import { consoleWords } from '../../words/words.ts';
import { replyPicker } from './reply-picker.ts';
import { actionOf, type TicketView } from './view.ts';

/** Characters of an answer, as the agents' API takes them. */
export const MOST_ANSWER = 20_000;

/** Where an agent answers or notes something: above the text stands who reads it. */
export function composer(view: TicketView): Html {
  const { viewer, story, held, problems = [], goesTo } = view;
  const { ticket } = consoleWords(viewer.language);
  const words = ticket.compose;
  const isNote = held?.as === 'note';
  const choice = (as: 'answer' | 'note', text: string, key: string) =>
    html`<label class="as"><input type="radio" name="as" value="${as}"${(as === 'note') === isNote && html` checked`}> ${text}${viewer.hasKeys && html` <kbd>${key}</kbd>`}</label>`;
  return html`<form class="card stack composer" id="write" method="post" action="${actionOf(view, 'messages')}" enctype="multipart/form-data" data-draft="${viewer.agent.id}.${viewer.agent.serial ?? 0} ${story.id}" data-uploads>
<h2 class="hidden">${words.heading}</h2>
${hiddenField('token', view.token)}${hiddenField('seen', view.seen)}${hiddenField('readers', readersMark(goesTo))}
<div class="row" role="group" aria-label="${words.heading}">${choice('answer', words.answer, 'r')}${choice('note', words.note, 'n')}</div>
<div class="only-answer stack small"><p>${goesTo.length === 0 ? words.nobody : html`${words.goesTo} <strong>${goesTo.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ')}</strong>.`} ${story.state === 'waiting' && words.stops}</p>
${isUnproved(view) && html`<p class="banner warn">${words.disclose}</p>`}
${story.state === 'closed' && html`<p class="muted">${words.isClosed}</p>`}</div>
<p class="only-note small">${words.noteHint}</p>
${replyPicker(view)}
${textArea({ name: 'text', label: words.text, value: held?.text, rows: 7, isRequired: false, most: MOST_ANSWER, language: viewer.language, problems })}
${fileField({ name: 'files', label: words.files, problems })}
${uploadedFiles(held?.uploads ?? [], viewer.language)}
<div class="only-answer stack">
${story.plan === 'premium' && byPhone(view)}
<p class="row">${story.state !== 'closed' && checkField({ name: 'close', label: words.andClose, isChecked: held?.close })}${story.priority === 1 && story.state !== 'closed' && checkField({ name: 'asks', label: words.asks, isChecked: held?.asks })}</p></div>
<p class="row"><button class="main-action push" type="submit"><span class="only-answer">${words.send}</span><span class="only-note">${words.keep}</span> <kbd>Ctrl ↵</kbd></button></p>
</form>${uploadWords(viewer.language)}`;
}

/** Of who bought phone support: the answer was given in a call. */
function byPhone({ viewer, held, problems = [] }: TicketView): Html {
  const { compose: words } = consoleWords(viewer.language).ticket;
  const field = timeField({
    name: 'byPhone',
    label: words.byPhone,
    hint: words.byPhoneHint,
    value: held?.byPhone ?? '',
    problems,
  });
  return html`<details${held?.byPhone ? html` open` : undefined}><summary>${words.byPhone}</summary>${field}</details>`;
}

function isUnproved({ story }: TicketView): boolean {
  return !story.requester.verified || story.requester.unconfirmed !== null;
}
