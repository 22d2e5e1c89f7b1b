import type { Language } from '../../language.ts';
import type { Plan, Priority } from '../../sla/terms.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-text.ts';
import { COLORS } from './colors.ts';
import { excerpt, type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { formatSize } from './format-size.ts';
import { formatDuration, formatInstant, secondsBetween } from './format-time.ts';
import { html, textToHtml } from './html.ts';
import { page } from './layout.ts';
import {
  alarm,
  badge,
  button,
  factTable,
  heading,
  highlight,
  muted,
  paragraph,
  quotation,
  subheading,
} from './parts.ts';
import { type Remarkable, remarks } from './remarks.ts';
import { agentSubject } from './subjects.ts';
import type { RequestChannel, Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';

/** Longer texts are read in the ticket. */
const MAX_TEXT = 20_000;
const MOST_WARNINGS = 5;

/**
 * `again`: the customer wrote to a ticket that is there already; `returned`: an answer came back; `other`: somebody wrote who is
 * neither the customer nor proved to be an agent.
 */
export type NoticeKind = 'new' | 'again' | 'returned' | 'other';

export type AgentNoticeView = Remarkable & {
  language: Language;
  deskName: string;
  kind: NoticeKind;
  ticketId: string;
  subject: string;
  priority: Priority;
  plan: Plan;
  requester: { address: string; name?: string; verified: boolean };
  /** Name of the company. */
  customer?: string;
  channel: RequestChannel;
  /** Deadline of the first response while the clock runs, ISO instant. */
  answerBy?: string;
  why?: string;
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
  /** What the customer wrote; `isCut`: only its beginning. */
  text: string;
  isCut?: boolean;
  /** How many lines of it are not shown: a quote, a signature. */
  hiddenLines?: number;
  /** `size` in bytes. */
  attachments: readonly { filename: string; size: number }[];
  /** What was mended, lost or doubted of the message, a sentence each. */
  warnings?: readonly string[];
  link: string;
};

/**
 * Tells an agent what a customer wrote and by when to answer. Each agent gets one of their own: its Reply-To is signed for
 * them, so the answer can be given by replying.
 */
export function agentNotice(view: AgentNoticeView): MailContent {
  const words = wordsFor(view.language);
  return {
    subject: agentSubject(view.subject, view.ticketId, view.priority, words),
    text: textPart(view, words),
    html: htmlPart(view, words),
  };
}

function textPart(view: AgentNoticeView, words: Words): string {
  const { text, ...excerpted } = excerpt(withoutMarkers(view.text), MAX_TEXT);
  const isCut = excerpted.isCut || view.isCut === true;
  return paragraphs(
    REPLY_MARKER,
    `${words.notice[view.kind]}: ${view.ticketId}\n${howTo(view, words)}`,
    !view.requester.verified && `!! ${words.notice.unverifiedWarning}`,
    firstOfAll(view, words)
      .map((remark) => `! ${remark}`)
      .join('\n'),
    factLines([
      { label: words.label.answerBy, value: answerBy(view, words).join(', ') },
      { label: words.label.priority, value: `P${view.priority}, ${words.priority[view.priority]}` },
      ...facts(view, words),
    ]),
    view.why,
    text,
    isCut && words.cut,
    hidden(view, words) && `(${hidden(view, words)})`,
    attachments(view, words)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n'),
    warnings(view)
      .map((warning) => `* ${warning}`)
      .join('\n'),
    `${words.openTicket}: ${view.link}`,
    NOTICE_END,
  );
}

function htmlPart(view: AgentNoticeView, words: Words): string {
  const { text, ...excerpted } = excerpt(withoutMarkers(view.text), MAX_TEXT);
  const isCut = excerpted.isCut || view.isCut === true;
  const [when = '', relative = ''] = answerBy(view, words);
  const level = COLORS.priority[view.priority];
  return page({
    language: view.language,
    top: muted(REPLY_MARKER),
    body: html`
${heading(words.notice[view.kind])}
${paragraph(howTo(view, words))}
${!view.requester.verified && alarm(words.notice.unverifiedWarning)}
${firstOfAll(view, words).map(alarm)}
${highlight({
  label: words.label.answerBy,
  value: when,
  note: [relative, view.why].filter(Boolean).join('. '),
  edge: level,
})}
${factTable([
  { label: words.label.ticket, value: view.ticketId },
  { label: words.label.priority, value: words.priority[view.priority], badge: badge(`P${view.priority}`, level) },
  ...facts(view, words),
])}
${subheading(view.subject || words.noSubject)}
${quotation(textToHtml(text))}
${isCut && muted(words.cut)}
${hidden(view, words) && muted(html`<a href="${view.link}" style="color:inherit">${hidden(view, words)}</a>`)}
${view.attachments.length > 0 && factTable(attachments(view, words))}
${warnings(view).map((warning) => muted(`* ${warning}`))}
${button(words.openTicket, view.link)}`,
    footer: html`${muted(view.deskName)}${muted(NOTICE_END)}`,
  });
}

/** That the customer's mail has more lines than are shown, which nobody must have to guess. */
function hidden({ hiddenLines = 0 }: AgentNoticeView, words: Words): string | false {
  return hiddenLines > 0 && words.notice.hidden(hiddenLines);
}

/** When, and how far away that is; or that no clock runs. */
function answerBy(view: AgentNoticeView, words: Words): string[] {
  if (view.answerBy === undefined) return [words.notice.notRunning];
  const left = secondsBetween(view.now, view.answerBy);
  const duration = formatDuration(left, view.language);
  const relative = left < 0 ? words.notice.late(duration) : words.notice.within(duration);
  return [formatInstant(view.answerBy, view.timeZone, view.language), relative];
}

function facts(view: AgentNoticeView, words: Words): Fact[] {
  const { name, address, verified } = view.requester;
  const from = name ? `${name} <${address}>` : address;
  return [
    { label: words.label.plan, value: words.plan[view.plan] },
    ...(view.customer ? [{ label: words.label.customer, value: view.customer }] : []),
    { label: words.label.requester, value: verified ? from : `${from} (${words.unverified})` },
    { label: words.label.channel, value: words.channel[view.channel] },
  ];
}

function attachments(view: AgentNoticeView, words: Words): Fact[] {
  const list = view.attachments.map(({ filename, size }) => `${filename} (${formatSize(size, view.language)})`);
  return list.length > 0 ? [{ label: words.label.attachments, value: list.join(', ') }] : [];
}

/** What is read before the text; of a message that is not the customer's, why it was not taken for what it claims to be. */
function firstOfAll(view: AgentNoticeView, words: Words): string[] {
  const { kind, warnings: all = [] } = view;
  return [...remarks(view, words), ...(kind === 'other' ? all.slice(0, MOST_WARNINGS) : [])];
}

/** What else there is to know, below the text. The ticket has all of it. */
function warnings({ kind, warnings: all = [] }: AgentNoticeView): readonly string[] {
  return kind === 'other' ? [] : all.slice(0, MOST_WARNINGS);
}

function howTo(view: AgentNoticeView, words: Words): string {
  if (view.kind === 'returned') return words.notice.howToReturned;
  if (view.kind === 'other') return words.notice.howToOther;
  return view.answerBy === undefined ? words.notice.howToAdd : words.notice.howToAnswer;
}
