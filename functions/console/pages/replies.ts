import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { OWNERS, type Owner } from '../../../shared/ticket/saved-reply.ts';
import type { Offered } from '../../../shared/use-cases/saved-replies.ts';
import type { Page } from '../../web/shell.ts';
import { pageWords } from '../../web/words/words.ts';
import type { ReplyDone } from '../words/replies-shape.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';
import { replyPreview } from './reply-preview.ts';

type RepliesView = { viewer: Viewer; replies: readonly Offered[]; done: ReplyDone | undefined };

/** What an agent may put into an answer: their own, and the team's, each as a customer would read it. */
export function repliesPage(view: RepliesView): Page {
  const { viewer, done } = view;
  const { replies: words } = consoleWords(viewer.language);
  const main = html`<div class="stack wide"><div class="stack">
<div class="row"><h1>${words.title}</h1><a class="button main-action push" href="/console/replies/new">${words.add}</a></div>
<p class="lead">${words.lead}</p>
${done && html`<p class="banner ok" role="status">${words.done[done]}</p>`}</div>
${OWNERS.map((owner) => section(owner, view))}</div>`;
  return consolePage(viewer, { title: words.title, main }, 'replies');
}

function section(owner: Owner, { viewer, replies }: RepliesView): Html {
  const { replies: words } = consoleWords(viewer.language);
  const own = replies.filter((each) => each.owner === owner);
  return html`<section class="stack" aria-labelledby="of-${owner}"><h2 id="of-${owner}">${words.of[owner]} <span class="count num">${own.length}</span></h2>
${own.length === 0 ? html`<p class="card empty">${words.none[owner]}</p>` : html`<ul class="replies">${own.map((each) => item(each, viewer))}</ul>`}</section>`;
}

function item(reply: Offered, viewer: Viewer): Html {
  const { replies: words } = consoleWords(viewer.language);
  const { owner, id, name, language } = reply;
  return html`<li class="card stack"><div class="row"><h3>${name}</h3><span class="pill">${pageWords(language).name}</span>
<a class="button slim push" href="/console/replies/${owner}/${id}" aria-label="${words.changeOf(name)}">${words.change}</a></div>
${replyPreview(reply, viewer)}</li>`;
}
