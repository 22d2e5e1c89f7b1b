import { formatSize } from '../../../shared/mail/templates/format-size.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import type { CustomerMessage } from '../../../shared/present/conversation-for.ts';
import { FILE } from '../../web/icons.ts';
import { timeElement } from '../../web/time.ts';
import { deskWords } from '../words/words.ts';
import type { FollowView } from './follow-view.ts';

/** What was said, in order of time: what the reader and the others wrote, and what the team answered. */
export function conversation(view: FollowView): Html {
  const { language, ticket, link } = view;
  const { follow } = deskWords(language);
  return html`<section class="stack" aria-labelledby="talk">
<h2 id="talk">${follow.conversation}</h2>
${ticket.older !== null && html`<p><a href="/desk/t/${link}?before=${ticket.older}&amp;lang=${language}">${follow.older}</a></p>`}
${ticket.conversation.length === 0 ? html`<p class="muted">${follow.noMessages}</p>` : html`<ol class="talk">${ticket.conversation.map((each) => message(each, view))}</ol>`}
</section>`;
}

function message(
  { id, at, by, text, isCut, isRedacted, givenByPhone, files }: CustomerMessage,
  view: FollowView,
): Html {
  const { language, link, ticket } = view;
  const { follow } = deskWords(language);
  const when = (instant: string) => timeElement(instant, { timeZone: ticket.timeZone, language, isShort: true });
  const isTeam = by.is === 'agent';
  const who = by.is === 'agent' ? (by.name ?? follow.team) : by.isYou ? follow.you : (by.name ?? by.address);
  return html`<li class="${isTeam && 'team'}">
<p class="row"><span class="who">${who}</span>${isTeam && by.name !== null && html`<span class="pill p3">${follow.team}</span>`}
<span class="muted small push">${when(at)}</span></p>
${givenByPhone !== null && html`<p class="muted small">${follow.byPhone('')}${when(givenByPhone)}</p>`}
<div class="text">${text}${isCut && ' …'}</div>
${isCut && html`<p class="small"><a href="/desk/f/${link}/${id}/text">${follow.whole}</a></p>`}
${isRedacted && html`<p class="muted small">${follow.hidden}</p>`}
${
  files.length > 0 &&
  html`<ul class="files" aria-label="${follow.files}">${files.map((file) =>
    file.isHidden
      ? html`<li class="muted">${follow.hidden}</li>`
      : html`<li><a href="/desk/f/${link}/${id}/${file.index}"><span class="icon">${FILE}</span> ${file.filename} <span class="muted">${formatSize(file.size, language)}</span></a></li>`,
  )}</ul>`
}
</li>`;
}
