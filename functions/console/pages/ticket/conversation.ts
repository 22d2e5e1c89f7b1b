import { formatSize } from '../../../../shared/mail/templates/format-size.ts';
import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import type { Story } from '../../../../shared/present/present-story.ts';
import { hiddenField } from '../../../web/fields.ts';
import { FILE } from '../../../web/icons.ts';
import { timeElement } from '../../../web/time.ts';
import { consoleWords } from '../../words/words.ts';
import { actionOf, type TicketView, whoIs } from './view.ts';

type Message = Story['messages'][number];

/** All that was said, in order of time: what customers wrote, what was answered and what became of it, and notes. */
export function conversation(view: TicketView): Html {
  const { story, viewer } = view;
  const { ticket: words } = consoleWords(viewer.language);
  return html`<section class="stack" aria-labelledby="talk"><h2 id="talk" class="hidden">${words.conversation}</h2>
${story.olderMessages !== null && html`<p><a href="/console/t/${story.id}?before=${story.olderMessages}">${words.older}</a></p>`}
${story.unreadableMessages.length > 0 && html`<p class="banner warn">${words.unreadable} ${story.unreadableMessages.join(', ')}</p>`}
<ol class="talk">${story.messages.map((each) => message(each, view))}</ol></section>`;
}

function message(each: Message, view: TicketView): Html {
  const { viewer, outside, story } = view;
  const { language, timeZone } = viewer;
  const { ticket: words } = consoleWords(language);
  const { id, author, kind, name, by, text, replyText } = each;
  const when = (instant: string) => timeElement(instant, { timeZone, language, isShort: true });
  const tone =
    kind === 'note'
      ? 'note'
      : author === 'agent'
        ? 'team'
        : author === 'unverified' || outside.has(id)
          ? 'doubted'
          : '';
  return html`<li id="m-${id}" class="${tone}">
<p class="row"><span class="who">${name ?? (author === 'agent' ? whoIs(view, `agent:${by}`) : by)}</span>${author !== 'agent' && name !== null && html` <span class="muted small">${by}</span>`}
${kind === 'note' && html`<span class="pill p2">${words.note}</span>`}
${author === 'unverified' && html`<span class="pill p2">${words.claims}</span>`}
${outside.has(id) && html`<span class="pill p2">${words.fromOutside}</span>`}
<span class="muted small push">${when(each.at)}</span></p>
${each.givenByPhone !== null && html`<p class="muted small">${words.byPhone} ${when(each.givenByPhone)}</p>`}
<div class="text">${replyText ?? text}</div>
${replyText !== null && each.hiddenLines > 0 && html`<details class="small"><summary>${words.quoted(each.hiddenLines)}</summary><div class="text muted">${text}</div></details>`}
${extras(each, view)}
${each.attachments.length > 0 && files(each, view)}
${each.warnings.length > 0 && html`<ul class="small muted">${each.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}
${foot(each, view, story)}
</li>`;
}

function extras({ id, wholeText, html: layout, redactedAt }: Message, { viewer, story }: TicketView): Html | undefined {
  const { ticket: words } = consoleWords(viewer.language);
  if (wholeText === null && layout === null && redactedAt === null) return undefined;
  return html`<p class="row small">
${wholeText !== null && html`<a href="${wholeText.url}">${words.whole} (${formatSize(wholeText.size, viewer.language)})</a>`}
${layout !== null && html`<a href="/console/t/${story.id}/m/${id}/layout">${words.layout}</a>`}
${redactedAt !== null && html`<span class="muted">${words.hidden}</span>`}</p>`;
}

function files({ attachments }: Message, { viewer }: TicketView): Html {
  const { ticket: words } = consoleWords(viewer.language);
  return html`<ul class="files" aria-label="${words.files}">${attachments.map(({ url, filename, size, executable }) =>
    url === null
      ? html`<li class="muted">${words.hidden}</li>`
      : html`<li><a href="${url}"><span class="icon">${FILE}</span> ${filename} <span class="muted">${formatSize(size, viewer.language)}</span>${executable && ' ⚠'}</a></li>`,
  )}</ul>`;
}

/** Why an answer did not go: who withdrew it, or what the mail service said. */
function why(reason: string, { viewer }: TicketView): Html {
  const [, name] = /^withdrawn by (.*)$/s.exec(reason) ?? [];
  if (name === undefined) return html`<span class="muted" lang="en">${reason}</span>`;
  return html`<span class="muted">${consoleWords(viewer.language).ticket.withdrawnBy(name)}</span>`;
}

/** What became of an answer, and what may be done with a message. */
function foot({ id, author, delivery, deliveredAt }: Message, view: TicketView, story: Story): Html {
  const { viewer } = view;
  const { ticket: words } = consoleWords(viewer.language);
  const due = story.redactionDue.some(({ message }) => message === id);
  const button = (name: string, text: string) =>
    html`<form method="post" action="${actionOf(view, `m/${id}/${name}`)}">${hiddenField('token', view.token)}<button class="slim" type="submit">${text}</button></form>`;
  const mayResend = delivery !== null && ['refused', 'bounced', 'withdrawn'].includes(delivery.state);
  // Of the ticket's own request nothing is left to split off.
  const maySplit = author === 'customer' && (story.olderMessages !== null || id !== story.messages[0]?.id);
  return html`${
    delivery !== null &&
    html`<div class="row small"><span class="pill ${delivery.state === 'sent' ? 'good' : delivery.state === 'sending' ? '' : 'p1'}">${deliveredAt !== null && delivery.state === 'sent' ? words.delivered : words.delivery[delivery.state]}</span>
${delivery.reason !== undefined && why(delivery.reason, view)}
${delivery.state === 'parked' && button('withdraw', words.withdraw)}${mayResend && button('resend', words.resend)}</div>`
  }
${due && html`<p class="small muted">${words.redactDue}</p>`}
${maySplit && button('split', words.split)}
<details class="small act"><summary>${words.redact}</summary><form class="stack" method="post" action="${actionOf(view, `m/${id}/redact`)}">
<div class="field"><label for="words-${id}">${words.redactWords}</label><p class="hint" id="words-${id}-hint">${words.redactHint}</p><input type="text" id="words-${id}" name="words" autocomplete="off" aria-describedby="words-${id}-hint"></div>
<p class="row"><button class="slim" type="submit">${words.redactThese}</button> <button class="slim" type="submit" name="whole" value="yes">${words.redactWhole}</button></p></form></details>`;
}
