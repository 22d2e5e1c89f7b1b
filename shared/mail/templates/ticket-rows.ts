import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { cleanLine } from '../clean.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import { COLORS } from './colors.ts';
import { type MailContent, paragraphs } from './content.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { badge, heading, muted, paragraph, quotation } from './parts.ts';
import { proposedIn, type Reading } from './reading.ts';
import type { Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';

/** A ticket in a mail that names many. */
export type TicketRow = Reading & {
  ticketId: string;
  priority: Priority;
  subject: string;
  /** ISO instant, while the clock runs. */
  answerBy?: string;
  link: string;
  /** The signed address by which whoever reads this answers the customer. */
  replyTo: string;
};

export type RowsView<Row extends TicketRow> = {
  language: Language;
  deskName: string;
  rows: readonly Row[];
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
};

/** What such a mail says around its rows. */
type Says = { meaning: string; howTo: string; answer: string };

/** Rows with the most urgent first: by priority, then by deadline. */
export function mostUrgentFirst<Row extends TicketRow>(rows: readonly Row[]): Row[] {
  const due = ({ answerBy = '~' }: TicketRow) => answerBy;
  return rows.toSorted((a, b) => a.priority - b.priority || (due(a) < due(b) ? -1 : 1));
}

/**
 * One mail that names many tickets, in the order of its rows, between the marks by which a quote of it is known. `detailsOf` gives what is
 * said of each below its subject, a line each; then who reads an answer.
 */
export function ticketRows<Row extends TicketRow>(
  view: RowsView<Row>,
  { title, says, detailsOf }: { title: string; says: Says; detailsOf: (row: Row) => string[] },
): MailContent {
  const { language, deskName, rows } = view;
  const detailsIn = (row: Row) => [...detailsOf(row), ...readingLines(row, wordsFor(language))].map(withoutMarkers);
  return {
    subject: title,
    text: paragraphs(
      REPLY_MARKER,
      title,
      says.meaning,
      says.howTo,
      ...rows.map((row) => [firstLine(row, language), ...detailsIn(row), row.link, row.replyTo].join('\n')),
      NOTICE_END,
    ),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(title)}
${paragraph(says.meaning)}
${paragraph(says.howTo)}
${rows.map((row) => quotation(rowHtml(row, detailsIn(row), { language, answer: says.answer })))}`,
      footer: html`${muted(deskName)}${muted(NOTICE_END)}`,
    }),
  };
}

/** When a row's answer is due, and how far away that is. */
export function dueLine({ language, now, timeZone }: Omit<RowsView<TicketRow>, 'rows' | 'deskName'>, instant: string) {
  const words = wordsFor(language);
  const left = secondsBetween(now, instant);
  const duration = formatDuration(left, language);
  const relative = left < 0 ? words.notice.late(duration) : words.notice.within(duration);
  return `${words.label.answerBy}: ${formatInstant(instant, timeZone, language)}, ${relative}`;
}

function readingLines(reading: Reading, words: Words): string[] {
  const { label, notice } = words;
  const { readers, proposed } = reading;
  return [
    `${label.readers}: ${readers.join(', ') || notice.noReaders}`,
    ...(proposed.length > 0 ? [`${label.proposed}: ${proposedIn(reading, words)}`] : []),
  ];
}

function firstLine({ ticketId, priority, subject }: TicketRow, language: Language): string {
  return `${ticketId}  P${priority}  ${subjectOf(subject, language)}`;
}

/** A subject as a mail of many tickets shows it, in one line. */
export function subjectOf(subject: string, language: Language): string {
  return withoutMarkers(cleanLine(subject, 200)) || wordsFor(language).noSubject;
}

function rowHtml(
  { ticketId, priority, subject, link, replyTo }: TicketRow,
  details: readonly string[],
  { language, answer }: { language: Language; answer: string },
): Html {
  return html`${badge(`P${priority}`, COLORS.priority[priority])} <b>${ticketId}</b> ${subjectOf(subject, language)}<br>
${details.map((line) => html`${line}<br>`)}<a href="${link}" style="color:inherit">${wordsFor(language).openTicket}</a> · <a href="mailto:${replyTo}" style="color:inherit">${answer}</a>`;
}
