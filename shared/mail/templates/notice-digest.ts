import type { Language } from '../../language.ts';
import type { Priority } from '../../sla/terms.ts';
import { cleanLine } from '../clean.ts';
import type { NoticeKind } from './agent-notice-parts.ts';
import { COLORS } from './colors.ts';
import { type MailContent, paragraphs } from './content.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { badge, heading, muted, paragraph, quotation } from './parts.ts';
import { NOTICE_DIGEST_WORDS } from './words/notice-digest.ts';
import { wordsFor } from './words/words.ts';

/** Characters of a text that a line shows: enough to see what it is about. */
const MOST_TEXT = 300;

type Row = {
  ticketId: string;
  priority: Priority;
  subject: string;
  /** What happened: somebody wrote, or a level is reached. */
  kind?: NoticeKind;
  level?: string;
  from: string;
  verified: boolean;
  customer?: string;
  /** What they wrote. */
  text?: string;
  /** Who reads an answer, and who is proposed to, by address. */
  readers: readonly string[];
  proposed: readonly string[];
  /** ISO instant, while the clock runs. */
  answerBy?: string;
  link: string;
  /** The signed address by which whoever reads this answers the customer. */
  replyTo: string;
};

export type NoticeDigestView = {
  language: Language;
  deskName: string;
  rows: readonly Row[];
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
};

/** One mail in place of many notices that came at once to one of the team, the most urgent first. */
export function noticeDigest(view: NoticeDigestView): MailContent {
  const says = NOTICE_DIGEST_WORDS[view.language];
  const due = ({ answerBy = '~' }: Row) => answerBy;
  const rows = view.rows.toSorted((a, b) => a.priority - b.priority || (due(a) < due(b) ? -1 : 1));
  const title = says.title(rows.length);
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
      preview: rows.map(({ ticketId }) => ticketId).join(', '),
      body: html`
${heading(title)}
${paragraph(says.meaning)}
${paragraph(says.howTo)}
${rows.map((row) => quotation(rowHtml(view, row)))}`,
      footer: muted(view.deskName),
    }),
  };
}

function lines({ language, now, timeZone }: NoticeDigestView, row: Row): string[] {
  const words = wordsFor(language);
  const { ticketId, priority, subject, from, verified, customer, text } = row;
  const writer = verified ? from : `${from} (${words.unverified})`;
  return [
    `${ticketId}  P${priority}  ${cleanLine(subject, 200) || words.noSubject}`,
    `${whatHappened(language, row)}: ${customer ? `${customer}, ` : ''}${writer}`,
    ...(text ? [cleanLine(text, MOST_TEXT)] : []),
    `${words.label.readers}: ${row.readers.join(', ')}`,
    ...(row.proposed.length > 0 ? [`${words.label.proposed}: ${row.proposed.join(', ')}`] : []),
    ...(row.answerBy ? [`${words.label.answerBy}: ${until(row.answerBy, { language, now, timeZone })}`] : []),
  ];
}

function whatHappened(language: Language, { kind = 'other', level }: Row): string {
  if (level === undefined) return NOTICE_DIGEST_WORDS[language].kind[kind];
  return wordsFor(language).escalation.level[level] ?? level;
}

function until(instant: string, { language, now, timeZone }: Pick<NoticeDigestView, 'language' | 'now' | 'timeZone'>) {
  const words = wordsFor(language);
  const left = secondsBetween(now, instant);
  const duration = formatDuration(left, language);
  const relative = left < 0 ? words.notice.late(duration) : words.notice.within(duration);
  return `${formatInstant(instant, timeZone, language)}, ${relative}`;
}

function rowHtml(view: NoticeDigestView, row: Row): Html {
  const words = wordsFor(view.language);
  const [, ...others] = lines(view, row);
  const subject = cleanLine(row.subject, 200) || words.noSubject;
  return html`${badge(`P${row.priority}`, COLORS.priority[row.priority])} <b>${row.ticketId}</b> ${subject}<br>
${others.map((line) => html`${line}<br>`)}<a href="${row.link}" style="color:inherit">${words.openTicket}</a> · <a href="mailto:${row.replyTo}" style="color:inherit">${NOTICE_DIGEST_WORDS[view.language].answer}</a>`;
}
