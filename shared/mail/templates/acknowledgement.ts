import type { Language } from '../../language.ts';
import type { Plan, Priority } from '../../sla/terms.ts';
import { cleanLine } from '../clean.ts';
import { COLORS } from './colors.ts';
import { factLines, type MailContent, paragraphs } from './content.ts';
import { formatInstant, secondsBetween } from './format-time.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { badge, button, factTable, heading, highlight, muted, paragraph, quotation, subheading } from './parts.ts';
import { customerSubject } from './subjects.ts';
import type { RequestChannel, Words } from './words/shape.ts';
import { wordsFor } from './words/words.ts';

export type AcknowledgementView = {
  language: Language;
  deskName: string;
  ticketId: string;
  /** `verified`: the sender proved to own the address. */
  requester: { name?: string; verified: boolean };
  subject: string;
  /** Another one wrote the request: nothing of it is repeated. */
  isAnothers?: boolean;
  priority: Priority;
  plan: Plan;
  /** How the request came: who called has not written. */
  channel: RequestChannel;
  /** A form brought it, and nobody has proved who filled it in. */
  mayBeAnothers?: boolean;
  /** Deadline of the first response, ISO instant. */
  answerBy: string;
  /** ISO instant of the desk's clock: what is past by then is no promise. */
  now: string;
  /** The customer's IANA zone. */
  timeZone: string;
  /** One sentence that says why the answer comes then. */
  why?: string;
  /** The link by which its receiver follows the ticket. */
  follow: string;
};

/**
 * Tells a customer that the request has arrived, by when an answer comes, and what the priority asks of them (promise.md,
 * section 2). To an unverified sender it says nothing that came from the request: else anybody could have us write
 * their words to somebody else.
 */
export function acknowledgement(view: AcknowledgementView): MailContent {
  const words = wordsFor(view.language);
  const { verified, name } = view.requester;
  const echo = verified && !view.isAnothers ? cleanLine(view.subject) : '';
  const isLate = secondsBetween(view.now, view.answerBy) < 0;
  const parts: Parts = {
    words,
    greeting: words.acknowledgement.greeting(verified ? name : undefined),
    received: received(view, words),
    echo,
    when: isLate ? words.label.wasDue : words.label.answerBy,
    answerBy: formatInstant(view.answerBy, view.timeZone, view.language),
    priority: `P${view.priority}, ${words.priority[view.priority]}`,
    duty: words.acknowledgement.duty[view.priority],
    note: isLate
      ? words.acknowledgement.late
      : [words.acknowledgement.answerByNote, view.why].filter(Boolean).join(' '),
  };
  const subject =
    verified && !view.isAnothers
      ? customerSubject(view.subject, view.ticketId, words)
      : `${words.acknowledgement.subject} [${view.ticketId}]`;
  return { subject, text: textPart(view, parts), html: htmlPart(view, parts) };
}

type Parts = Record<'greeting' | 'received' | 'echo' | 'when' | 'answerBy' | 'priority' | 'duty' | 'note', string> & {
  words: Words;
};

function received({ channel, ticketId }: AcknowledgementView, { acknowledgement: says }: Words): string {
  if (channel === 'phone') return says.receivedCall(ticketId);
  return channel === 'agent' ? says.receivedFiled(ticketId) : says.received(ticketId);
}

function textPart(view: AcknowledgementView, { words, ...parts }: Parts): string {
  return paragraphs(
    parts.greeting,
    parts.received,
    parts.echo && `> ${parts.echo}`,
    factLines([
      { label: parts.when, value: parts.answerBy },
      { label: words.label.priority, value: parts.priority },
      { label: words.label.plan, value: words.plan[view.plan] },
    ]),
    parts.note,
    `${words.follow.open}: ${view.follow}`,
    view.mayBeAnothers && words.follow.notMe,
    parts.duty,
    words.acknowledgement.choose,
    words.acknowledgement.addMore,
    `-- \n${view.deskName}\n${words.acknowledgement.automatic}`,
  );
}

function htmlPart(view: AcknowledgementView, { words, ...parts }: Parts): string {
  return page({
    language: view.language,
    preview: `${parts.when}: ${parts.answerBy}`,
    body: html`
${heading(words.acknowledgement.heading)}
${paragraph(parts.greeting)}
${paragraph(parts.received)}
${parts.echo ? quotation(html`${parts.echo}`) : undefined}
${highlight({ label: parts.when, value: parts.answerBy, note: parts.note, edge: COLORS.priority[view.priority] })}
${factTable([
  { label: words.label.ticket, value: view.ticketId },
  {
    label: words.label.priority,
    value: words.priority[view.priority],
    badge: badge(`P${view.priority}`, COLORS.priority[view.priority]),
  },
  { label: words.label.plan, value: words.plan[view.plan] },
])}
${button(words.follow.open, view.follow)}
${view.mayBeAnothers && paragraph(html`<a href="${view.follow}#not-me">${words.follow.notMe}</a>`)}
${subheading(words.acknowledgement.dutyHeading)}
${paragraph(parts.duty)}
${paragraph(words.acknowledgement.choose)}
${paragraph(words.acknowledgement.addMore)}`,
    footer: html`${muted(view.deskName)}${muted(words.acknowledgement.automatic)}`,
  });
}
