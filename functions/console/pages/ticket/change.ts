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
import { actionOf, folded, type TicketView, typedOr } from './view.ts';

/** In place of an agent's id, which has no such letter: the ticket is nobody's. */
export const NOBODY = '@nobody';

/** What an agent changes of a ticket: who works on it, how urgent it is, whether it is open, and what is not right. */
export function changeForms(view: TicketView): Html {
  const { viewer, story, names } = view;
  const { language } = viewer;
  const words = consoleWords(language).ticket.change;
  const agents = [...names].map(([value, text]) => ({ value, text }));
  const isFree = story.assignee === null;
  const priorities = PRIORITIES.map((each) => ({
    value: String(each),
    text: `P${each} ${pageWords(language).priority[each].name}`,
  }));
  return html`<section class="card stack" aria-labelledby="change"><h2 id="change">${words.heading}</h2>
${isFree && press(view, 'take', consoleWords(language).queue.take)}
${form(view, 'assign', words.assign, selectField({ name: 'assignee', label: words.assignee, options: [{ value: NOBODY, text: words.nobody }, ...agents], chosen: typedOr(view, 'assignee', story.assignee ?? NOBODY) }))}
${folded(
  view,
  words.priority,
  ['priority', 'reason'],
  form(
    view,
    'priority',
    words.save,
    html`${selectField({ name: 'priority', label: words.priority, options: priorities, chosen: typedOr(view, 'priority', String(story.priority)) })}
${line(view, 'reason', { label: words.reason, hint: words.reasonHint, isRequired: story.watch?.flaggedAt == null })}
${story.watch?.flaggedAt != null && story.priority < 4 && html`<label class="switch"><input type="checkbox" name="unresponsive" value="${UNRESPONSIVE}"> ${words.unresponsive}</label>`}`,
  ),
)}
${story.state === 'closed' ? press(view, 'reopen', words.reopen) : closing(view)}
${tags(view)}
${snoozing(view)}
${folded(view, words.correct, ['requester', 'requesterName', 'customer', 'plan'], corrections(view))}</section>`;
}

function closing(view: TicketView): Html {
  const { viewer, story } = view;
  const words = consoleWords(viewer.language).ticket.change;
  const reasons = CANCEL_REASONS.map((value) => ({ value, text: words[value] }));
  // Never by one press what would end a clock without an answer.
  const first = { value: '', text: story.firstResponse === null ? words.chooseWhy : words.asAnswered };
  const options = [first, ...reasons];
  return folded(
    view,
    words.close,
    ['closeAs', 'twin', 'state', 'reason'],
    form(
      view,
      'close',
      words.close,
      html`${selectField({ name: 'closeAs', label: words.closeAs, options, chosen: typedOr(view, 'closeAs', ''), isRequired: story.firstResponse === null })}
${line(view, 'twin', { label: words.twin, isRequired: false })}`,
    ),
  );
}

function tags(view: TicketView): Html {
  const { viewer, story } = view;
  const words = consoleWords(viewer.language).ticket.change;
  const content = html`<div class="row">${story.tags.map((tag) => press(view, 'tags/remove', words.removeTag(tag), { tag }))}</div>
${form(view, 'tags', words.addTags, line(view, 'tags', { label: words.tags, hint: words.tagsHint }))}`;
  return folded(view, words.tags, ['tags'], content);
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
  const days = line(view, 'days', { label: words.snoozeDays, value: '3' });
  return folded(view, words.snooze, ['days', 'snoozedUntil', 'until'], form(view, 'snooze', words.snooze, days));
}

function corrections(view: TicketView): Html {
  const { viewer, story } = view;
  const { language } = viewer;
  const { change: words, people } = consoleWords(language).ticket;
  const plans = PLANS.map((value) => ({ value, text: wordsFor(language).plan[value] }));
  return html`<div class="stack wide">
${form(view, 'requester', words.save, html`${line(view, 'requester', { label: `${words.requester}: ${people.address}`, type: 'email', value: story.requester.address })}${line(view, 'requesterName', { label: people.addName, value: story.requester.name ?? '', isRequired: false })}`)}
${form(view, 'customer', words.save, line(view, 'customer', { label: words.customer, hint: words.customerHint, value: story.customer?.id ?? '', isRequired: false }))}
${form(view, 'plan', words.save, selectField({ name: 'plan', label: words.planLabel, options: plans, chosen: typedOr(view, 'plan', story.plan) }))}</div>`;
}

/** A line of text as it was typed, with what was wrong with it. `value`: what it holds else. */
function line(
  view: TicketView,
  name: string,
  { value = '', ...field }: Omit<Parameters<typeof textField>[0], 'name' | 'language' | 'problems'>,
): Html {
  const { viewer, problems = [] } = view;
  return textField({ ...field, name, value: typedOr(view, name, value), problems, language: viewer.language });
}

function form(view: TicketView, name: string, button: string, fields: Html): Html {
  return html`<form class="stack" method="post" action="${actionOf(view, name)}">${hiddenField('token', view.token)}${hiddenField('seen', view.seen)}${fields}<p><button type="submit">${button}</button></p></form>`;
}
