import type { Language } from '../../language.ts';
import type { Plan, Priority } from '../../sla/terms.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../reply-marker.ts';
import { COLORS } from './colors.ts';
import { excerpt, type Fact, factLines, type MailContent, paragraphs } from './content.ts';
import { formatDuration, formatInstant, formatShort, secondsBetween } from './format-time.ts';
import { type Html, html, textToHtml } from './html.ts';
import { page } from './layout.ts';
import { badge, button, factTable, heading, highlight, muted, paragraph, quotation, subheading } from './parts.ts';
import { type Reading, readingFacts } from './reading.ts';
import { agentSubject } from './subjects.ts';
import type { Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';
import { sayWriter, type Writer } from './writer.ts';

/** The request itself and what came last are what a manager needs; the rest is in the ticket. */
const MAX_MESSAGES = 10;
const MAX_TEXT = 3_000;

export type EscalationView = Reading & {
  language: Language;
  deskName: string;
  /** Name of the level that was reached, promise.md section 6. */
  level: string;
  ticketId: string;
  subject: string;
  priority: Priority;
  plan: Plan;
  requester: Writer;
  customer?: string;
  /** Start of the clock, ISO instant. */
  startedAt: string;
  /** Deadline of the first response, ISO instant. */
  deadline: string;
  /** ISO instant of the desk's clock. */
  now: string;
  /** The desk's IANA zone. */
  timeZone: string;
  /** The thread, oldest first. */
  messages: readonly EscalationMessage[];
  link: string;
};
/** An agent by name, anybody else by name and address. */
type EscalationMessage = { author: Writer | { name: string }; at: string; text: string; isNote: boolean };

/**
 * Tells whoever the settings name that a promise is about to be broken, or is, with all they need to act. An agent may
 * answer the customer by replying, so the thread, with its internal notes, stands below the marker.
 */
export function escalation(view: EscalationView): MailContent {
  const words = wordsFor(view.language);
  const level = words.escalation.level[view.level] ?? view.level;
  const left = secondsBetween(view.now, view.deadline);
  const duration = formatDuration(left, view.language);
  const until = formatShort(view.deadline, view.timeZone, view.language);
  const headline = left > 0 ? words.escalation.dueIn(until, duration) : words.escalation.lateBy(until, duration);
  return {
    subject: `${level}: ${agentSubject(view.subject, view.ticketId, view.priority, words)}`,
    text: textPart(view, words, `${level}. ${headline}.`),
    html: htmlPart(view, words, level, headline),
  };
}

function textPart(view: EscalationView, words: Words, headline: string): string {
  const { first, leftOut, last } = bounded(view.messages);
  const message = (each: EscalationMessage) =>
    `--- ${caption(each, view, words)}\n${excerpt(withoutMarkers(each.text), MAX_TEXT).text}`;
  return paragraphs(
    REPLY_MARKER,
    headline,
    waiting(view, words),
    factLines([
      { label: words.label.answerBy, value: formatInstant(view.deadline, view.timeZone, view.language) },
      { label: words.label.priority, value: `P${view.priority}, ${words.priority[view.priority]}` },
      ...facts(view, words),
      { label: words.label.subject, value: view.subject || words.noSubject },
    ]),
    `${words.openTicket}: ${view.link}\n${words.escalation.noAnswer}`,
    `${words.escalation.thread}:`,
    ...first.map(message),
    leftOut > 0 && words.escalation.leftOut(leftOut),
    ...last.map(message),
    NOTICE_END,
  );
}

function htmlPart(view: EscalationView, words: Words, level: string, headline: string): string {
  const { first, leftOut, last } = bounded(view.messages);
  const ground = COLORS.level[view.level] ?? COLORS.priority[view.priority];
  const message = (each: EscalationMessage): Html => html`
${muted(caption(each, view, words))}
${quotation(textToHtml(excerpt(withoutMarkers(each.text), MAX_TEXT).text))}`;
  return page({
    language: view.language,
    top: muted(REPLY_MARKER),
    body: html`
<div style="margin:0 0 10px">${badge(level, ground)}</div>
${heading(headline)}
${paragraph(waiting(view, words))}
${highlight({
  label: words.label.answerBy,
  value: formatInstant(view.deadline, view.timeZone, view.language),
  note: view.subject || words.noSubject,
  edge: ground,
})}
${factTable([
  { label: words.label.ticket, value: view.ticketId },
  {
    label: words.label.priority,
    value: words.priority[view.priority],
    badge: badge(`P${view.priority}`, COLORS.priority[view.priority]),
  },
  ...facts(view, words),
])}
${button(words.openTicket, view.link)}
${subheading(words.escalation.thread)}
${first.map(message)}
${leftOut > 0 && muted(words.escalation.leftOut(leftOut))}
${last.map(message)}`,
    footer: html`${muted(words.escalation.noAnswer)}${muted(view.deskName)}${muted(NOTICE_END)}`,
  });
}

function facts(view: EscalationView, words: Words): Fact[] {
  return [
    { label: words.label.plan, value: words.plan[view.plan] },
    ...(view.customer ? [{ label: words.label.customer, value: view.customer }] : []),
    { label: words.label.requester, value: sayWriter(view.requester, words) },
    { label: words.label.waitingSince, value: formatInstant(view.startedAt, view.timeZone, view.language) },
    ...readingFacts(view, words),
  ];
}

function waiting(view: EscalationView, words: Words): string {
  const duration = formatDuration(secondsBetween(view.startedAt, view.now), view.language);
  const since = formatShort(view.startedAt, view.timeZone, view.language);
  const { requester } = view;
  const who = requester.verified && requester.name ? requester.name : sayWriter(requester, words);
  return words.escalation.waiting(who, since, duration);
}

function caption(message: EscalationMessage, view: EscalationView, words: Words): string {
  const note = message.isNote ? ` (${words.escalation.note})` : '';
  const { author } = message;
  const who = 'address' in author ? sayWriter(author, words) : author.name;
  return `${who}${note}, ${formatInstant(message.at, view.timeZone, view.language)}`;
}

/** The first message, and the latest ones after it. */
function bounded(messages: readonly EscalationMessage[]) {
  const first = messages.slice(0, 1);
  const last = messages.slice(1).slice(1 - MAX_MESSAGES);
  return { first, leftOut: messages.length - first.length - last.length, last };
}
