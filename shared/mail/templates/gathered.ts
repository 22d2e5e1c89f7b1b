import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { cleanLine } from '../clean.ts';
import { COLORS } from './colors.ts';
import { type MailContent, paragraphs } from './content.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { badge, heading, muted, paragraph, quotation } from './parts.ts';
import { FLOOD_WORDS } from './words/flood.ts';
import { wordsFor } from './words/words.ts';

type Row = {
  ticketId: string;
  priority: Priority;
  subject: string;
  /** Who claims to have written it. */
  from: string;
  customer?: string;
  /** The level that is reached; missing for a new ticket. */
  level?: string;
  /** ISO instant. */
  answerBy: string;
  link: string;
  /** The signed address by which whoever reads this answers the customer. */
  replyTo: string;
};

export type GatheredView = {
  language: Language;
  deskName: string;
  kind: 'new' | 'late';
  rows: readonly Row[];
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
};

/** One mail in place of many: the new tickets of a flood, or those of them that escalate, each by name (docs/promise.md section 9). */
export function gathered(view: GatheredView): MailContent {
  const says = FLOOD_WORDS[view.language];
  const rows = view.rows.toSorted((a, b) => a.priority - b.priority || (a.answerBy < b.answerBy ? -1 : 1));
  const critical = rows.filter(({ priority }) => priority === 1).length;
  const title = says[view.kind](rows.length, critical);
  return {
    subject: title,
    text: paragraphs(
      title,
      says.meaning,
      says.howTo,
      ...rows.map((row) => [...lines(view, row), row.link, row.replyTo].join('\n')),
    ),
    html: page({
      language: view.language,
      preview: says.meaning,
      body: html`
${heading(title)}
${paragraph(says.meaning)}
${paragraph(says.howTo)}
${rows.map((row) => quotation(rowHtml(view, row)))}`,
      footer: muted(view.deskName),
    }),
  };
}

function lines({ language, now, timeZone }: GatheredView, row: Row): string[] {
  const words = wordsFor(language);
  const { ticketId, priority, subject, from, customer, level, answerBy } = row;
  const left = secondsBetween(now, answerBy);
  const duration = formatDuration(left, language);
  const relative = left < 0 ? words.notice.late(duration) : words.notice.within(duration);
  const reached = level && (words.escalation.level[level] ?? level);
  return [
    `${ticketId}  P${priority}  ${cleanLine(subject, 200) || words.noSubject}`,
    `${[reached, customer].filter(Boolean).join(', ')}${reached || customer ? ': ' : ''}${from} (${words.unverified})`,
    `${words.label.answerBy}: ${formatInstant(answerBy, timeZone, language)}, ${relative}`,
  ];
}

function rowHtml(view: GatheredView, row: Row): Html {
  const words = wordsFor(view.language);
  const [, ...others] = lines(view, row);
  const subject = cleanLine(row.subject, 200) || words.noSubject;
  return html`${badge(`P${row.priority}`, COLORS.priority[row.priority])} <b>${row.ticketId}</b> ${subject}<br>
${others.map((line) => html`${line}<br>`)}<a href="${row.link}" style="color:inherit">${words.openTicket}</a> · <a href="mailto:${row.replyTo}" style="color:inherit">${FLOOD_WORDS[view.language].answer}</a>`;
}
