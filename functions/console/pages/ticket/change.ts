import { type Html, html } from '../../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';
import { PLANS, PRIORITIES } from '../../../../shared/sla/terms.ts';
import { CANCEL_REASONS } from '../../../../shared/ticket/ticket.ts';
import { UNRESPONSIVE } from '../../../../shared/use-cases/change-priority.ts';
import { hiddenField, selectField, textField } from '../../../web/fields.ts';
import { timeElement } from '../../../web/time.ts';
import { pageWords } from '../../../web/words/words.ts';
import { consoleWords } from '../../words/words.ts';
import { press } from './people.ts';
import { actionOf, type TicketView } from './view.ts';

/** What an agent changes of a ticket: who works on it, how urgent it is, whether it is open, and what is not right. */
export function changeForms(view: TicketView): Html {
  const { viewer, story, names } = view;
  const { language } = viewer;
  const words = consoleWords(language).ticket.change;
  const agents = [...names].map(([value, text]) => ({ value, text }));
  const priorities = PRIORITIES.map((each) => ({
    value: String(each),
    text: `P${each} ${pageWords(language).priority[each].name}`,
  }));
  return html`<section class="card stack" aria-labelledby="change"><h2 id="change">${words.heading}</h2>
${form(view, 'assign', words.assign, selectField({ name: 'assignee', label: words.assignee, options: agents, chosen: story.assignee ?? viewer.agent.id }))}
<details><summary>${words.priority}</summary>${form(
    view,
    'priority',
    words.save,
    html`${selectField({ name: 'priority', label: words.priority, options: priorities, chosen: String(story.priority) })}
${textField({ name: 'reason', label: words.reason, hint: words.reasonHint, isRequired: story.watch?.flaggedAt == null, language })}
${story.priority < 4 && html`<label class="switch"><input type="checkbox" name="unresponsive" value="${UNRESPONSIVE}"> ${words.unresponsive}</label>`}`,
  )}</details>
${story.state === 'closed' ? press(view, 'reopen', words.reopen) : closing(view)}
${tags(view)}
${snoozing(view)}
<details><summary>${words.correct}</summary>${corrections(view)}</details></section>`;
}

function closing(view: TicketView): Html {
  const { viewer, story } = view;
  const words = consoleWords(viewer.language).ticket.change;
  const reasons = CANCEL_REASONS.map((value) => ({ value, text: words[value] }));
  const options = story.firstResponse === null ? reasons : [{ value: '', text: words.asAnswered }, ...reasons];
  return html`<details><summary>${words.close}</summary>${form(
    view,
    'close',
    words.close,
    html`${selectField({ name: 'closeAs', label: words.closeAs, options, chosen: options[0]?.value ?? '' })}
${textField({ name: 'twin', label: words.twin, isRequired: false, language: viewer.language })}`,
  )}</details>`;
}

function tags(view: TicketView): Html {
  const { viewer, story } = view;
  const words = consoleWords(viewer.language).ticket.change;
  return html`<details><summary>${words.tags}</summary><div class="row">${story.tags.map((tag) => press(view, 'tags/remove', words.removeTag(tag), { tag }))}</div>
${form(view, 'tags', words.addTags, textField({ name: 'tags', label: words.tags, hint: words.tagsHint, language: viewer.language }))}</details>`;
}

/** Of a ticket that was answered: one whose clock runs is never out of sight. */
function snoozing(view: TicketView): Html | undefined {
  const { viewer, story } = view;
  const { language, timeZone } = viewer;
  const words = consoleWords(language).ticket.change;
  if (story.snoozedUntil !== null) {
    return html`<div class="stack"><p class="small">${words.snoozedUntil} ${timeElement(story.snoozedUntil, { timeZone, language })}</p>${press(view, 'snooze/end', words.awake)}</div>`;
  }
  if (story.state !== 'answered') return undefined;
  return html`<details><summary>${words.snooze}</summary>${form(view, 'snooze', words.snooze, textField({ name: 'days', label: words.snoozeDays, value: '3', language }))}</details>`;
}

function corrections(view: TicketView): Html {
  const { viewer, story } = view;
  const { language } = viewer;
  const { change: words, people } = consoleWords(language).ticket;
  const plans = PLANS.map((value) => ({ value, text: wordsFor(language).plan[value] }));
  return html`<div class="stack wide">
${form(view, 'requester', words.save, html`${textField({ name: 'requester', label: `${words.requester}: ${people.address}`, type: 'email', value: story.requester.address, language })}${textField({ name: 'requesterName', label: people.addName, value: story.requester.name ?? '', isRequired: false, language })}`)}
${form(view, 'customer', words.save, textField({ name: 'customer', label: words.customer, hint: words.customerHint, value: story.customer?.id ?? '', isRequired: false, language }))}
${form(view, 'plan', words.save, selectField({ name: 'plan', label: words.planLabel, options: plans, chosen: story.plan }))}</div>`;
}

function form(view: TicketView, name: string, button: string, fields: Html): Html {
  return html`<form class="stack" method="post" action="${actionOf(view, name)}">${hiddenField('token', view.token)}${fields}<p><button type="submit">${button}</button></p></form>`;
}
