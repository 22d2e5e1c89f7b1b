import { LANGUAGES } from '../../../shared/language.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import {
  MOST_OF_REPLY,
  OWNERS,
  type Owner,
  PLACEHOLDERS,
  type SavedReply,
} from '../../../shared/ticket/saved-reply.ts';
import type { Offered } from '../../../shared/use-cases/saved-replies.ts';
import { hiddenField, selectField, textArea, textField } from '../../web/fields.ts';
import { type Problem, problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { pageWords } from '../../web/words/words.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';
import { replyPreview, sampleFilling } from './reply-preview.ts';

/** What the form held. `version`: of what was changed; 0 of what is new. */
export type TypedReply = Omit<SavedReply, 'id'> & { owner: Owner };

type ReplyView = {
  viewer: Viewer;
  typed: TypedReply;
  /** What is saved now; undefined: it is new, or not there any more. */
  reply: Offered | undefined;
  problems: readonly Problem[];
  token: string;
};

/** One saved reply: what it says, for whom, and what stands for what. */
export function replyPage(view: ReplyView): Page {
  const { viewer, reply, problems } = view;
  const { language } = viewer;
  const { replies: words, ticket } = consoleWords(language);
  const heading = reply ? words.changeOf(reply.name) : words.add;
  const main = html`<div class="stack"><p><a href="/console/replies">← ${words.back}</a></p>
${problemSummary(ticket.problems.heading, problems)}
<h1>${heading}</h1>
<div class="pair"><div class="stack">${form(view)}${reply && removal(reply, view)}</div>
<aside class="stack" aria-label="${words.placeholders}">${reply && preview(reply, viewer)}${placeholders(viewer)}</aside></div></div>`;
  const title = `${problems.length > 0 ? `${pageWords(language).problem}: ` : ''}${heading}`;
  return consolePage(viewer, { title, main, scripts: ['counter.js'] }, 'replies');
}

function form({ viewer, typed, reply, problems, token }: ReplyView): Html {
  const { language } = viewer;
  const { replies: words } = consoleWords(language);
  const languages = LANGUAGES.map((value) => ({ value, text: pageWords(value).name }));
  const owners = OWNERS.map((value) => ({ value, text: words.ownerIs[value] }));
  const text = { language, problems };
  return html`<form class="card stack" method="post" action="${reply ? pathOf(reply) : '/console/replies'}">
${textField({ name: 'name', label: words.name, hint: words.nameHint, value: typed.name, most: MOST_OF_REPLY.name, ...text })}
<div class="two">${selectField({ name: 'language', label: words.language, options: languages, chosen: typed.language })}
${selectField({ name: 'owner', label: words.owner, options: owners, chosen: typed.owner })}</div>
${textArea({ name: 'text', label: words.text, value: typed.text, rows: 12, most: MOST_OF_REPLY.text, ...text })}
<p>${hiddenField('token', token)}${hiddenField('version', String(typed.version))}<button class="main-action" type="submit">${words.save}</button></p></form>`;
}

function removal(reply: Offered, { viewer }: ReplyView): Html {
  const { replies: words } = consoleWords(viewer.language);
  return html`<details class="card"><summary>${words.remove}</summary><form class="stack" method="post" action="${pathOf(reply)}/remove">${hiddenField('version', String(reply.version))}
<p class="small muted">${words.removeHint}</p><p><button class="slim" type="submit">${words.remove}</button></p></form></details>`;
}

function preview(reply: Offered, viewer: Viewer): Html {
  const { replies: words } = consoleWords(viewer.language);
  return html`<section class="card stack" aria-labelledby="preview"><h2 id="preview">${words.preview}</h2><p class="small muted">${words.previewHint}</p>
${replyPreview(reply, viewer)}</section>`;
}

function placeholders(viewer: Viewer): Html {
  const { replies: words } = consoleWords(viewer.language);
  const sample = sampleFilling(viewer, viewer.language);
  return html`<section class="card stack" aria-labelledby="placeholders"><h2 id="placeholders">${words.placeholders}</h2><p class="small muted">${words.placeholdersHint}</p>
<dl class="placeholders small">${PLACEHOLDERS.map((each) => html`<dt><code>{{${each}}}</code></dt><dd>${words.means[each]}: <mark>${sample[each]}</mark></dd>`)}</dl></section>`;
}

function pathOf({ owner, id }: Offered): string {
  return `/console/replies/${owner}/${id}`;
}
