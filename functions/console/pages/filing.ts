import type { Customer } from '../../../shared/customer/customer.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { wordsFor } from '../../../shared/mail/templates/words/words.ts';
import { PRIORITIES } from '../../../shared/sla/terms.ts';
import { checkField, hiddenField, selectField, textArea, textField, timeField } from '../../web/fields.ts';
import { type Problem, problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { pageWords } from '../../web/words/words.ts';
import { consoleWords } from '../words/words.ts';
import { consolePage, type Viewer } from './frame.ts';

export type TypedFiling = {
  email: string;
  name: string;
  subject: string;
  body: string;
  channel: 'phone' | 'agent';
  calledAt: string;
  priority: string;
  /** Also when the answer is late before the ticket is there. */
  anyway: boolean;
};

type FilingView = {
  viewer: Viewer;
  typed: TypedFiling;
  problems: readonly Problem[];
  token: string;
  /** Who has this address, when it is one. */
  customer: Customer | undefined;
  isKnownAddress: boolean;
};

/** What a customer said to an agent becomes a ticket. */
export function filingPage(view: FilingView): Page {
  const { viewer, typed, problems, token } = view;
  const { language } = viewer;
  const { file: words, ticket } = consoleWords(language);
  const text = { language, problems };
  const priorities = PRIORITIES.map((each) => ({
    value: String(each),
    text: `P${each} ${pageWords(language).priority[each].name}`,
  }));
  const isLate = problems.some(({ field }) => field === 'anyway');
  const main = html`<div class="stack"><h1>${words.title}</h1><p class="lead">${words.lead}</p>
${problemSummary(ticket.problems.heading, problems)}
<form class="card stack" method="post" action="/console/new">${hiddenField('token', token)}
${textField({ name: 'email', label: words.email, type: 'email', value: typed.email, ...text })}${whose(view)}
${textField({ name: 'name', label: words.name, value: typed.name, isRequired: false, ...text })}
${textField({ name: 'subject', label: words.subject, value: typed.subject, ...text })}
${textArea({ name: 'body', label: words.body, value: typed.body, ...text })}
<div class="two">${selectField({
    name: 'channel',
    label: words.channel,
    options: [
      { value: 'phone', text: words.phone },
      { value: 'agent', text: words.agent },
    ],
    chosen: typed.channel,
  })}
${selectField({ name: 'priority', label: words.priority, options: [{ value: '', text: words.byDefault }, ...priorities], chosen: typed.priority })}</div>
${timeField({ name: 'calledAt', label: words.calledAt, hint: words.calledAtHint, value: typed.calledAt, problems })}
${isLate && html`<p>${checkField({ name: 'anyway', label: words.fileAnyway, isChecked: typed.anyway })}</p>`}
<p><button class="main-action" type="submit">${words.send}</button></p></form></div>`;
  const title = `${problems.length > 0 ? `${pageWords(language).problem}: ` : ''}${words.title}`;
  return consolePage(viewer, { title, main }, 'new');
}

function whose({ viewer, customer, isKnownAddress }: FilingView): Html | undefined {
  const { file: words } = consoleWords(viewer.language);
  if (!isKnownAddress) return undefined;
  return html`<p class="small muted">${customer ? words.knownAs(customer.name, wordsFor(viewer.language).plan[customer.plan]) : words.unknown}</p>`;
}
