import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Offered } from '../../../../shared/use-cases/saved-replies.ts';
import { problemOf } from '../../../web/problems.ts';
import { pageWords } from '../../../web/words/words.ts';
import { byLanguage, nameOfReply } from '../../replies-of.ts';
import { consoleWords } from '../../words/words.ts';
import { actionOf, type TicketView } from './view.ts';

/**
 * Where an agent chooses a saved reply. Its button sends the form to where the text comes back with the reply in it; a script (`reply.js`) puts it
 * there at once. Nothing is sent to a customer by either.
 */
export function replyPicker(view: TicketView): Html {
  const { viewer, replies, story, problems = [] } = view;
  const { replies: words } = consoleWords(viewer.language);
  if (replies.length === 0) return html`<p class="small"><a href="/console/replies">${words.title}</a></p>`;
  const problem = problemOf(problems, 'reply');
  const option = (reply: Offered) =>
    html`<option value="${nameOfReply(reply)}">${reply.owner === 'agent' ? words.mine(reply.name) : reply.name}</option>`;
  return html`<div class="field pick${problem !== undefined && ' bad'}"><label for="reply">${words.choose}</label>
${problem && html`<p class="why-bad" id="reply-problem">${problem.message}</p>`}
<div class="row"><select id="reply" name="reply"${problem !== undefined && html` aria-describedby="reply-problem" aria-invalid="true"`}><option value="">${words.chooseOne}</option>${byLanguage(
    replies,
    story.language,
  ).map(
    ([language, group]) => html`<optgroup label="${pageWords(language).name}">${group.map(option)}</optgroup>`,
  )}</select>
<button class="insert" type="submit" formaction="${actionOf(view, 'reply')}#write" data-reply>${words.insert}</button>
<a class="small" href="/console/replies">${words.manage}</a></div></div>`;
}
