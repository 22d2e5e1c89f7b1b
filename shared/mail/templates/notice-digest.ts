import type { Language } from '../../language.ts';
import { cleanLine } from '../clean.ts';
import type { Lost, NoticeKind } from './agent-notice-parts.ts';
import type { MailContent } from './content.ts';
import { type Remarkable, remarks } from './remarks.ts';
import { dueLine, mostUrgentFirst, type RowsView, subjectOf, type TicketRow, ticketRows } from './ticket-rows.ts';
import { NOTICE_DIGEST_WORDS } from './words/notice-digest.ts';
import type { Words } from './words/shape.ts';
import { UNDONE_WORDS, type WhyUndone } from './words/undone.ts';
import { wordsFor } from './words/words.ts';
import { sayWriter } from './writer.ts';

/** Characters of a text that a line shows: enough to see what it is about. */
const MOST_TEXT = 300;

type Row = TicketRow &
  Omit<Remarkable, 'requester'> & {
    /** What happened: somebody wrote, or a level is reached. */
    kind?: NoticeKind;
    level?: string;
    from: string;
    verified: boolean;
    isOutside?: boolean;
    customer?: string;
    /** Why what one of the team wrote was not done. */
    undone?: WhyUndone;
    /** Who did not get an answer. */
    lost?: Lost | undefined;
    /** What they wrote. */
    text?: string;
    /** Whose turn it is. */
    awaits: keyof Words['awaits'];
  };

export type NoticeDigestView = RowsView<Row>;

/** One mail in place of many notices that came at once to one of the team, the most urgent first. */
export function noticeDigest(view: NoticeDigestView): MailContent {
  const says = NOTICE_DIGEST_WORDS[view.language];
  const rows = mostUrgentFirst(view.rows);
  const title = says.title(rows.length);
  const mail = ticketRows({ ...view, rows }, { title, says, detailsOf: (row) => details(view, row) });
  const [only, ...others] = rows;
  // Without the ticket's number, by which an answer would find the ticket: it goes to nobody.
  return only && others.length === 0 ? { ...mail, subject: subjectOfOne(view.language, only) } : mail;
}

function subjectOfOne(language: Language, row: Row): string {
  const withoutNumber = row.subject.replaceAll(/\[?T-[0-9A-Z]{8}\]?/g, '');
  return `${whatHappened(language, row)}: ${subjectOf(withoutNumber, language)}`;
}

function details(view: NoticeDigestView, row: Row): string[] {
  const words = wordsFor(view.language);
  const { kind, from: address, verified, isOutside = false, customer, text } = row;
  const isOfAgent = kind === 'answered' || kind === 'unsent' || kind === 'mentioned';
  const writer = isOfAgent ? address : sayWriter({ address, verified, isOutside }, words);
  return [
    `${whatHappened(view.language, row)}: ${customer && !isOfAgent ? `${customer}, ` : ''}${writer}`,
    ...undoneLine(view.language, row),
    ...(row.lost ? [cleanLine(`${row.lost.address}: ${row.lost.reason}`, MOST_TEXT)] : []),
    ...remarks({ ...row, requester: { verified } }, words),
    ...(text ? [cleanLine(text, MOST_TEXT)] : []),
    `${words.label.awaits}: ${words.awaits[row.awaits]}`,
    ...(row.answerBy ? [dueLine(view, row.answerBy)] : []),
  ];
}

/** Why it was not done and how to do it right, for its writer and for the others. */
function undoneLine(language: Language, { kind, undone }: Row): string[] {
  if (!undone) return [];
  const { why, mend } = UNDONE_WORDS[language][kind === 'undone' ? 'you' : 'team'][undone];
  return [`${why} ${mend}`];
}

function whatHappened(language: Language, { kind = 'other', level }: Row): string {
  if (level === undefined) return NOTICE_DIGEST_WORDS[language].kind[kind];
  return wordsFor(language).escalation.level[level] ?? level;
}
