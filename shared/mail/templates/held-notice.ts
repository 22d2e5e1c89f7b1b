import type { Language } from '../../language.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import { type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { alarm, factTable, heading, muted, paragraph, quotation, subheading } from './parts.ts';
import { HELD_WORDS, type HeldWords } from './words/held.ts';
import { wordsFor } from './words/words.ts';

export type HeldNoticeView = {
  language: Language;
  deskName: string;
  entryId: string;
  /** Who claims to have written it. */
  from?: string;
  proved: boolean;
  /** Name of the company. */
  customer?: string;
  subject: string;
  reason: keyof HeldWords['reason'];
  detail?: string;
  /** It is a message by the link to a ticket, whose number is the detail. */
  isByLink?: boolean;
  /** ISO instant. */
  receivedAt: string;
  /** The desk's IANA zone. */
  timeZone: string;
  /** Why a reply to the notice before did not let it out. */
  problem?: string;
};

/** The line of a reply that lets a mail out. */
export function releaseCommand(reason: HeldNoticeView['reason']): string {
  return reason === 'virus' ? '#release virus' : '#release';
}

/**
 * Tells an agent that a mail is held which somebody may be waiting for, and the ways to let it out. Nothing of its text is shown: a
 * virus or a lie may be in it. The command of a reply never stands alone on a line, or a quoted notice would be one.
 */
export function heldNotice(view: HeldNoticeView): MailContent {
  const { language, entryId, reason, problem } = view;
  const says = HELD_WORDS[language];
  const isVirus = reason === 'virus';
  const { heading: held, meaning, notReleased } = wordsOf(view, says);
  const title = problem === undefined ? held : notReleased;
  const byReply = says.byReply(releaseCommand(reason));
  const call = `POST /api/quarantine/${entryId}/release${isVirus ? '?accept=virus' : ''}`;
  const known = facts(view, says);
  return {
    subject: `[${entryId}] ${title}: ${view.subject || wordsFor(language).noSubject}`,
    text: paragraphs(
      REPLY_MARKER,
      title,
      problem && `!! ${problem}`,
      meaning,
      factLines(known),
      `${says.release}\n${byReply}`,
      `${says.byApi}\n${call}`,
      isVirus && says.virusNote,
      NOTICE_END,
    ),
    html: page({
      language,
      top: muted(REPLY_MARKER),
      body: html`
${heading(title)}
${problem !== undefined && alarm(problem)}
${paragraph(meaning)}
${factTable(known)}
${subheading(says.release)}
${paragraph(byReply)}
${paragraph(says.byApi)}
${quotation(html`<code>${call}</code>`)}
${isVirus && paragraph(says.virusNote)}`,
      footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
    }),
  };
}

/** What it is that is held: a mail, a form of the online desk, or a message by link. */
function wordsOf({ reason, isByLink }: HeldNoticeView, says: HeldWords): HeldWords['page'] {
  if (isByLink) return says.message;
  return reason.startsWith('page') ? says.page : says;
}

function facts(view: HeldNoticeView, says: HeldWords): Fact[] {
  const { language, from, customer, proved, subject, reason, detail, receivedAt, timeZone, entryId } = view;
  const { label, noSubject } = wordsFor(language);
  return [
    { label: label.requester, value: from ?? '?' },
    ...(customer ? [{ label: label.customer, value: customer }] : []),
    { label: says.label.sender, value: proved ? says.proved : says.notProved },
    { label: label.subject, value: withoutMarkers(subject) || noSubject },
    { label: says.label.received, value: formatInstant(receivedAt, timeZone, language) },
    { label: says.label.why, value: detail ? `${says.reason[reason]} (${detail})` : says.reason[reason] },
    { label: says.label.entry, value: entryId },
  ];
}
