import type { Language } from '../../language.ts';
import { cleanLine } from '../clean.ts';
import type { NoticeKind } from './agent-notice-parts.ts';
import type { MailContent } from './content.ts';
import { dueLine, mostUrgentFirst, type RowsView, type TicketRow, ticketRows } from './ticket-rows.ts';
import { NOTICE_DIGEST_WORDS } from './words/notice-digest.ts';
import { wordsFor } from './words/words.ts';

/** Characters of a text that a line shows: enough to see what it is about. */
const MOST_TEXT = 300;

type Row = TicketRow & {
  /** What happened: somebody wrote, or a level is reached. */
  kind?: NoticeKind;
  level?: string;
  from: string;
  verified: boolean;
  customer?: string;
  /** What they wrote. */
  text?: string;
  /** The customer was sent no acknowledgement: a rule of ours kept it back. */
  isUnacknowledged?: boolean;
  /** Who reads an answer, and who is proposed to, by address. */
  readers: readonly string[];
  proposed: readonly string[];
};

export type NoticeDigestView = RowsView<Row>;

/** One mail in place of many notices that came at once to one of the team, the most urgent first. */
export function noticeDigest(view: NoticeDigestView): MailContent {
  const says = NOTICE_DIGEST_WORDS[view.language];
  const rows = mostUrgentFirst(view.rows);
  const title = says.title(rows.length);
  const preview = rows.map(({ ticketId }) => ticketId).join(', ');
  return ticketRows({ ...view, rows }, { title, preview, says, detailsOf: (row) => details(view, row) });
}

function details(view: NoticeDigestView, row: Row): string[] {
  const words = wordsFor(view.language);
  const { from, verified, customer, text } = row;
  const writer = verified ? from : `${from} (${words.unverified})`;
  return [
    `${whatHappened(view.language, row)}: ${customer ? `${customer}, ` : ''}${writer}`,
    ...(text ? [cleanLine(text, MOST_TEXT)] : []),
    ...(row.isUnacknowledged ? [words.notice.unacknowledged] : []),
    `${words.label.readers}: ${row.readers.join(', ')}`,
    ...(row.proposed.length > 0 ? [`${words.label.proposed}: ${row.proposed.join(', ')}`] : []),
    ...(row.answerBy ? [dueLine(view, row.answerBy)] : []),
  ];
}

function whatHappened(language: Language, { kind = 'other', level }: Row): string {
  if (level === undefined) return NOTICE_DIGEST_WORDS[language].kind[kind];
  return wordsFor(language).escalation.level[level] ?? level;
}
